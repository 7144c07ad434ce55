namespace PipCs.Python.Interpreters;

/// <summary>
/// The program that an interpreter runs to describe itself. It writes the mark, then each fact as a
/// 32-bit little-endian length and that many bytes, in the order of <see cref="Fact"/>; lists are joined by
/// zero bytes. It runs on Python 3.6 and later. It only collects facts; all conclusions are drawn here.
/// </summary>
internal static class ProbeScript
{
    /// <summary>Precedes the facts, so that output of <c>.pth</c> files before it is skipped.</summary>
    internal static ReadOnlySpan<byte> Mark => "\u0001pip-cs facts\u0001"u8;

    /// <summary>The environment's prefix in schemes that belong to no particular environment.</summary>
    internal const string PrefixPlace = "/@pip-cs-prefix@";

    /// <summary>The user base in schemes.</summary>
    internal const string UserPlace = "/@pip-cs-user@";

    internal const string Text = """
        import os, site, struct, sys, sysconfig
        try:
            from importlib.machinery import EXTENSION_SUFFIXES as suffixes, PathFinder
            from importlib._bootstrap_external import MAGIC_NUMBER as magic
        except ImportError:
            suffixes, magic = [], b""

        library = list(sys.path)
        if sys.flags.no_site:
            # What .pth files import takes longer than all else here. A sitecustomize may have changed what is told.
            sys.path += site.getsitepackages() if hasattr(site, "getsitepackages") else []
            try:
                plain = PathFinder.find_spec("sitecustomize") is None
            except Exception:
                plain = False
            if not plain:
                site.main()

        P, U = "/@pip-cs-prefix@", "/@pip-cs-user@"
        NAMES = set(sysconfig.get_scheme_names())
        impl = sys.implementation.name
        xy = "%d.%d" % sys.version_info[:2]
        var = sysconfig.get_config_var

        def in_venv():
            return sys.prefix != sys.base_prefix

        def preferred(kind):
            ask = getattr(sysconfig, "get_preferred_scheme", None)
            if ask:
                return ask(kind)
            framework = bool(var("PYTHONFRAMEWORK"))
            if kind == "prefix":
                if "osx_framework_library" in NAMES and framework and not in_venv():
                    return "osx_framework_library"
                options = [impl + "_" + os.name, impl, os.name + "_prefix", os.name, "posix_prefix"]
            elif kind == "user":
                options = ["osx_framework_user" if framework and not in_venv() else os.name + "_user", "posix_user"]
            else:
                options = [os.name + "_home", "posix_home"]
            for option in options:
                if option in NAMES:
                    return option
            return ""

        def scheme(kind, base=None, venv=None):
            name = preferred("prefix" if kind == "own" else kind)
            if not name:
                return ""
            if base is not None and kind == "prefix" and name in ("posix_local", "osx_framework_library"):
                name = "posix_prefix"
            given = {}
            if base is not None:
                keys = ["installed_base", "base", "installed_platbase", "platbase", "prefix", "exec_prefix"]
                if var("userbase") is not None:
                    keys.append("userbase")
                given = dict.fromkeys(keys, base)
            elif kind == "user":
                given = {"userbase": U}
            elif venv:
                given = dict.fromkeys(["base", "platbase", "prefix", "exec_prefix"], venv)
            paths = sysconfig.get_paths(name, vars=given)
            include = paths["include"]
            if in_venv():
                include = os.path.join(base if base is not None else sys.prefix, "include", "site", "python" + xy)
            return "\0".join([paths["purelib"], paths["platlib"], include, paths["scripts"], paths["data"]])

        def full(info):
            text = "%d.%d.%d" % info[:3]
            return text if info[3] == "final" else text + info[3][0] + str(info[4])

        def libc():
            try:
                name, version = os.confstr("CS_GNU_LIBC_VERSION").rsplit()
                return version
            except (AttributeError, OSError, ValueError):
                pass
            try:
                import ctypes
                ask = ctypes.CDLL(None).gnu_get_libc_version
                ask.restype = ctypes.c_char_p
                return ask().decode("ascii")
            except Exception:
                return ""

        def elf():
            # The header, and the loader that the program names; both empty where it is no ELF file.
            try:
                with open(sys.executable, "rb") as file:
                    head = file.read(64)
                    if head[:4] != b"\x7fELF":
                        return "", ""
                    order = "<" if head[5] == 1 else ">"
                    if head[4] == 2:
                        start, = struct.unpack(order + "Q", head[32:40])
                        size, count = struct.unpack(order + "HH", head[54:58])
                    else:
                        start, = struct.unpack(order + "I", head[28:32])
                        size, count = struct.unpack(order + "HH", head[42:46])
                    loader = ""
                    for index in range(count):
                        file.seek(start + index * size)
                        entry = file.read(size)
                        if struct.unpack(order + "I", entry[:4])[0] == 3:
                            if head[4] == 2:
                                offset, = struct.unpack(order + "Q", entry[8:16])
                                length, = struct.unpack(order + "Q", entry[32:40])
                            else:
                                offset, = struct.unpack(order + "I", entry[4:8])
                                length, = struct.unpack(order + "I", entry[16:20])
                            file.seek(offset)
                            loader = os.fsdecode(file.read(length)).strip("\0")
                            break
                    return "".join("%02x" % byte for byte in bytearray(head)), loader
            except (OSError, struct.error):
                return "", ""

        def musl(loader):
            if "musl" not in loader:
                return ""
            import subprocess
            try:
                process = subprocess.Popen([loader], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                return process.communicate()[1].decode("utf-8", "replace")
            except OSError:
                return ""

        def refused(version):
            # Manylinux tags that the distributor's _manylinux module refuses, as major.minor.arch.
            try:
                import _manylinux as module
            except ImportError:
                return ""
            try:
                major, minor = [int("".join(c for c in part if c.isdigit())) for part in version.split(".")[:2]]
            except ValueError:
                return ""
            arch = sysconfig.get_platform().split("-", 1)[-1].replace("-", "_").replace(".", "_")
            ask = getattr(module, "manylinux_compatible", None)
            named = {5: "manylinux1_compatible", 12: "manylinux2010_compatible", 17: "manylinux2014_compatible"}
            result = []
            for name in sorted({arch, "armv7l", "i686", "armv8l"}):
                for number in range(minor + 1):
                    if ask:
                        answer = ask(major, number, name)
                    elif major == 2 and number in named:
                        answer = bool(getattr(module, named[number], True))
                    else:
                        answer = None
                    if answer is not None and not answer:
                        result.append("%d.%d.%s" % (major, number, name))
            return "\0".join(result)

        def mac():
            if sys.platform != "darwin":
                return "", ""
            import platform
            version, _, arch = platform.mac_ver()
            if version.split(".")[:2] == ["10", "16"]:
                import subprocess
                version = subprocess.check_output(
                    [sys.executable, "-sS", "-c", "import platform; print(platform.mac_ver()[0])"],
                    env={"SYSTEM_VERSION_COMPAT": "0"}).decode("ascii").strip()
            return version, arch

        def mobile():
            if system == "iOS":
                import platform
                return platform.ios_ver()[1], sys.implementation._multiarch
            if system == "Android":
                import platform
                return str(platform.android_ver().api_level), ""
            return "", ""

        def machine():
            if impl == "cpython" and sys.platform == "linux":
                # What platform says too, without the modules that it imports.
                system, _, release, build, name = os.uname()
                return [sys.version.split()[0], name, release, system, build, "CPython"]
            import platform
            return [platform.python_version(), platform.machine(), platform.release(), platform.system(), platform.version(), platform.python_implementation()]

        def text(value):
            return "" if value is None else str(value)

        python, name, release, system, build, implementation = machine()
        facts = [
            sys.executable, sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix,
            python, impl, full(sys.implementation.version), os.name, name,
            release, system, build, implementation, xy,
            sys.platform, sys.implementation.cache_tag or "", "".join("%02x" % byte for byte in bytearray(magic)),
            sysconfig.get_path("stdlib"),
        ]
        header, loader = elf()
        glibc = libc()
        facts += [
            text(var("py_version_nodot")), text(var("Py_DEBUG")), str(int(hasattr(sys, "gettotalrefcount"))),
            str(int("_d.pyd" in suffixes)), text(var("Py_GIL_DISABLED")), text(var("WITH_PYMALLOC")),
            text(var("EXT_SUFFIX")), sysconfig.get_platform(), str(struct.calcsize("P") * 8), header, glibc,
            musl(loader), refused(glibc), text(var("PYEMSCRIPTEN_PLATFORM_VERSION")),
        ]
        facts += mac() + mobile()
        own_site = site.getsitepackages() if hasattr(site, "getsitepackages") else []
        if not sys.flags.no_site:
            library = library[:min([library.index(folder) for folder in own_site if folder in library] or [len(library)])]
        facts += [scheme("own"), scheme("user"), scheme("prefix", P), scheme("home", P), "\0".join(own_site)]

        # The same once more as an environment of this base would say.
        real = sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix
        if not in_venv():
            sys.prefix = sys.exec_prefix = P
        facts += [scheme("own", None, P), scheme("user"), scheme("prefix", P), scheme("home", P)]
        facts += ["\0".join(site.getsitepackages([P])), "\0".join(site.getsitepackages([P, real[2], real[3]]))]
        site.USER_BASE, site.USER_SITE = U, None
        facts.append(site.getusersitepackages())
        # Some versions list a folder twice until their site module is run.
        facts.append("\0".join(sorted(set(library), key=library.index)))

        def encode(fact):
            data = fact.encode("utf-8", "surrogateescape")
            return struct.pack("<I", len(data)) + data

        out = getattr(sys.stdout, "buffer", sys.stdout)
        out.write(b"\x01pip-cs facts\x01" + b"".join(encode(fact) for fact in facts))
        out.flush()
        """;
}
