"""tar_corpus.py FOLDER COUNT SEED: writes COUNT random tar archives, many of them hostile or damaged, unpacks each as pip does (Python's
tarfile with the data filter, the leading folder stripped, the umask's modes), and writes what came out, or the error, to FOLDER/expected.json."""
import hashlib, io, json, os, random, shutil, sys, tarfile

folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random_ = random.Random(seed)
NAMES = ["a", "b", "dir", "dir/c", "dir/sub/d", "x" * 120, "dir/" + "y" * 200, "ünï", "link", "hard"]
ODD = ["../out", "/abs", "dir/../../out", "./dot", "dir//double", "dir/./e", "..", ".", "link/through", "dir/../a", "a/under-a-file"]
TARGETS = ["a", "dir", "../b", "dir/c", "../../etc/passwd", "/etc/passwd", "missing", "sub/../c", "link", "..", "dir/../..", "."]

def member(prefix):
    info = tarfile.TarInfo(prefix + (random_.choice(ODD) if random_.random() < .1 else random_.choice(NAMES)))
    info.mode = random_.choice((0o644, 0o755, 0o600, 0o4755, 0o777, 0o000))
    info.mtime = random_.choice((0, 1, 1_600_000_000, 1_600_000_000.25))
    kind = random_.random()
    if kind < .6:
        content = random_.randbytes(random_.choice((0, 1, 511, 512, 513, 3000)))
        info.size = len(content)
        return info, content
    if kind < .75: info.type = tarfile.DIRTYPE
    elif kind < .85: info.type, info.linkname = tarfile.SYMTYPE, random_.choice(TARGETS)
    elif kind < .95: info.type, info.linkname = tarfile.LNKTYPE, prefix + random_.choice(TARGETS)
    else: info.type = random_.choice((tarfile.FIFOTYPE, tarfile.CHRTYPE, b"9", tarfile.CONTTYPE))
    return info, None

def archive():
    out = io.BytesIO()
    prefix = random_.choice(("", "pkg-1.0/", "pkg-1.0/", "pkg-1.0/", "./", "pkg-1.0/deep/"))
    form = random_.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    globals_ = {"comment": "a commit"} if random_.random() < .2 else None
    with tarfile.open(fileobj=out, mode="w", format=form, pax_headers=globals_, encoding="utf-8") as tar:
        for _ in range(random_.randint(1, 7)):
            info, content = member(prefix)
            try: tar.addfile(info, None if content is None else io.BytesIO(content))
            except ValueError: pass  # too long for ustar
    data = bytearray(out.getvalue())
    damage = random_.random()
    if damage < .1: del data[random_.randrange(len(data)):]
    elif damage < .3:
        block = 512 * random_.randrange(max(1, len(data) // 512))
        for _ in range(random_.randint(1, 3)): data[min(len(data) - 1, block + random_.randrange(512))] = random_.choice((0, 47, 46, 49, 255, 128, 32))
        if random_.random() < .8 and block + 512 <= len(data):  # with a right sum, so that the change is read
            header = data[block:block + 512]; header[148:156] = b" " * 8
            data[block + 148:block + 156] = b"%06o\0 " % sum(header)
    elif damage < .35: data = data[:-1024 * 9]  # without the blocks at the end
    return bytes(data)

def split(path):
    path = path.lstrip("/").lstrip("\\")
    return path.split("/", 1) if "/" in path else [path, ""]

def unpack(file, target):
    with tarfile.open(file, "r", encoding="utf-8") as tar:
        members = tar.getmembers()
        leading = {split(m.name)[0] for m in members}
        if len(leading) == 1 and leading != {""}:
            for m in members:
                lead, m.name = split(m.name)
                if m.islnk() and split(m.linkname)[0] == lead: m.linkname = split(m.linkname)[1]
        def only_data(m, _):
            mode = m.mode
            m = tarfile.data_filter(m, target)
            m.mode = 0o755 if m.isfile() and mode & 0o111 else None
            return m
        tar.extractall(target, filter=only_data)

def tree(target):
    found = {}
    for root, folders, files in os.walk(target):
        for name in folders + files:
            path = os.path.join(root, name); key = os.path.relpath(path, target)
            if os.path.islink(path): found[key] = "-> " + os.readlink(path)
            elif os.path.isdir(path): found[key] = "folder"
            else:
                status = os.stat(path)
                found[key] = f"{status.st_mode & 0o777:o} {status.st_mtime:.2f} {hashlib.sha256(open(path, 'rb').read()).hexdigest()}"
    return found

os.umask(0o022)
expected = []
for i in range(count):
    file, target = f"{folder}/{i}.tar", f"{folder}/python"
    with open(file, "wb") as out: out.write(archive())
    os.mkdir(target)
    try: unpack(file, target); expected.append({"tree": tree(target)})
    except Exception as error: expected.append({"error": f"{type(error).__name__}: {error}"})
    shutil.rmtree(target)
with open(f"{folder}/expected.json", "w") as out: json.dump(expected, out)
