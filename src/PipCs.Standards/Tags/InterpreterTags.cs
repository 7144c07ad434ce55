using System.Globalization;

namespace PipCs.Standards.Tags;

/// <summary>
/// The tags of interpreters, best first, as <c>packaging.tags</c> orders them (Platform compatibility tags; PEP 425, 384, 803), each as
/// <c>interpreter-abi-platform</c>. An interpreter supports those of its implementation, then <see cref="Compatible"/>: <see cref="SupportedTags"/> takes both.
/// </summary>
public static partial class InterpreterTags
{
    /// <summary>The short name of an implementation, by <c>sys.implementation.name</c>: <c>cp</c> of CPython.</summary>
    public static string ShortName(string implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return implementation switch
        {
            "python" => "py",
            "cpython" => "cp",
            "pypy" => "pp",
            "ironpython" => "ip",
            "jython" => "jy",
            _ => implementation.ToLowerInvariant(),
        };
    }

    /// <summary>The tags of a CPython: its own ABIs, the stable one, none, then the stable one of older versions. Without a minor version, there is no stable one.</summary>
    public static IReadOnlyList<string> CPython(int major, int? minor, IReadOnlyList<string> abis, IReadOnlyList<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(abis);
        ArgumentNullException.ThrowIfNull(platforms);
        var own = new List<string>(abis);
        var tags = new List<string>(1024);
        string interpreter = string.Create(CultureInfo.InvariantCulture, $"cp{major}{minor}");
        bool isFreeThreaded = own.Count > 0 && IsFreeThreaded(own[0]);
        string stable = isFreeThreaded ? "abi3t" : "abi3";

        // These are added later, for versions that have them.
        _ = own.Remove("abi3");
        _ = isFreeThreaded && own.Remove("abi3t");
        _ = own.Remove("none");
        foreach (string abi in own)
        {
            Add(tags, interpreter, abi, platforms);
        }

        bool hasStable = minor is { } known && (major, known).CompareTo((3, 2)) >= 0;
        if (hasStable)
        {
            Add(tags, interpreter, stable, platforms);
        }

        Add(tags, interpreter, "none", platforms);
        if (hasStable)
        {
            for (int older = minor!.Value - 1; older > 1; older--)
            {
                Add(tags, string.Create(CultureInfo.InvariantCulture, $"cp{major}{older}"), stable, platforms);
            }
        }

        return tags;
    }

    /// <summary>The tags of any other implementation, such as <c>pp310</c>.</summary>
    public static IReadOnlyList<string> Generic(string interpreter, IReadOnlyList<string> abis, IReadOnlyList<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(abis);
        ArgumentNullException.ThrowIfNull(platforms);
        var tags = new List<string>(1024);
        foreach (string abi in abis)
        {
            Add(tags, interpreter, abi, platforms);
        }

        if (!abis.Contains("none", StringComparer.Ordinal))
        {
            Add(tags, interpreter, "none", platforms);
        }

        return tags;
    }

    /// <summary>The tags of wheels for every implementation of a version or an older one: of the platforms, then of any; before the latter those of the interpreter, where one is given.</summary>
    public static IReadOnlyList<string> Compatible(int major, int? minor, string? interpreter, IReadOnlyList<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(platforms);
        var versions = new List<string>();
        if (minor is not null)
        {
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{major}{minor}"));
        }

        versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{major}"));
        for (int? older = minor - 1; older >= 0; older--)
        {
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"py{major}{older}"));
        }

        var tags = new List<string>(1024);
        foreach (string python in versions)
        {
            Add(tags, python, "none", platforms);
        }

        if (interpreter is not null)
        {
            tags.Add(interpreter + "-none-any");
        }

        foreach (string python in versions)
        {
            tags.Add(python + "-none-any");
        }

        return tags;
    }

    private static void Add(List<string> tags, string interpreter, string abi, IReadOnlyList<string> platforms)
    {
        string start = string.Concat(interpreter, "-", abi, "-");
        foreach (string platform in platforms)
        {
            tags.Add(start + platform);
        }
    }
}
