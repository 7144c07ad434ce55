"""Answers with what the real packaging and pip say: a line of JSON in ([operation, [argument, ...]]), a line out (an answer each)."""

import csv
import email
import io
import json
import sys
import tempfile
import warnings
from contextlib import ExitStack
from unittest import mock

sys.path[:0] = sys.argv[1:]

from packaging import _manylinux, _musllinux, tags
from packaging.errors import ExceptionGroup
from packaging.licenses import canonicalize_license_expression
from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from packaging.metadata import Metadata
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, canonicalize_name, parse_sdist_filename, parse_wheel_filename
from packaging.version import InvalidVersion, Version

ENVIRONMENT = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.7",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_release": "6.1.0-13-amd64",
    "platform_system": "Linux",
    "platform_version": "#1 SMP Debian 6.1.55-1",
    "python_full_version": "3.11.7",
    "platform_python_implementation": "CPython",
    "python_version": "3.11",
    "sys_platform": "linux",
}


def version(text):
    try:
        value = Version(text)
    except ValueError as error:
        return [str(error)]
    return [
        str(value), value.is_prerelease, value.is_postrelease, value.is_devrelease, value.local, value.public,
        value.base_version, [str(number) for number in value.release], str(value.epoch),
        value.pre and value.pre[0] + capped(value.pre[1]), capped(value.post), capped(value.dev),
    ]


def capped(number):
    """A number's digits, as far as 64 bits hold it."""
    return None if number is None else str(min(number, 2**64 - 1))


def compare(pair):
    left, right = map(Version, pair)
    return (left > right) - (left < right)


def specifiers(case):
    text, versions = case
    try:
        value = SpecifierSet(text)
    except InvalidSpecifier as error:
        return [str(error)]
    parsed = list(map(Version, versions))
    return [
        str(value), value.prereleases, [value.contains(v) for v in parsed], [value.contains(v, prereleases=False) for v in parsed],
        [[str(s), s.prereleases] + [s.contains(v, prereleases=True) for v in parsed] for s in sorted(value, key=str)],
    ]


def equal_sets(pair):
    left, right = map(SpecifierSet, pair)
    return left == right


def evaluate(marker, extra):
    environment = {**ENVIRONMENT, "extra": extra}
    try:
        return marker.evaluate(environment)
    except (UndefinedComparison, UndefinedEnvironmentName) as error:
        return type(error).__name__


def text_of(value):
    try:
        return str(value)
    except ValueError as error:
        return repr(error)


def marker(text):
    try:
        value = Marker(text)
    except InvalidMarker as error:
        return [str(error)]
    return [text_of(value), evaluate(value, ""), evaluate(value, "Foo_Bar")]


def requirement(text):
    try:
        value = Requirement(text)
    except InvalidRequirement as error:
        return [str(error)]
    return [
        value.name, sorted(value.extras), str(value.specifier), value.url,
        None if value.marker is None else text_of(value.marker), text_of(value),
    ]


def wheel(text):
    try:
        name, value, build, tags = parse_wheel_filename(text)
    except InvalidWheelFilename as error:
        return [str(error)]
    return [name, str(value), "".join(map(str, build)), sorted(map(str, tags))]


def sdist(text):
    try:
        name, value = parse_sdist_filename(text)
    except InvalidSdistFilename as error:
        return [str(error)]
    return [name, str(value)]


def sdist_of(case):
    from pip._internal.index.package_finder import _extract_version_from_fragment
    from pip._internal.models.link import Link
    from pip._internal.utils.filetypes import ARCHIVE_EXTENSIONS

    text, name = case
    fragment, extension = Link("https://x/" + text).splitext()
    if not extension or extension not in ARCHIVE_EXTENSIONS:
        return None
    found = _extract_version_from_fragment(fragment, name)
    try:
        return found and str(Version(found))
    except InvalidVersion:
        return None


def metadata(text):
    from importlib.metadata import _adapters
    from pip._internal.metadata._json import msg_to_json

    message = _adapters.Message(email.message_from_string(text))
    headers = [[key, value] for key, value in message._headers]
    return [headers[: len(headers) - bool(message.get_payload())], message.get_payload() or "", json.dumps(msg_to_json(message))]


def record(text):
    return [(row + ["", ""])[:3] for row in csv.reader(text.splitlines()) if row]


def record_text(rows):
    output = io.StringIO(newline="")
    csv.writer(output).writerows(sorted(map(tuple, rows)))
    return output.getvalue()


def entry_points(text):
    from importlib.metadata import EntryPoints

    try:
        return [[e.group, e.name, e.value] for e in EntryPoints._from_text(text)]
    except TypeError:
        return None


OPTIONS = {
    "index_url": "index-url", "extra_index_urls": "extra-index-url", "no_index": "no-index", "constraints": "constraint",
    "requirements": "requirement", "editables": "editable", "find_links": "find-links", "prefer_binary": "prefer-binary",
    "require_hashes": "require-hashes", "no_require_hashes": "no-require-hashes", "pre": "pre", "trusted_hosts": "trusted-host",
    "hashes": "hash", "config_settings": "config-settings",
}


def requirements_file(text):
    import contextlib
    import os
    from pip._internal.req import req_file

    os.environ["SET_VARIABLE"] = "a value"
    os.environ.pop("UNSET", None)
    os.environ["EMPTY"] = ""
    read = req_file.get_line_parser(None)
    # The list of features is not asked for: pip goes on appending to one list, from line to line.
    lines = []
    for number, line in req_file.preprocess(text):
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                arguments, values = read(line)
        except req_file.OptionParsingError as error:
            return [number, line, error.msg]
        options = {}
        for name, option in OPTIONS.items():
            value = getattr(values, name, None)
            if name == "hashes" and value:
                value = [f"{a}:{d}" for a, ds in value.items() for d in ds]
            if name == "config_settings" and value:
                value = [f"{k}={v}" for k, vs in value.items() for v in (vs if isinstance(vs, list) else [vs])]
            if value:
                options[option] = "" if value is True else value
        lines.append([number, line, arguments, options])
    return lines


def direct_url(text):
    from pip._internal.models.direct_url import DirectUrl

    try:
        return DirectUrl.from_json(text).to_json()
    except Exception:
        return None


def direct_url_error(text):
    from pip._vendor.packaging.direct_url import DirectUrl, DirectUrlValidationError

    try:
        DirectUrl.from_dict(json.loads(text))
    except DirectUrlValidationError as error:
        return str(error)
    return None


def toml(text):
    import tomllib

    try:
        return repr(tomllib.loads(text))
    except ValueError:
        return None


def lock_file(text):
    import tomllib
    from packaging.pylock import Pylock, PylockValidationError
    from pip._vendor import tomli_w

    try:
        return [tomli_w.dumps(Pylock.from_dict(tomllib.loads(text)).to_dict())]
    except PylockValidationError as error:
        return str(error)


def lock_selection(case):
    import tomllib
    from packaging.pylock import Pylock, PylockSelectError, PylockValidationError
    from packaging.tags import parse_tag

    text, extras, groups, prefers_sdist, tags = case
    try:
        chosen = Pylock.from_dict(tomllib.loads(text)).select(
            environment=ENVIRONMENT, tags=[tag for text in tags for tag in parse_tag(text)], extras=extras, dependency_groups=groups,
            prefer_sdist_predicate=lambda name: name in prefers_sdist)
        return [[package.name, type(source).__name__, getattr(source, "filename", None)] for package, source in chosen]
    except (PylockSelectError, PylockValidationError) as error:
        return str(error)
    except (UndefinedComparison, UndefinedEnvironmentName) as error:
        return type(error).__name__


def dependency_groups(case):
    import tomllib
    from packaging.dependency_groups import DependencyGroupResolver
    from packaging.errors import ExceptionGroup

    text, groups = case
    answers = []
    try:
        resolver = DependencyGroupResolver(tomllib.loads(text))
    except ExceptionGroup as error:
        return "; ".join(map(str, error.exceptions))
    for group in groups:
        try:
            answers.append([str(requirement) for requirement in resolver.resolve(group)])
        except ExceptionGroup as error:
            answers.append("; ".join(map(str, error.exceptions)))
    return answers


def script_blocks(text):
    import os
    import re
    import tempfile
    from pip._internal.req import pep723

    # Line ends as a file gives them; what pip would hand to its TOML reader.
    with tempfile.NamedTemporaryFile("wb", delete=False) as file:
        file.write(text.encode())
    with open(file.name, encoding="utf8") as opened:
        script = opened.read()
    os.unlink(file.name)
    return [
        "".join(line[2:] if line.startswith("# ") else line[1:] for line in match.group("content").splitlines(keepends=True))
        for match in re.finditer(pep723.REGEX, script) if match.group("type") == "script"
    ]


def license_expression(text):
    try:
        return canonicalize_license_expression(text)
    except ValueError as error:
        return [str(error)]


def metadata_problems(text):
    try:
        Metadata.from_email(text.encode())
    except ExceptionGroup as group:
        return sorted([error.field, str(error)] for error in group.exceptions)
    return []


def parse_tag(text):
    try:
        return sorted(map(str, tags.parse_tag(text)))
    except tags.InvalidTag as error:
        return [str(error)]


def interpreter_tags(case):
    kind, first, second, abis, interpreter = case
    platforms = ["plat_1", "plat_2"]
    version = (first,) if second is None else (first, second)
    if kind == "cpython":
        return list(map(str, tags.cpython_tags(version, abis, platforms)))
    if kind == "generic":
        return list(map(str, tags.generic_tags(interpreter, abis, platforms)))
    return list(map(str, tags.compatible_tags(version, interpreter, platforms)))


def apple_or_android(case):
    system, major, minor, architecture = case
    if system == "mac":
        return list(tags.mac_platforms((major, minor), architecture))
    if system == "ios":
        return list(tags.ios_platforms((major, minor), architecture))
    return list(tags.android_platforms(major, architecture))


def linux_platforms(case):
    """A made-up Linux: the platform, the pointer's size, the executable's first bytes, the versions of glibc and musl as texts, what _manylinux refuses."""
    name, is_32bit, header, glibc, musl, refused = case

    class Module:
        @staticmethod
        def manylinux_compatible(major, minor, architecture):
            return None if major != 2 or minor not in refused else False

    with tempfile.NamedTemporaryFile() as executable, ExitStack() as patches:
        executable.write(bytes.fromhex(header))
        executable.flush()
        _manylinux._get_glibc_version.cache_clear()
        for owner, attribute, value in (
            (tags.sysconfig, "get_platform", lambda: name),
            (sys, "executable", executable.name),
            (_manylinux, "_glibc_version_string", lambda: glibc),
            (_manylinux, "_get_manylinux_module", lambda: Module if refused else None),
            (_musllinux, "_get_musl_version", lambda _: _musllinux._parse_musl_version(musl)),
        ):
            patches.enter_context(mock.patch.object(owner, attribute, value))
        patches.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        return list(tags._linux_platforms(is_32bit))


def generic_abi(suffix):
    with mock.patch.object(tags.sysconfig, "get_config_var", lambda name: suffix if name == "EXT_SUFFIX" else None):
        try:
            return tags._generic_abi()
        except SystemError as error:
            return str(error)


OPERATIONS = {
    "tag-set": parse_tag, "interpreter-tags": interpreter_tags, "platforms": apple_or_android, "linux-platforms": linux_platforms, "generic-abi": generic_abi,
    "license": license_expression, "metadata-problems": metadata_problems,
    "toml": toml, "lock-file": lock_file, "lock-selection": lock_selection, "dependency-groups": dependency_groups, "script-blocks": script_blocks,
    "version": version, "compare": compare, "specifiers": specifiers, "equal-sets": equal_sets, "marker": marker,
    "requirement": requirement, "wheel": wheel, "sdist": sdist, "sdist-of": sdist_of, "name": canonicalize_name,
    "metadata": metadata, "record": record, "record-text": record_text, "entry-points": entry_points,
    "requirements-file": requirements_file, "direct-url": direct_url, "direct-url-error": direct_url_error,
}

for line in sys.stdin:
    operation, cases = json.loads(line)
    answer = OPERATIONS[operation]
    print(json.dumps([answer(case) for case in cases]), flush=True)
