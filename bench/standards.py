#!/usr/bin/env python3
"""PipCs.Standards beside packaging 26.3 in CPython, on the same inputs in one run, and beside the marks of the project.

    bench/standards.py [--no-build] [--ours-only]

Needs ../shared (packaging's wheel in mirror/files, the snapshot of real pages and metadata). Prints a table: nanoseconds and bytes
allocated of ours, nanoseconds of packaging, how many times faster, the mark. Times depend on the machine, ratios hardly.
"""

import argparse
import gc
import glob
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")
DOCUMENTS = os.path.join(tempfile.gettempdir(), "pip-cs-standards-documents")
BENCHMARKS = os.path.join(ROOT, "artifacts/bin/PipCs.Benchmarks/release/PipCs.Benchmarks")

# The benchmark's name, what it is, the list that it loops over, the mark in ns and as a ratio to packaging.
MARKS = [
    ("VersionParse", "version parse", "versions", 90, 100),
    ("VersionParseUtf8", "version parse, UTF-8", "versions", 90, 100),
    ("VersionCompare", "version compare", "versions", 5, None),
    ("SpecifierContains", "contains on a parsed set", "versions", 50, None),
    ("RequirementParse", "requirement parse", "requirements", 250, 50),
    ("MarkerEvaluate", "marker evaluation", "markers", 100, None),
    ("WheelFileNameParse", "wheel file name", "wheels", 150, None),
    ("Page", "page of 1,000 files", None, 2e6, None),
    ("Metadata", "metadata of 6 KB", None, 15e3, None),
    ("MetadataDependencies", "  its dependencies", None, 15e3, None),
    ("Snapshot", "the whole snapshot", None, 1.5e9, None),
]


def prepare_documents():
    """Unpacks the snapshot once: pages/*.json, metadata/*, the page cut to 1,000 files, the document nearest to 6 KB."""
    if os.path.exists(os.path.join(DOCUMENTS, "METADATA")):
        return
    os.makedirs(os.path.join(DOCUMENTS, "pages"), exist_ok=True)
    os.makedirs(os.path.join(DOCUMENTS, "metadata"), exist_ok=True)
    with tarfile.open(os.path.join(SHARED, "universe/snapshot.tar.xz")) as archive:
        for member in archive:
            if member.isfile():
                kind, _, rest = member.name.partition("/")
                if kind in ("pages", "metadata"):
                    with open(os.path.join(DOCUMENTS, kind, rest.replace("/", "=")), "wb") as file:
                        file.write(archive.extractfile(member).read())
    pages = {path: json.load(open(path)) for path in glob.glob(os.path.join(DOCUMENTS, "pages/*.json"))}
    page = min((page for page in pages.values() if len(page["files"]) >= 1000), key=lambda page: len(page["files"]))
    page["files"] = page["files"][:1000]
    with open(os.path.join(DOCUMENTS, "page.json"), "w") as file:
        json.dump(page, file)
    with open(os.path.join(DOCUMENTS, "page.name"), "w") as file:
        file.write(page["name"])
    nearest = min(glob.glob(os.path.join(DOCUMENTS, "metadata/*")), key=lambda path: (abs(os.path.getsize(path) - 6144), path))
    with open(nearest, "rb") as source, open(os.path.join(DOCUMENTS, "METADATA"), "wb") as file:
        file.write(source.read())


def run_ours():
    """Nanoseconds and bytes allocated of each benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [BENCHMARKS, "--filter", "*", "--exporters", "briefjson", "--artifacts", folder],
            env={**os.environ, "PIPCS_BENCH_DOCUMENTS": DOCUMENTS}, stdout=subprocess.DEVNULL, check=True)
        figures = {}
        for path in glob.glob(os.path.join(folder, "results/*.json")):
            for benchmark in json.load(open(path))["Benchmarks"]:
                figures[benchmark["Method"]] = (benchmark["Statistics"]["Min"], benchmark["Memory"]["BytesAllocatedPerOperation"])
        return figures


def timed(work, seconds=2.5):
    """The least time of 25 rounds of the work in nanoseconds, as of ours; of one round, where it is long."""
    start = time.perf_counter()
    work()
    first = time.perf_counter() - start
    if first > 5:
        return first * 1e9
    count = max(1, int(seconds / 25 / first))
    times = []
    for _ in range(25):
        start = time.perf_counter()
        for _ in range(count):
            work()
        times.append((time.perf_counter() - start) / count)
    return min(times) * 1e9


def run_packaging(inputs):
    """The same work with packaging; json.loads stands for what packaging does not read."""
    sys.path.insert(0, os.path.join(SHARED, "mirror/files/packaging-26.3-py3-none-any.whl"))
    from packaging.markers import Marker
    from packaging.metadata import parse_email
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
    from packaging.version import InvalidVersion, Version

    texts = inputs["versions"]
    versions = [Version(text) for text in texts]
    previous = versions[-1:] + versions[:-1]
    specifiers = SpecifierSet(inputs["specifiers"])
    markers = [Marker(text) for text in inputs["markers"]]
    environment = {**inputs["environment"], "extra": "test"}

    def parse_page(data):
        for file in json.loads(data)["files"]:
            try:
                name = file["filename"]
                parse_wheel_filename(name) if name.endswith(".whl") else parse_sdist_filename(name)
            except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
                pass
            try:
                SpecifierSet(file.get("requires-python") or "")
            except InvalidSpecifier:
                pass

    def parse_dependencies(data):
        metadata, _ = parse_email(data)
        Version(metadata["version"])
        SpecifierSet(metadata.get("requires_python", ""))
        for text in metadata.get("requires_dist", ()):
            try:
                Requirement(text)
            except InvalidRequirement:
                return

    def read(path):
        with open(os.path.join(DOCUMENTS, path), "rb") as file:
            return file.read()

    page, document = read("page.json"), read("METADATA")
    pages = [read(path) for path in glob.glob(os.path.join(DOCUMENTS, "pages/*"))]
    documents = [read(path) for path in glob.glob(os.path.join(DOCUMENTS, "metadata/*"))]

    def parse_snapshot():
        for data in pages:
            parse_page(data)
        for data in documents:
            parse_dependencies(data)

    gc.freeze()
    version_parse = timed(lambda: [Version(text) for text in texts])
    return {
        "VersionParse": version_parse,
        "VersionParseUtf8": version_parse,
        "VersionCompare": timed(lambda: [left < right for left, right in zip(previous, versions)]),
        "SpecifierContains": timed(lambda: [specifiers.contains(version, prereleases=True) for version in versions]),
        "RequirementParse": timed(lambda: [Requirement(text) for text in inputs["requirements"]]),
        "MarkerEvaluate": timed(lambda: [marker.evaluate(environment) for marker in markers]),
        "WheelFileNameParse": timed(lambda: [parse_wheel_filename(text) for text in inputs["wheels"]]),
        "Page": timed(lambda: parse_page(page)),
        "Metadata": timed(lambda: parse_email(document)),
        "MetadataDependencies": timed(lambda: parse_dependencies(document)),
        "Snapshot": timed(parse_snapshot),
    }


def time_text(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--no-build", action="store_true", help="the benchmarks are built already")
    options.add_argument("--ours-only", action="store_true", help="leave packaging out")
    options = options.parse_args()
    if not options.no_build:
        subprocess.run(["dotnet", "build", os.path.join(ROOT, "bench/PipCs.Benchmarks"), "-c", "Release", "--nologo", "-v", "q"], check=True)
    with open(os.path.join(ROOT, "bench/PipCs.Benchmarks/inputs.json")) as file:
        inputs = json.load(file)
    prepare_documents()
    ours = run_ours()
    theirs = {} if options.ours_only else run_packaging(inputs)
    print("| | ours | allocated | packaging | times faster | mark |\n|---|---|---|---|---|---|")
    for name, title, texts, mark, ratio in MARKS:
        if name in ours:
            count = len(inputs[texts]) if texts else 1
            time_ours, allocated = ours[name][0] / count, ours[name][1] / count
            time_theirs = theirs.get(name, 0) / count
            faster = f"{time_theirs / time_ours:,.0f}" if name in theirs else "-"
            print(f"| {title} | {time_text(time_ours)} | {allocated:,.0f} B | {time_text(time_theirs) if name in theirs else '-'} | {faster}"
                  f" | {time_text(mark)}{f', {ratio} times' if ratio else ''} |")


if __name__ == "__main__":
    main()
