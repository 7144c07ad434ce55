#!/usr/bin/env python3
"""Resolve generated inputs with pip-cs, uv and (a sample) pip, and compare what they choose.

    bench/compare_corpus.py PIP_CS [--count 300] [--pip 0] [--seed 5] [--only NAME] [--json FILE] [--show]

The inputs are made of the snapshot's own projects: pairs and triples, upper and lower bounds, old pins, extras,
constraints, pre-releases, overrides. For each: is there a resolution, and where all say yes, are the versions equal?
`--pip N` runs real pip 26.3 on N of them (it is slow). Needs ../shared/serve started; the same seed makes the same inputs.
Exit code 1 where a difference is left that no rule of EXPLAINED covers.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
STATE = os.environ.get("PIPCS_INDEX_STATE", "/var/tmp/pip-cs-index")
PEERS = os.environ.get("PIPCS_PEERS", "/var/tmp/pip-cs-peers")
WORK = os.environ.get("PIPCS_CORPUS", "/var/tmp/pip-cs-corpus")
INDEX = "http://127.0.0.1:8700/snapshot/simple/"
PY = sys.base_prefix + "/bin/python%d.%d" % sys.version_info[:2]
ENV = {"PATH": "/usr/bin:/bin", "HOME": WORK + "/home", "LC_ALL": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_CONFIG": "1", "UV_NO_PROGRESS": "1"}
KINDS = ("pair", "triple", "below", "above", "pin", "pins", "extra", "constraint", "pre", "override", "old child", "older child", "pinned child", "capped child", "siblings")


def normalize(name):
    return re.sub(r"[-_.]+", "-", name).lower()


class Universe:
    """The versions that the snapshot has metadata of, and the extras of the newest."""

    def __init__(self):
        self.root = STATE + "/www/snapshot"
        self.versions = {}
        for name in sorted(os.listdir(self.root + "/metadata")):
            versions = [v for v in os.listdir(f"{self.root}/metadata/{name}") if re.fullmatch(r"\d+(\.\d+)*", v)]
            if versions:
                self.versions[name] = sorted(versions, key=lambda v: tuple(int(p) for p in v.split(".")))
        self.names = sorted(self.versions)
        self.with_history = [n for n in self.names if len(self.versions[n]) > 3]

    def head(self, name):
        return open(f"{self.root}/metadata/{name}/{self.versions[name][-1]}", encoding="utf-8", errors="replace").read().split("\n\n")[0]

    def extras(self, name):
        return sorted(set(re.findall(r"^Provides-Extra: (\S+)", self.head(name), re.M)))

    def children(self, name):
        """What the newest version depends on and there are several versions of."""
        lines = re.findall(r"^Requires-Dist: (.+)", self.head(name), re.M)
        names = {normalize(re.match(r"[\w.-]+", line)[0]) for line in lines if "extra" not in line}
        return sorted(n for n in names if len(self.versions.get(n, ())) > 3)


def make(universe, kind, rng):
    """-> requirements, constraints, overrides, whether pre-releases are wanted"""
    pick = rng.sample(universe.names, 3)
    old = rng.choice(universe.with_history)
    versions = universe.versions[old]
    middle = versions[rng.randrange(len(versions) // 4, max(len(versions) // 4 + 1, 3 * len(versions) // 4))]
    if "child" in kind or kind == "siblings":
        parent = rng.choice([n for n in universe.names if len(universe.children(n)) > 1])
        first, second = rng.sample(universe.children(parent), 2)
        older = universe.versions[first][rng.randrange(len(universe.versions[first]) // 2)]
        recent = universe.versions[first][-rng.randrange(2, len(universe.versions[first]))]
        return {
            "old child": ([parent, f"{first}<{recent}"], [], [], False),
            "older child": ([parent, f"{first}<={older}", pick[0]], [], [], False),
            "pinned child": ([parent, f"{first}=={older}"], [], [], False),
            "capped child": ([parent, pick[0]], [f"{first}<{recent}"], [], False),
            "siblings": ([parent, f"{first}<={older}", f"{second}<={rng.choice(universe.versions[second])}"], [], [], False),
        }[kind]
    if kind == "pair":
        return pick[:2], [], [], False
    if kind == "triple":
        return pick, [], [], False
    if kind == "below":
        return [f"{old}<{middle}", *pick[:2]], [], [], False
    if kind == "above":
        return [f"{old}>={middle}", f"{old}<{versions[-1]}", pick[0], pick[1]], [], [], False
    if kind == "pin":
        return [f"{old}=={middle}", *pick[:2]], [], [], False
    if kind == "pins":
        other = rng.choice([n for n in universe.with_history if n != old])
        return [f"{old}=={middle}", f"{other}=={rng.choice(universe.versions[other])}", pick[0]], [], [], False
    if kind == "extra":
        extras = universe.extras(pick[0])
        chosen = rng.sample(extras, min(len(extras), rng.randrange(1, 3))) if extras else []
        return [pick[0] + (f"[{','.join(chosen)}]" if chosen else ""), f"{old}<={middle}"], [], [], False
    if kind == "constraint":
        return pick, [f"{old}<{middle}", f"{pick[0]}<={rng.choice(universe.versions[pick[0]])}"], [], False
    if kind == "pre":
        return [f"{old}<={versions[-1]}", *pick[:2]], [], [], True
    return [*pick[:2], old], [], [f"{old}=={middle}"], False


class Tools:
    def __init__(self, pip_cs):
        self.pip_cs = pip_cs
        self.venv = WORK + "/venv"
        if not os.path.exists(self.venv):
            os.makedirs(WORK + "/home", exist_ok=True)
            subprocess.run([PY, "-m", "venv", "--without-pip", self.venv], check=True)

    def write(self, name, lines):
        path = f"{WORK}/{name}"
        with open(path, "w") as f:
            f.write("".join(line + "\n" for line in lines))
        return path

    def run(self, command, timeout=120):
        env = dict(ENV, VIRTUAL_ENV=self.venv)
        try:
            p = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            return None, "timeout", ""
        return p.returncode, p.stdout, p.stderr

    def like_pip(self, front, case, name):
        requirements, constraints, overrides, pre = case
        report = f"{WORK}/report-{name}.json"
        command = [*front, "install", "-q", "--dry-run", "--ignore-installed", "--only-binary", ":all:", "--cache-dir", f"{WORK}/cache-{name}", "--index-url", INDEX,
                   "--report", report, "-r", self.write("input.in", requirements)]
        command += ["-c", self.write("constraints.in", constraints)] if constraints else []
        command += ["--override", self.write("overrides.in", overrides)] if overrides else []
        command += ["--pre"] if pre else []
        code, out, err = self.run(command)
        if code is None:
            return None, "timeout"
        if code:
            return None, err if "ResolutionImpossible" in err or "No matching distribution" in err else f"other error: {err[-400:]}"
        items = json.load(open(report))["install"]
        return {normalize(i["metadata"]["name"]): i["metadata"]["version"] for i in items}, ""

    def uv(self, case):
        requirements, constraints, overrides, pre = case
        command = [PEERS + "/uv", "pip", "compile", "-q", "--python", self.venv + "/bin/python", "--only-binary", ":all:", "--cache-dir", WORK + "/cache-uv", "--index-url", INDEX,
                   "--no-header", "--no-annotate", "--prerelease", "allow" if pre else "if-necessary-or-explicit", self.write("input.in", requirements)]
        command += ["-c", self.write("constraints.in", constraints)] if constraints else []
        command += ["--override", self.write("overrides.in", overrides)] if overrides else []
        code, out, err = self.run(command)
        if code:
            return None, err if "No solution" in err else f"other error: {err[-600:]}"
        return dict((normalize(n), v) for n, v in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", out, re.M)), ""


def compare(left, right):
    """-> the kind of difference, and what differs"""
    if left is None and right is None:
        return None, ""
    if left is None or right is None:
        return "satisfiable", ""
    differing = sorted(n for n in left.keys() | right.keys() if left.get(n) != right.get(n))
    return ("versions", " ".join(f"{n}:{left.get(n)}/{right.get(n)}" for n in differing)) if differing else (None, "")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pip_cs")
    ap.add_argument("--count", type=int, default=300)
    ap.add_argument("--pip", type=int, default=0)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--only")
    ap.add_argument("--json")
    ap.add_argument("--show", action="store_true", help="print inputs and outcomes")
    args = ap.parse_args()
    universe, tools = Universe(), Tools(args.pip_cs)
    counts, differences, piped = collections.Counter(), [], 0
    for number in range(args.count):
        kind = KINDS[number % len(KINDS)]
        name = f"{kind}-{number:03}"
        case = make(universe, kind, random.Random(f"{args.seed}-{number}"))
        if args.only and args.only != name:
            continue
        ours, our_error = tools.like_pip([args.pip_cs], case, "pip-cs")
        theirs, uv_error = tools.uv(case)
        if our_error.startswith("other") and "404" in our_error:
            counts["not in the snapshot"] += 1
            continue
        counts["both" if ours and theirs else "neither" if ours is None and theirs is None else "one"] += 1
        found = [("uv", *compare(ours, theirs), uv_error)]
        if kind != "override" and piped < args.pip and number % max(1, args.count // (args.pip + args.pip // 8 + 1)) == 0:
            piped += 1
            pips, pip_error = tools.like_pip([PEERS + "/tools/bin/python", "-m", "pip", "--python", tools.venv + "/bin/python"], case, "pip")
            counts["pip agrees" if compare(ours, pips)[0] is None else "pip differs"] += 1
            found.append(("pip", *compare(ours, pips), pip_error))
        if our_error.startswith("other"):
            print(f"{name}: pip-cs: {our_error}")
        for peer, difference, what, error in found:
            if difference:
                counts[f"{peer} {difference}"] += 1
                differences.append({"name": name, "peer": peer, "difference": difference, "what": what, "case": case, "pip-cs": our_error[-1500:], "other": error[-1500:]})
                print(f"{name} {peer} {difference} {what} {case}" + (f"\n   pip-cs: {our_error[-400:]}\n   {peer}: {error[-500:]}" if difference == "satisfiable" else ""), flush=True)
        if args.show:
            print(name, case, ours, our_error, theirs, uv_error, sep="\n  ")
    print(dict(counts))
    if args.json:
        json.dump(differences, open(args.json, "w"), indent=1)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
