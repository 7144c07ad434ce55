using System.Globalization;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tags;

/// <summary>The tags that an interpreter supports, best first, in the order of <c>packaging.tags.sys_tags()</c> (Platform compatibility tags, PEP 425, 384, 600, 656, 803).</summary>
internal static class InterpreterTags
{
    internal static List<string> From(InterpreterFacts facts)
    {
        var platforms = InterpreterPlatforms.From(facts);
        var (major, minor) = MajorMinor(facts.Get(Fact.PythonVersion));
        var version = string.Create(CultureInfo.InvariantCulture, $"{major}{minor}");
        var nodot = facts.Get(Fact.VersionWithoutDots) is { Length: > 0 } configured ? configured : version;
        var implementation = facts.Get(Fact.ImplementationName);
        var tags = new List<string>(1024);
        string? general;
        if (string.Equals(implementation, "cpython", StringComparison.Ordinal))
        {
            AddCPython(tags, facts, major, minor, platforms);
            general = "cp" + nodot;
        }
        else
        {
            var name = ShortName(implementation);
            AddGeneric(tags, facts, name + nodot, platforms);
            general = string.Equals(name, "pp", StringComparison.Ordinal) ? "pp3" : null;
        }

        AddCompatible(tags, major, minor, general, platforms);
        return tags;
    }

    private static void AddCPython(List<string> tags, InterpreterFacts facts, int major, int minor, List<string> platforms)
    {
        var interpreter = string.Create(CultureInfo.InvariantCulture, $"cp{major}{minor}");
        var abis = CPythonAbis(facts, major, minor);
        var isFreeThreaded = abis[0].Contains('t', StringComparison.Ordinal);
        foreach (var abi in abis)
        {
            Add(tags, interpreter, abi, platforms);
        }

        var hasStable = (major, minor).CompareTo((3, 2)) >= 0;
        var stable = isFreeThreaded ? "abi3t" : "abi3";
        if (hasStable)
        {
            Add(tags, interpreter, stable, platforms);
        }

        Add(tags, interpreter, "none", platforms);
        if (hasStable)
        {
            for (var older = minor - 1; older > 1; older--)
            {
                Add(tags, string.Create(CultureInfo.InvariantCulture, $"cp{major}{older}"), stable, platforms);
            }
        }
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
            return [version + threading + debug + (withPymalloc ? "m" : "")];
        }

        return isDebug ? [version + threading + debug, version + threading] : [version + threading];
    }

    private static void AddGeneric(List<string> tags, InterpreterFacts facts, string interpreter, List<string> platforms)
    {
        foreach (var abi in GenericAbis(facts))
        {
            if (!string.Equals(abi, "none", StringComparison.Ordinal))
            {
                Add(tags, interpreter, abi, platforms);
            }
        }

        Add(tags, interpreter, "none", platforms);
    }

    // The part of EXT_SUFFIX that names the ABI: ".pypy39-pp73-x86_64-linux-gnu.so" is of pypy39_pp73.
    private static List<string> GenericAbis(InterpreterFacts facts)
    {
        var parts = facts.Get(Fact.ExtensionSuffix).Split('.');
        if (parts.Length < 3)
        {
            var (major, minor) = MajorMinor(facts.Get(Fact.PythonVersion));
            return CPythonAbis(facts, major, minor);
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

    private static void AddCompatible(List<string> tags, int major, int minor, string? interpreter, List<string> platforms)
    {
        var versions = new List<string>(minor + 2)
        {
            string.Create(CultureInfo.InvariantCulture, $"py{major}{minor}"),
            string.Create(CultureInfo.InvariantCulture, $"py{major}"),
        };
        for (var older = minor - 1; older >= 0; older--)
        {
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{major}{older}"));
        }

        foreach (var version in versions)
        {
            Add(tags, version, "none", platforms);
        }

        if (interpreter is not null)
        {
            tags.Add(interpreter + "-none-any");
        }

        foreach (var version in versions)
        {
            tags.Add(version + "-none-any");
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

    private static (int Major, int Minor) MajorMinor(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(0, dot), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }
}
