using System.Globalization;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tags;

/// <summary>The tags that an interpreter supports, best first, in the order of <c>packaging.tags.sys_tags()</c> (Platform compatibility tags, PEP 425, 384, 600, 656, 803).</summary>
internal static class InterpreterTags
{
    internal static List<string> From(InterpreterFacts facts)
    {
        var implementation = facts.Get(Fact.ImplementationName);
        var version = MajorMinor(facts.Get(Fact.PythonVersion));
        var name = ShortName(implementation);
        var interpreter = name + VersionWithoutDots(facts);
        var general = name switch { "cp" => interpreter, "pp" => "pp3", _ => null };
        return Make(facts, version, name, interpreter, general, abis: null, InterpreterPlatforms.From(facts));
    }

    /// <summary>The tags of another Python, in the order that pip looks for wheels with <c>--platform</c>, <c>--python-version</c>, <c>--implementation</c> and <c>--abi</c>.</summary>
    internal static List<string> From(InterpreterFacts facts, InterpreterTarget target)
    {
        var name = target.Implementation is { Length: > 0 } given ? given : ShortName(facts.Get(Fact.ImplementationName));
        var version = MajorMinor(facts.Get(Fact.PythonVersion));
        var digits = VersionWithoutDots(facts);
        if (target.Version.Count > 0)
        {
            // pip joins the two numbers and takes them apart behind the first digit.
            digits = string.Concat(target.Version.Take(2).Select(static number => number.ToString(CultureInfo.InvariantCulture)));
            version = (digits[0] - '0', digits.Length > 1 ? int.Parse(digits.AsSpan(1), CultureInfo.InvariantCulture) : null);
        }

        var platforms = TargetPlatforms.Expand(target.Platforms);
        if (platforms.Count == 0)
        {
            platforms = InterpreterPlatforms.From(facts);
        }

        var interpreter = name + digits;
        var tags = Make(facts, version, name, interpreter, interpreter, target.Abis.Count > 0 ? [.. target.Abis] : null, platforms);
        return tags.ConvertAll(static tag => tag.ToLowerInvariant());
    }

    private static List<string> Make(
        InterpreterFacts facts, (int Major, int? Minor) version, string name, string interpreter, string? general, List<string>? abis, List<string> platforms)
    {
        var tags = new List<string>(1024);
        if (string.Equals(name, "cp", StringComparison.Ordinal))
        {
            AddCPython(tags, version, abis ?? (version.Minor is { } minor ? CPythonAbis(facts, version.Major, minor) : []), platforms);
        }
        else
        {
            AddGeneric(tags, interpreter, abis ?? GenericAbis(facts), platforms);
        }

        AddCompatible(tags, version, general, platforms);
        return tags;
    }

    private static void AddCPython(List<string> tags, (int Major, int? Minor) version, List<string> abis, List<string> platforms)
    {
        var interpreter = string.Create(CultureInfo.InvariantCulture, $"cp{version.Major}{version.Minor}");
        var isFreeThreaded = abis.Count > 0 && IsFreeThreaded(abis[0]);
        var stable = isFreeThreaded ? "abi3t" : "abi3";

        // These come later, where the version has them.
        _ = abis.Remove("abi3");
        _ = isFreeThreaded && abis.Remove("abi3t");
        _ = abis.Remove("none");
        foreach (var abi in abis)
        {
            Add(tags, interpreter, abi, platforms);
        }

        var hasStable = version.Minor is { } own && (version.Major, own).CompareTo((3, 2)) >= 0;
        if (hasStable)
        {
            Add(tags, interpreter, stable, platforms);
        }

        Add(tags, interpreter, "none", platforms);
        if (hasStable)
        {
            for (var older = version.Minor!.Value - 1; older > 1; older--)
            {
                Add(tags, string.Create(CultureInfo.InvariantCulture, $"cp{version.Major}{older}"), stable, platforms);
            }
        }
    }

    // "cp313t": a t among the flags behind the digits.
    private static bool IsFreeThreaded(string abi)
    {
        if (!abi.StartsWith("cp", StringComparison.Ordinal))
        {
            return false;
        }

        var flags = abi.AsSpan(2).TrimStart("0123456789");
        return flags.Length < abi.Length - 2 && flags.Contains('t');
    }

    /// <summary>The interpreter's own ABI first; a debug build also loads modules of a release build.</summary>
    internal static List<string> CPythonAbis(InterpreterFacts facts, int major, int minor)
    {
        var version = string.Create(CultureInfo.InvariantCulture, $"cp{major}{minor}");
        var saysDebug = !facts.GetBytes(Fact.DebugBuild).IsEmpty;
        var isDebug = saysDebug ? facts.IsSet(Fact.DebugBuild) : facts.IsSet(Fact.CountsReferences) || facts.IsSet(Fact.HasDebugSuffix);
        var threading = (major, minor).CompareTo((3, 13)) >= 0 && facts.IsSet(Fact.WithoutGil) ? "t" : "";
        var debug = isDebug ? "d" : "";
        if ((major, minor).CompareTo((3, 8)) < 0)
        {
            var withPymalloc = facts.GetBytes(Fact.WithPymalloc).IsEmpty || facts.IsSet(Fact.WithPymalloc);
            var wideText = (major, minor).CompareTo((3, 3)) < 0 ? "u" : "";
            return [version + threading + debug + (withPymalloc ? "m" : "") + wideText];
        }

        return isDebug ? [version + threading + debug, version + threading] : [version + threading];
    }

    private static void AddGeneric(List<string> tags, string interpreter, List<string> abis, List<string> platforms)
    {
        if (!abis.Contains("none"))
        {
            abis.Add("none");
        }

        foreach (var abi in abis)
        {
            Add(tags, interpreter, abi, platforms);
        }
    }

    // The part of EXT_SUFFIX that names the ABI: ".pypy39-pp73-x86_64-linux-gnu.so" is of pypy39_pp73.
    private static List<string> GenericAbis(InterpreterFacts facts)
    {
        var parts = facts.Get(Fact.ExtensionSuffix).Split('.');
        if (parts.Length < 3)
        {
            var (major, minor) = MajorMinor(facts.Get(Fact.PythonVersion));
            return CPythonAbis(facts, major, minor ?? 0);
        }

        var names = parts[1].Split('-');
        var abi = parts[1] switch
        {
            var name when name.StartsWith("cpython", StringComparison.Ordinal) => names.Length > 1 ? "cp" + names[1] : "",
            var name when name.StartsWith("cp", StringComparison.Ordinal) => names[0],
            var name when name.StartsWith("pypy", StringComparison.Ordinal) => string.Join('-', names.AsSpan(0, Math.Min(2, names.Length))),
            var name when name.StartsWith("graalpy", StringComparison.Ordinal) => string.Join('-', names.AsSpan(0, Math.Min(3, names.Length))),
            var name => name,
        };
        return abi.Length == 0 ? [] : [InterpreterPlatforms.Normalize(abi).ToLowerInvariant()];
    }

    private static void AddCompatible(List<string> tags, (int Major, int? Minor) version, string? interpreter, List<string> platforms)
    {
        var versions = new List<string>();
        if (version.Minor is { } minor)
        {
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{version.Major}{minor}"));
        }

        versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{version.Major}"));
        for (var older = version.Minor - 1; older >= 0; older--)
        {
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{version.Major}{older}"));
        }

        foreach (var python in versions)
        {
            Add(tags, python, "none", platforms);
        }

        if (interpreter is not null)
        {
            tags.Add(interpreter + "-none-any");
        }

        foreach (var python in versions)
        {
            tags.Add(python + "-none-any");
        }
    }

    private static void Add(List<string> tags, string interpreter, string abi, List<string> platforms)
    {
        var start = string.Concat(interpreter, "-", abi, "-");
        foreach (var platform in platforms)
        {
            tags.Add(start + platform);
        }
    }

    private static string ShortName(string implementation) => implementation switch
    {
        "python" => "py",
        "cpython" => "cp",
        "pypy" => "pp",
        "ironpython" => "ip",
        "jython" => "jy",
        _ => implementation.ToLowerInvariant(),
    };

    private static string VersionWithoutDots(InterpreterFacts facts)
        => facts.Get(Fact.VersionWithoutDots) is { Length: > 0 } configured ? configured : facts.Get(Fact.PythonVersion).Replace(".", "", StringComparison.Ordinal);

    private static (int Major, int? Minor) MajorMinor(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(0, dot), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }
}
