"""Makes wheels of the greatest sizes that docs/limits.md names, installs, lists and uninstalls them, and prints the peak memory and time of each step.

    python3 bench/big_wheels.py BINARY [FOLDER] [members|large|described ...]

members    1,000,000 files with a RECORD of 200 MB
large      a file of 5 GB, stored, so that the archive needs zip64 for its sizes and offsets (a sparse file on the disk)
described  a file of 5 GB, deflated, whose sizes stand behind it in a data descriptor

Each is installed by path, from an index whose server knows ranges, and from one whose server does not. Needs 16 GB of disk; the folder is deleted afterwards.
"""
import base64, hashlib, http.server, os, re, shutil, struct, subprocess, sys, threading, time, zipfile, zlib

binary = os.path.abspath(sys.argv[1])
folder = sys.argv[2] if len(sys.argv) > 2 else "/var/tmp/big-wheels"
wanted = sys.argv[3:] or ["members", "large", "described"]
FIVE_GB = 5 * 10**9


def digest(hasher):
    return "sha256=" + base64.urlsafe_b64encode(hasher.digest()).rstrip(b"=").decode()


def metadata(name):
    info = f"{name}-1.0.dist-info"
    return {f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
            f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: big_wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}


def rows(files, name):
    info = f"{name}-1.0.dist-info"
    return "".join(f"{path},{digest(hashlib.sha256(content))},{len(content)}\n" for path, content in files.items()) + f"{info}/RECORD,,\n"


def members(path, name, count=10**6):
    """Every thousand files share a folder; the names are long, so that RECORD has 200 bytes a row."""
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for i in range(count):
            content = b"%d" % i
            file = f"{name}/folder{i // 1000:03d}/" + f"a_file_with_a_name_that_is_as_long_as_those_of_generated_code_are_{i:06d}_".ljust(120, "x") + ".txt"
            archive.writestr(zipfile.ZipInfo(file), content)
            record.append(f"{file},{digest(hashlib.sha256(content))},{len(content)}\n")
        for file, content in metadata(name).items():
            archive.writestr(file, content)
        text = "".join(record) + rows(metadata(name), name)
        archive.writestr(f"{name}-1.0.dist-info/RECORD", text, zipfile.ZIP_DEFLATED)
    return f"{count:,} files, RECORD of {len(text) / 1e6:.0f} MB"


def zeros(path, name, stored):
    piece = bytes(10**7)
    hasher, crc = hashlib.sha256(), 0
    for _ in range(FIVE_GB // len(piece)):
        hasher.update(piece)
        crc = zlib.crc32(piece, crc)
    files = metadata(name)
    record = (f"{name}/zeros.bin,{digest(hasher)},{FIVE_GB}\n" + rows(files, name)).encode()
    if not stored:
        class Unseekable:
            """A target that cannot go back, so that zipfile writes data descriptors."""
            def __init__(self, file): self.file = file
            def write(self, data): return self.file.write(data)
            def flush(self): self.file.flush()
        with open(path, "wb") as file, zipfile.ZipFile(Unseekable(file), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            with archive.open(f"{name}/zeros.bin", "w", force_zip64=True) as member:
                for _ in range(FIVE_GB // len(piece)):
                    member.write(piece)
            for file, content in {**files, f"{name}-1.0.dist-info/RECORD": record}.items():
                archive.writestr(file, content)
        return "a file of 5 GB, deflated, with a data descriptor"
    # By hand: the zeros are a hole in the file.
    central = []
    with open(path, "wb") as file:
        def add(member, content, size, sum):
            offset, encoded = file.tell(), member.encode()
            is_big = size >= 2**32 - 1
            extra = struct.pack("<HHQQ", 1, 16, size, size) if is_big else b""
            short = 2**32 - 1 if is_big else size
            common = struct.pack("<HHHHHIIIHH", 45, 0, 0, 0, 0x21, sum, short, short, len(encoded), len(extra))
            file.write(b"PK\3\4" + common + encoded + extra)
            file.write(content) if content is not None else file.truncate(file.seek(size, os.SEEK_CUR))
            far = offset >= 2**32 - 1
            extra = (struct.pack("<QQ", size, size) if is_big else b"") + (struct.pack("<Q", offset) if far else b"")
            extra = struct.pack("<HH", 1, len(extra)) + extra if extra else b""
            common = struct.pack("<HHHHHIIIHH", 45, 0, 0, 0, 0x21, sum, short, short, len(encoded), len(extra))
            central.append(b"PK\1\2" + struct.pack("<H", 0x0314) + common + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, 2**32 - 1 if far else offset) + encoded + extra)
        add(f"{name}/zeros.bin", None, FIVE_GB, crc)
        for member, content in {**files, f"{name}-1.0.dist-info/RECORD": record}.items():
            add(member, content, len(content), zlib.crc32(content))
        start = file.tell()
        file.write(b"".join(central))
        end = file.tell()
        file.write(b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, len(central), len(central), end - start, start))
        file.write(b"PK\6\7" + struct.pack("<IQI", 0, end, 1))
        file.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0))
    return "an archive of 5 GB, stored, with zip64"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        if parts[1] == "simple":
            body = "".join(f'<a href="/{parts[0]}/files/{file}">{file}</a>' for file in os.listdir(wheels) if file.startswith(parts[2] + "-")).encode()
            self.answer(200, len(body), {"Content-Type": "text/html"})
            self.wfile.write(body)
            return
        path = os.path.join(wheels, parts[2])
        size, first, last, status, headers = os.path.getsize(path), 0, os.path.getsize(path) - 1, 200, {}
        asked = re.match(r"bytes=(\d*)-(\d*)$", self.headers.get("Range") or "")
        if asked and parts[0] == "ranges":
            a, z = asked.groups()
            first, last = (int(a), min(int(z or last), last)) if a else (max(size - int(z), 0), last)
            status, headers = 206, {"Content-Range": f"bytes {first}-{last}/{size}"}
        self.answer(status, last - first + 1, headers)
        with open(path, "rb") as file:
            while first <= last:
                sent = os.sendfile(self.connection.fileno(), file.fileno(), first, min(last + 1 - first, 1 << 24))
                if sent == 0:
                    break
                first += sent

    def answer(self, status, length, headers):
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.flush()

    def log_message(self, *_):
        pass


def in_a_child(function, *args):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, function(*args).encode())
        os._exit(0)
    os.close(write)
    with open(read) as text:
        about = text.read()
    os.waitpid(child, 0)
    return about


def run(what, *args):
    started = time.time()
    process = subprocess.Popen([binary, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    print(f"  {what:<34}{time.time() - started:8.1f} s{usage.ru_maxrss / 1024:8.0f} MB" + (f"  FAILED: {error[-300:]}" if status else ""), flush=True)
    return status == 0


shutil.rmtree(folder, ignore_errors=True)
wheels, env, cache = (os.path.join(folder, part) for part in ("wheels", "env", "cache"))
os.makedirs(wheels)
environ = {key: value for key, value in os.environ.items() if not key.startswith("PIP_") and key != "VIRTUAL_ENV"}
os.environ.clear()
os.environ.update(environ, XDG_CACHE_HOME=cache, TMPDIR=folder)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
make = {"members": members, "large": lambda path, name: zeros(path, name, stored=True), "described": lambda path, name: zeros(path, name, stored=False)}
good = True
try:
    for kind in wanted:
        name = "big" + kind
        path = os.path.join(wheels, f"{name}-1.0-py3-none-any.whl")
        # In a process of its own: a child's peak is never less than what its parent had when it was started.
        about = in_a_child(make[kind], path, name)
        print(f"{name}: {about}; the wheel has {os.path.getsize(path) / 1e6:,.0f} MB", flush=True)
        for how, args in (("by path", ["--no-index", path]), ("index with ranges", ["-i", url + "/ranges/simple/", name]), ("index without ranges", ["-i", url + "/plain/simple/", name]), ("again, from the cache", ["-i", url + "/plain/simple/", name])):
            if how != "again, from the cache":
                shutil.rmtree(cache, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", env], check=True)
            pip = ["--python", env]
            good &= run("install, " + how, *pip, "install", "--no-compile", *args)
            if how == "by path":
                good &= run("list", *pip, "list")
                good &= run("show -f", *pip, "show", "-f", name)
                good &= run("check", *pip, "check")
            good &= run("uninstall", *pip, "uninstall", "-y", name)
            shutil.rmtree(env)
        os.remove(path)
finally:
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(not good)
