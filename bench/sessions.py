#!/usr/bin/env python3
"""Random sessions of commands, by real pip and by pip-cs in twin environments, compared after every command.

    bench/sessions.py PIP_CS [SEED ...]          default: seeds 1 to 5, 40 commands each, two minutes a seed

What must be equal: the exit code, stdout and stderr (but for progress, pip's words of patience and our hints), and every
file of the environment and of what was downloaded, RECORD included. A difference is shown with its command, and both
environments begin anew. Needs ../shared/serve started; wheels only, as sdists are not built yet.
"""
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
MIRROR = os.path.abspath(os.path.join(HERE, "..", "..", "shared", "mirror"))
WORK = os.environ.get("PIPCS_SESSIONS", "/var/tmp/pip-cs-sessions")
INDEX = "http://127.0.0.1:8700/mirror/simple/"
PYTHON = sys.base_prefix + "/bin/python%d.%d" % sys.version_info[:2]
SITE = "venv/lib/python%d.%d/site-packages" % sys.version_info[:2]
COMMANDS = 40
LINKS = WORK + "/links"

# Of the mirror: several versions, extras, conflicts, nothing at all.
MIRRORED = """flask click click<8 click==8.1.7 anyio anyio<4 requests urllib3<2 urllib3 idna<3 idna attrs rich rich<13 black starlette fastapi itsdangerous
    jinja2 markupsafe packaging packaging<24 pluggy six wheel typing-extensions certifi pyyaml python-dateutil httpx requests[socks] black[d] no-such-thing
    flask==99 sniffio mypy-extensions platformdirs""".split()
# Of the folder of links: what wheels can be like.
LINKED = """Odd.Name odd_name==1.0 odd-name>=2 odd.name[x] odd.name[nope] needs-odd needs-old early early==1.0 built scripted data impostor torn foreign-name
    bad-requires bad-requires==1.0 no-such-thing {links}/Odd.Name-1.0-py3-none-any.whl {links}/torn-1.0-py3-none-any.whl {links}/missing-1.0-py3-none-any.whl
    {links}/scripted-1.0-py3-none-any.whl ODD.name@file://{links}/Odd.Name-2.0-py3-none-any.whl""".replace("{links}", LINKS).split()
INSTALLED = "flask click anyio requests urllib3 idna rich six jinja2 packaging odd-name Odd.Name needs_odd scripted data built no-such-thing".split()


def wheel(name, version, *headers, file=None, tag="py3-none-any", members=(), scripts=()):
    module = re.sub(r"\W", "_", name).lower()
    info = f"{name}-{version}.dist-info"
    files = {f"{module}/__init__.py": f"VERSION = {version!r}\n", **dict(members)}
    files[f"{info}/METADATA"] = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *headers]) + "\n"
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
    if scripts:
        files[f"{info}/entry_points.txt"] = "[console_scripts]\n" + "".join(f"{script} = {module}:run\n" for script in scripts)
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in files)
    path = f"{LINKS}/{file or f'{name}-{version}'}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in files.items():
            archive.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), text)
    return path


def make_links():
    wheel("Odd.Name", "1.0", "Provides-Extra: x", "Requires-Dist: early; extra == 'x'")
    wheel("Odd.Name", "2.0", "Requires-Python: >=3.6", "Provides-Extra: x")
    wheel("needs_odd", "1.0", "Requires-Dist: Odd.Name (>=2)")
    wheel("needs_old", "1.0", "Requires-Dist: odd-name<2", "Requires-Python: >=3")
    wheel("early", "1.0")
    wheel("early", "2.0a1")
    wheel("built", "1.0")
    wheel("built", "1.0", file="built-1.0-2")
    wheel("scripted", "1.0", members=[("scripted-1.0.data/scripts/old-script", "#!python\nprint('old')\n")], scripts=["new-script", "Other.Script"])
    wheel("data", "1.0", members=[("data-1.0.data/data/share/data/file.txt", "data\n"), ("data-1.0.data/headers/data.h", "// data\n"), ("data-1.0.data/purelib/pure.py", "PURE = 1\n")])
    wheel("Odd.Name", "1.0", file="impostor-1.0")
    wheel("foreign_name", "1.0", file="foreign_name-2.0")
    wheel("bad_requires", "1.0")
    wheel("bad_requires", "2.0", "Requires-Dist: odd-name (>=1.x)")
    whole = open(wheel("torn", "1.0"), "rb").read()
    open(f"{LINKS}/torn-1.0-py3-none-any.whl", "wb").write(whole[:len(whole) // 2])


def command(chance):
    kind = chance.random()
    index = ["-i", INDEX] if chance.random() < 0.6 else ["--no-index", "-f", LINKS]
    names = MIRRORED if index[0] == "-i" else LINKED
    wanted = chance.sample(names, chance.choice([1, 1, 1, 2, 3]))
    if kind < 0.66:
        options = [option for option, share in (("-U", .3), ("--no-deps", .15), ("--force-reinstall", .15), ("--ignore-installed", .05), ("--pre", .05),
                                                ("--no-compile", .7), ("--dry-run", .1), ("--require-hashes", .02)) if chance.random() < share]
        options += chance.choices([[], ["-t", "made"], ["--prefix", "made"], ["--root", "made"], ["--user"]], [80, 8, 4, 4, 2])[0]
        options += ["-c", "constraints.txt"] if chance.random() < 0.15 else []
        options += ["--upgrade-strategy", "eager"] if "-U" in options and chance.random() < 0.3 else []
        return ["install", *index, *options, *(["-r", "requirements.txt"] if kind > 0.62 else wanted)]
    if kind < 0.80:
        return ["uninstall", "-y", *chance.sample(INSTALLED, chance.choice([1, 1, 2]))]
    if kind < 0.84:
        return ["download", *index, "-d", "made", *(["--no-deps"] if chance.random() < 0.5 else []), *wanted]
    if kind < 0.88:
        return ["check"]
    if kind < 0.91:
        return ["freeze", *(["--all"] if chance.random() < 0.3 else []), *(["-r", "requirements.txt"] if chance.random() < 0.4 else [])]
    if kind < 0.94:
        return ["list", *chance.choice([[], ["--format", "json"], ["--not-required"], ["--outdated", "-i", INDEX], ["-v"], ["--format=freeze"]])]
    if kind < 0.97:
        return ["show", "-f", *chance.sample(INSTALLED, 2)]
    return ["index", "versions", "-i", INDEX, chance.choice(INSTALLED)]


class Side:
    """One of the twins: an environment, a home, a cache and a working folder."""

    def __init__(self, folder, program):
        self.root, self.program = folder, [part.replace("{venv}", folder + "/venv") for part in program]
        self.begin()

    def begin(self):
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.root + "/home")
        os.makedirs(self.root + "/tmp")
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", self.root + "/venv"], check=True)
        for name in ("pip", "pip-26.3.dist-info"):
            shutil.copytree(f"{WORK}/pip/{name}", f"{self.root}/{SITE}/{name}")

    def run(self, arguments):
        environment = {"PATH": f"{self.root}/venv/bin:/usr/bin:/bin", "HOME": self.root + "/home", "TMPDIR": self.root + "/tmp", "VIRTUAL_ENV": self.root + "/venv", "LC_ALL": "C.UTF-8",
                       "PIP_CACHE_DIR": self.root + "/cache", "PIP_CONFIG_FILE": "/dev/null", "PIP_ONLY_BINARY": ":all:", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
                       "PIP_ROOT_USER_ACTION": "ignore", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(self.program + arguments, cwd=self.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        return {"exit code": str(done.returncode), "stdout": self.normal(done.stdout), "stderr": self.normal(done.stderr), "files": self.files()}

    def normal(self, text):
        lines = (line.rstrip() for line in text.replace(self.root, "{root}").split("\n"))
        return "\n".join(line for line in lines if line and not re.match(
            r"\s*(Downloading|Using cached|━|hint: |INFO: pip is|INFO: This is taking longer|To fix this you could|Collecting )", line))

    def files(self):
        found = {}
        for folder, names, files in os.walk(self.root):
            if folder == self.root:
                names[:] = [name for name in names if name in ("venv", "made")]
            names[:] = [name for name in names if not (name in ("pip", "pip-26.3.dist-info") and folder.endswith("/site-packages"))]
            for name in files:
                path = os.path.join(folder, name)
                shown = path.replace(self.root, "").replace(self.root.lstrip("/"), "{root}")
                content = os.readlink(path).encode() if os.path.islink(path) else b"" if name.endswith(".pyc") else open(path, "rb").read()
                if name == "RECORD":
                    # Scripts and direct_url.json name the environment: their hashes differ.
                    content = b"\n".join(row.split(b",")[0] if b"/bin/" in row or b"direct_url" in row else row for row in content.split(b"\n"))
                found[shown] = hashlib.sha256(content.replace(self.root.encode(), b"{root}")).hexdigest()
        return "\n".join(f"{path} {digest[:12]}" for path, digest in sorted(found.items()))


def session(seed, program):
    chance = random.Random(seed)
    pip, ours = Side(f"{WORK}/{seed}/pip", ["{venv}/bin/python", "-m", "pip"]), Side(f"{WORK}/{seed}/our", [program])
    differences = 0
    for number in range(COMMANDS):
        requirements, constraints = chance.sample(MIRRORED[:-8], 3), [name for name in chance.sample(MIRRORED, 4) if "[" not in name]
        for side in (pip, ours):
            open(side.root + "/requirements.txt", "w").write("\n".join(requirements) + "\n")
            open(side.root + "/constraints.txt", "w").write("\n".join(constraints) + "\n")
        arguments = command(chance)
        expected, actual = pip.run(arguments), ours.run(arguments)
        different = [part for part in expected if expected[part] != actual[part]]
        if not different:
            continue
        differences += 1
        print(f"== seed {seed}, command {number}: {' '.join(arguments)}\n   requirements.txt: {' '.join(requirements)}; constraints.txt: {' '.join(constraints)}")
        for part in different:
            theirs, mine = expected[part].split("\n"), actual[part].split("\n")
            print(f"-- {part}, only pip:", *[line for line in theirs if line not in mine][:12], f"-- {part}, only pip-cs:", *[line for line in mine if line not in theirs][:12], sep="\n   ")
        if "files" in different:
            pip.begin()
            ours.begin()
    return differences


def main():
    program, seeds = os.path.abspath(sys.argv[1]), [int(seed) for seed in sys.argv[2:]] or range(1, 6)
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(LINKS)
    make_links()
    with zipfile.ZipFile(f"{MIRROR}/files/pip-26.3-py3-none-any.whl") as archive:
        archive.extractall(WORK + "/pip")
    total = 0
    for seed in seeds:
        differences = session(seed, program)
        total += differences
        print(f"seed {seed}: {COMMANDS} commands, {differences} differ", flush=True)
    sys.exit(total > 0)


main()
