#!/usr/bin/env python3
"""Install sets of real packages with pip-cs and with pip, and compare everything that was written.

    bench/verify_sets.py PIP_CS [SET ...]        sets of ../shared/mirror/sets; default: all

For each set, in the same folder one after the other: real pip installs it, then pip-cs does. The trees
(paths, kinds, modes, contents; of .pyc files the presence) must be equal, RECORD included; so must
`pip freeze`; `pip check` must be clean; every top-level module must import; scripts must start; real
`pip uninstall -y` of everything must leave what was there before, and pip-cs's uninstall of what pip
installed as well. Needs ../shared/serve started.
"""
import glob
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.abspath(os.path.join(HERE, "..", "..", "shared"))
WORK = os.environ.get("PIPCS_VERIFY", "/var/tmp/pip-cs-verify")
INDEX = "http://127.0.0.1:8700/mirror/simple/"
PY = sys.base_prefix + "/bin/python%d.%d" % sys.version_info[:2]
ENV = {"PATH": "/usr/bin:/bin", "HOME": WORK + "/home", "LC_ALL": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def run(*cmd, check=True, env=None):
    p = subprocess.run(cmd, env=env or ENV, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if check and p.returncode:
        raise SystemExit(f"{' '.join(cmd)}: exit {p.returncode}\n{p.stdout[-2000:]}\n{p.stderr[-2000:]}")
    return p


def pip(venv, *args, **kw):
    return run(PIP, "-I", "-m", "pip", "--python", venv + "/bin/python", *args, **kw)


def fresh(venv):
    shutil.rmtree(venv, ignore_errors=True)
    run(PY, "-m", "venv", "--without-pip", venv)


def tree(root):
    out = {}
    for folder, dirs, files in os.walk(root):
        for n in dirs + files:
            p = os.path.join(folder, n)
            rel = os.path.relpath(p, root)
            st = os.lstat(p)
            if stat.S_ISLNK(st.st_mode):
                out[rel] = ("link", os.readlink(p))
            elif stat.S_ISDIR(st.st_mode):
                out[rel] = ("dir", oct(st.st_mode & 0o7777))
            else:
                data = b"" if n.endswith(".pyc") else open(p, "rb").read()
                out[rel] = ("file", oct(st.st_mode & 0o7777), hashlib.sha256(data).hexdigest())
    return out


def differences(a, b, names):
    lines = []
    for k in sorted(a.keys() | b.keys()):
        if a.get(k) != b.get(k):
            lines.append(f"  {k}: {names[0]} {a.get(k)}, {names[1]} {b.get(k)}")
    return lines


def verify(pip_cs, name):
    venv = f"{WORK}/env"
    inp = f"{SHARED}/mirror/sets/{name}.in"
    problems = []
    env = dict(ENV, VIRTUAL_ENV=venv, PATH=f"{venv}/bin:/usr/bin:/bin")

    def cs(*args, **kw):
        return run(pip_cs, *args, env=env, **kw)

    fresh(venv)
    pip(venv, "install", "-q", "--only-binary", ":all:", "-i", INDEX, "-r", inp)
    theirs, their_freeze = tree(venv), pip(venv, "freeze", "--all").stdout
    if cs("freeze", "--all").stdout != their_freeze:
        problems.append("pip-cs freeze of what pip installed differs")
    if cs("check", check=False).returncode:
        problems.append("pip-cs check of what pip installed is not clean")
    names = [re.split("==| @ ", line)[0] for line in their_freeze.splitlines()]
    p = cs("uninstall", "-y", *names, check=False)
    if p.returncode:
        problems.append("pip-cs uninstall of what pip installed: " + p.stderr[-500:])
    left_by_ours = tree(venv)

    # pip leaves empty folders of data files behind: what it leaves of its own install is the mark.
    fresh(venv)
    pip(venv, "install", "-q", "--only-binary", ":all:", "-i", INDEX, "-r", inp)
    pip(venv, "uninstall", "-y", *names)
    left = tree(venv)
    problems += differences(left, left_by_ours, ("pip left", "pip-cs left"))

    fresh(venv)
    p = cs("install", "-q", "--only-binary", ":all:", "-i", INDEX, "-r", inp)
    if p.stdout or p.stderr:
        problems.append(f"install -q printed {p.stdout!r} {p.stderr!r}")
    ours = tree(venv)
    problems += differences(theirs, ours, ("pip", "pip-cs"))[:30]
    if pip(venv, "freeze", "--all").stdout != their_freeze:
        problems.append("pip freeze differs")
    p = pip(venv, "check", check=False)
    if p.returncode:
        problems.append("pip check: " + p.stdout)
    code = """
import importlib, importlib.metadata as m, sys, warnings
warnings.simplefilter("ignore")
bad = []
for d in m.distributions():
    tops = {f.parts[0].split(".")[0] for f in d.files or [] if f.suffix == ".py" and len(f.parts) <= 2 and not f.parts[0].startswith("..") and ".dist-info" not in f.parts[0] and ".data" not in f.parts[0]}
    for t in sorted(tops):
        if t.isidentifier():
            try: importlib.import_module(t)
            except BaseException as e: bad.append((t, repr(e)))
print(bad)
"""
    bad = run(venv + "/bin/python", "-I", "-B", "-c", code).stdout.strip().splitlines()[-1]
    print(f"    imports that fail: {bad}")
    scripts = 0
    for s in sorted(glob.glob(venv + "/bin/*")):
        if re.match(r"(python|activate|Activate|pip)", os.path.basename(s)) or not os.path.isfile(s):
            continue
        r = subprocess.run(["timeout", "20", s, "--help"], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        scripts += 1
        if r.returncode in (126, 127) or "No such file" in r.stderr[:200]:
            problems.append(f"script {s}: {r.returncode} {r.stderr[-200:]}")
    fresh(venv)
    cs("install", "-q", "--only-binary", ":all:", "-i", INDEX, "-r", inp)
    pip(venv, "uninstall", "-y", *names)
    problems += differences(left, tree(venv), ("pip left of its own", "pip left of ours"))[:20]
    print(f"{name}: {len(names)} distributions, {len(ours)} paths, {scripts} scripts: {'equal' if not problems else 'DIFFERENT'}")
    for line in problems:
        print("   ", line)
    return not problems


if __name__ == "__main__":
    sys.path.insert(0, SHARED)
    os.makedirs(WORK + "/home", exist_ok=True)
    PIP = os.environ.get("PIPCS_PEERS", "/var/tmp/pip-cs-peers") + "/tools/bin/python"
    sets = sys.argv[2:] or [os.path.basename(f)[:-3] for f in sorted(glob.glob(SHARED + "/mirror/sets/*.in"))]
    results = [verify(os.path.abspath(sys.argv[1]), s) for s in sets]
    sys.exit(0 if all(results) else 1)
