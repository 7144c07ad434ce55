using System.Globalization;
using PipCs.Python.Interpreters;
using PipCs.Standards.Tags;

namespace PipCs.Python.Tags;

/// <summary>The tags that a probed interpreter supports, best first, in the order of <c>packaging.tags.sys_tags()</c>.</summary>
internal static class ProbedTags
{
    internal static List<string> From(InterpreterFacts facts)
    {
        var (major, minor) = MajorMinor(facts.Get(Fact.PythonVersion));
        var name = InterpreterTags.ShortName(facts.Get(Fact.ImplementationName));
        var interpreter = name + VersionWithoutDots(facts);
        var general = name switch { "cp" => interpreter, "pp" => "pp3", _ => null };
        return Make(facts, (major, minor), name, interpreter, general, abis: null, ProbedPlatforms.From(facts));
    }

    /// <summary>The tags of another Python, in the order that pip looks for wheels with <c>--platform</c>, <c>--python-version</c>, <c>--implementation</c> and <c>--abi</c>.</summary>
    internal static List<string> From(InterpreterFacts facts, InterpreterTarget target)
    {
        var name = target.Implementation is { Length: > 0 } given ? given : InterpreterTags.ShortName(facts.Get(Fact.ImplementationName));
        (int Major, int? Minor) version = MajorMinor(facts.Get(Fact.PythonVersion));
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
            platforms = ProbedPlatforms.From(facts);
        }

        var interpreter = name + digits;
        var tags = Make(facts, version, name, interpreter, interpreter, target.Abis.Count > 0 ? target.Abis : null, platforms);
        return tags.ConvertAll(static tag => tag.ToLowerInvariant());
    }

    private static List<string> Make(
        InterpreterFacts facts, (int Major, int? Minor) version, string name, string interpreter, string? general, IReadOnlyList<string>? abis, List<string> platforms)
    {
        var tags = string.Equals(name, "cp", StringComparison.Ordinal)
            ? InterpreterTags.CPython(version.Major, version.Minor, abis ?? (version.Minor is { } minor ? CPythonAbis(facts, version.Major, minor) : []), platforms)
            : InterpreterTags.Generic(interpreter, abis ?? GenericAbis(facts), platforms);
        return [.. tags, .. InterpreterTags.Compatible(version.Major, version.Minor, general, platforms)];
    }

    private static IReadOnlyList<string> CPythonAbis(InterpreterFacts facts, int major, int minor) => InterpreterTags.CPythonAbis(major, minor, new CPythonBuild
    {
        IsDebug = facts.GetBytes(Fact.DebugBuild).IsEmpty ? facts.IsSet(Fact.CountsReferences) || facts.IsSet(Fact.HasDebugSuffix) : facts.IsSet(Fact.DebugBuild),
        IsFreeThreaded = facts.IsSet(Fact.WithoutGil),
        HasPymalloc = facts.GetBytes(Fact.WithPymalloc).IsEmpty || facts.IsSet(Fact.WithPymalloc),
    });

    private static IReadOnlyList<string> GenericAbis(InterpreterFacts facts)
    {
        var suffix = facts.Get(Fact.ExtensionSuffix);
        if (suffix.StartsWith('.') && InterpreterTags.GenericAbis(suffix) is { } abis)
        {
            return [.. abis.Select(static abi => abi.ToLowerInvariant())];
        }

        var (major, minor) = MajorMinor(facts.Get(Fact.PythonVersion));
        return CPythonAbis(facts, major, minor);
    }

    private static string VersionWithoutDots(InterpreterFacts facts)
        => facts.Get(Fact.VersionWithoutDots) is { Length: > 0 } configured ? configured : facts.Get(Fact.PythonVersion).Replace(".", "", StringComparison.Ordinal);

    private static (int Major, int Minor) MajorMinor(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(0, dot), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }
}
