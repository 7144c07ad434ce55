#!/usr/bin/env python3
"""lock, and installing what was locked, beside uv and pip.

    bench/lock.py PIP_CS [SET ...] [--rounds 3] [--tools pip-cs,uv,pip] [--same-only] [--json FILE]

For each set of the mirror (web and tools unless named): locks it with an empty cache and again (`pip lock`, `uv pip compile
--format pylock.toml`), and installs the lock file into an empty environment, with an empty cache and again (`pip install -r pylock.toml`, `uv
pip sync pylock.toml`; without bytecode for pip-cs and uv, which is uv's default; pip-cs+pyc compiles as pip does). Each tool installs what it locked itself.
Prints medians in ms and peak MB. Says whether pip-cs's lock file is pip's byte for byte (--same-only: that alone); exit code 1 where it is not.
Needs ../shared/serve started.
"""
import argparse
import importlib.machinery
import importlib.util
import json
import os
import shutil
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.abspath(os.path.join(HERE, "..", "..", "shared"))
os.environ.setdefault("PIPCS_COMPARE", "/var/tmp/pip-cs-lock")


def load_compare():
    loader = importlib.machinery.SourceFileLoader("compare", SHARED + "/compare")
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", loader))
    loader.exec_module(module)
    return module


compare = load_compare()


class Lock:
    """One tool over one set: its caches, lock file and environments."""

    def __init__(self, name, program, set_name):
        self.name, self.set = name, set_name
        self.tool = compare.Tool({"pip-cs+pyc": "pip-cs"}.get(name, name), program)
        self.folder = f"{compare.WORK}/lock-{name}-{set_name}"
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.file = self.folder + "/pylock.toml"
        self.venv = compare.make_venv(self.folder + "/resolver", True)
        self.tool.cache = self.folder + "/cache"

    def empty_cache(self):
        shutil.rmtree(self.tool.cache, ignore_errors=True)

    def run(self, venv, args):
        return compare.run(self.tool.cmd(venv, *args), self.tool.env(venv), cwd=self.folder)

    def lock(self):
        source = f"{SHARED}/mirror/sets/{self.set}.in"
        shared = ["-q", "--cache-dir", self.tool.cache, "--index-url", compare.MIRROR, "-o", self.file]
        if self.name == "uv":
            return self.run(self.venv, ["pip", "compile", "--format", "pylock.toml", "--python", self.venv + "/bin/python", *shared, source])
        return self.run(self.venv, ["lock", *shared, "-r", source])

    def install(self):
        target = self.folder + "/target"
        shutil.rmtree(target, ignore_errors=True)
        compare.make_venv(target, self.name == "pip")
        quiet = ["-q", "--cache-dir", self.tool.cache]
        if self.name == "uv":
            return self.run(target, ["pip", "sync", "--python", target + "/bin/python", *quiet, self.file])
        return self.run(target, ["install", *quiet, *(["--no-compile"] if self.name == "pip-cs" else []), "-r", self.file])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pip_cs")
    parser.add_argument("sets", nargs="*", default=["web", "tools"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", default="pip-cs,pip-cs+pyc,uv,pip")
    parser.add_argument("--same-only", action="store_true")
    parser.add_argument("--json")
    args = parser.parse_args()
    os.makedirs(compare.WORK + "/home", exist_ok=True)
    programs = {"pip-cs": args.pip_cs, "pip-cs+pyc": args.pip_cs, "uv": compare.peers(), "pip": None}
    figures, differs = {}, False
    for name in args.sets:
        locks = [Lock(tool, programs[tool], name) for tool in (["pip-cs", "pip"] if args.same_only else args.tools.split(","))]
        for kind in ["lock cold"] if args.same_only else ["lock cold", "lock warm", "install cold", "install warm"]:
            taken = {lock.name: [] for lock in locks}
            for _ in range(1 if args.same_only else args.rounds):
                for lock in locks:
                    if lock.name == "pip" and taken["pip"] and args.rounds > 1 and len(taken["pip"]) >= 2:
                        continue
                    if kind.endswith("cold"):
                        lock.empty_cache()
                    taken[lock.name].append(lock.lock() if kind.startswith("lock") else lock.install())
                    locks = locks[1:] + locks[:1]
            line = f"{name:8} {kind:13}"
            for tool, runs in taken.items():
                median = statistics.median(run[0] for run in runs)
                figures[f"{name} {kind} {tool}"] = [median, max(run[2] for run in runs)]
                ratio = f" /uv {statistics.median(run[0] for run in taken['pip-cs']) / median:.2f}" if tool == "uv" and "pip-cs" in taken else ""
                ratio = f" x{median / statistics.median(run[0] for run in taken['pip-cs']):.0f}" if tool == "pip" and "pip-cs" in taken else ratio
                line += f"  {tool} {median * 1000:.0f} ms {max(run[2] for run in runs):.0f} MB{ratio}"
            print(line, flush=True)
        files = {lock.name: open(lock.file, "rb").read() for lock in locks}
        if "pip" in files and "pip-cs" in files:
            same = files["pip"] == files["pip-cs"]
            differs |= not same
            print(f"{name:8} pip-cs's lock file is {'pip' + chr(39) + 's byte for byte' if same else 'ANOTHER ONE than pip' + chr(39) + 's'}", flush=True)
        for lock in locks:
            shutil.rmtree(lock.folder, ignore_errors=True)
    if args.json:
        json.dump(figures, open(args.json, "w"), indent=1)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
