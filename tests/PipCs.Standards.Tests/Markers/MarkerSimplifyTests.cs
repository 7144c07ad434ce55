using CsCheck;
using PipCs.Standards.Markers;

namespace PipCs.Standards.Tests.Markers;

/// <summary>A simplified marker says the same in fewer words.</summary>
public sealed class MarkerSimplifyTests
{
    private static readonly string[] Comparisons =
    [
        .. from variable in new[] { "python_version", "python_full_version" } from comparison in new[] { "<", "<=", ">", ">=", "==", "!=" } from version in new[] { "3", "3.8", "3.9", "3.9.1", "3.10" } select $"{variable} {comparison} '{version}'",
        "python_version == '3.*'", "python_version != '3.9.*'", "python_version ~= '3.8'", "python_version > '3.9rc1'", "python_version < '3.9.post1'", "python_version === '3.9'",
        "python_full_version == '3.9.*'", "python_full_version ~= '3.8.1'", "python_full_version < '3.9rc1'", "python_full_version >= '3.9.dev0'", "python_full_version >= '1!0'",
        "'3.8' <= python_version", "'3.9' > python_version", "'3.9.1' == python_version", "'3.9' != python_version", "'3.9rc1' < python_version", "'3' in python_version", "python_version in '3.8 3.9'",
        "python_version not in '3.8 3.9'", "python_version == 'abc'", "python_version >= '3.9.*'", "python_version != os_name",
        "os_name == 'posix'", "os_name != 'posix'", "os_name == 'nt'", "os_name != 'nt'", "'nt' == os_name", "os_name < 'nt'", "os_name >= 'nt'", "os_name in 'nt posix'", "os_name not in 'nt posix'", "'n' in os_name", "os_name == sys_platform",
        "platform_release >= '6'", "platform_release < '6'", "platform_release != '6.1'", "platform_release == '6.1'", "platform_release == '6.1-x'", "platform_release <= '6.*'",
        "extra == 'a'", "extra != 'a'", "extra == 'B_b'", "'a' == extra", "extra in 'a b'",
    ];

    private static readonly Gen<string> GenLeaf = Gen.Int[0, Comparisons.Length - 1].Select(index => Comparisons[index]);

    private static readonly Gen<string> GenPart = Gen.Frequency((3, GenLeaf), (1, Join(GenLeaf).Select(text => $"({text})")));

    private static readonly Gen<string> GenMarker = Join(Gen.Frequency((3, GenPart), (1, Join(GenPart).Select(text => $"({text})"))));

    private static readonly Gen<(MarkerEnvironment Environment, string? Extra)> GenEnvironment =
        from full in Pick("2.7.18", "3.0.0", "3.7.9", "3.8.0rc1", "3.8.0", "3.8.1", "3.8.19", "3.9.0a1", "3.9.0rc1", "3.9.0", "3.9.1", "3.9.18", "3.10.0b2", "3.10.4", "3.14.0+", "4.0.0")
        from os in Pick("posix", "nt", "java", "sys_platform")
        from release in Pick("6.1.0-13-amd64", "5.15", "6.0", "6.1", "6.1-x", "6.*", "", "10")
        from extra in Pick("", "a", "b-b", "c")
        select (DifferentialTests.TestEnvironment with { PythonVersion = string.Join('.', full.Split('.').Take(2)), PythonFullVersion = full, OsName = os, PlatformRelease = release, SysPlatform = os == "nt" ? "win32" : "linux" }, (string?)extra);

    [Theory]
    [InlineData("python_version < '3' and python_version >= '3'", "never")]
    [InlineData("os_name == 'nt' and os_name == 'posix'", "never")]
    [InlineData("os_name == 'nt' and os_name != 'nt'", "never")]
    [InlineData("extra == 'a' and extra == 'b'", "never")]
    [InlineData("python_version == '3.9.1'", "never")]
    [InlineData("os_name < 'nt'", "never")]
    [InlineData("os_name == 'nt' and (python_version < '3' and python_version > '3')", "never")]
    [InlineData("'a' in extras and 'a' not in extras", "never")]
    [InlineData("python_version == '3.9' and python_full_version < '3.8'", "never")]
    [InlineData("python_version >= '3.9' and python_full_version < '3.9'", "never")]
    [InlineData("python_version < '3.9' or python_version >= '3.9'", "always")]
    [InlineData("python_version >= '3.9' or python_full_version < '3.10'", "always")]
    [InlineData("os_name == 'nt' or os_name != 'nt'", "always")]
    [InlineData("os_name in 'nt posix' or os_name not in 'nt posix'", "always")]
    [InlineData("python_version >= '3' or python_version < '3.8' and os_name == 'nt' or python_version < '3'", "always")]
    public void Simplify_certain_outcome_is_told(string marker, string outcome)
    {
        SimplifiedMarker simplified = Marker.Parse(marker).Simplify();
        Assert.Equal(outcome, simplified.ToString());
        Assert.Equal(outcome == "never", simplified.IsNever);
        Assert.Equal(outcome == "always", simplified.IsAlways);
        Assert.Null(simplified.Marker);
    }

    [Theory]
    [InlineData("os_name == 'nt' and os_name == 'nt'", "os_name == \"nt\"")]
    [InlineData("os_name == 'nt' or 'nt' == os_name", "os_name == \"nt\"")]
    [InlineData("os_name == 'nt' and os_name != 'posix'", "os_name == \"nt\"")]
    [InlineData("os_name == 'nt' or os_name == 'nt' and python_version < '3'", "os_name == \"nt\"")]
    [InlineData("os_name == 'nt' and (os_name == 'nt' or python_version < '3')", "os_name == \"nt\"")]
    [InlineData("python_version >= '3.8' and python_version >= '3.9'", "python_version >= \"3.9\"")]
    [InlineData("python_version >= '3.8' or python_version >= '3.9'", "python_version >= \"3.8\"")]
    [InlineData("python_version >= '3.8' and python_version < '4' and python_version < '5'", "python_version >= \"3.8\" and python_version < \"4\"")]
    [InlineData("python_version >= '3.8' and python_version < '3.9' or python_version == '3.9' or python_version == '3.10'", "python_version >= \"3.8\" and python_version < \"3.11\"")]
    [InlineData("python_version >= '3.8' and python_version <= '3.8'", "python_version == \"3.8\"")]
    [InlineData("python_version > '3.8' and python_version < '3.10'", "python_version == \"3.9\"")]
    [InlineData("python_version < '3.9' or python_version > '3.9'", "python_version != \"3.9\"")]
    [InlineData("python_version < '3.9' or os_name == 'nt' and python_version >= '3.9'", "python_version < \"3.9\" or os_name == \"nt\"")]
    [InlineData("(python_version < '3.9' and os_name == 'nt') or (python_version >= '3.9' and os_name == 'nt')", "os_name == \"nt\"")]
    [InlineData("python_version >= '3' and (python_version < '2.7' or os_name == 'nt')", "python_version >= \"3\" and os_name == \"nt\"")]
    [InlineData("(os_name == 'nt' or extra == 'a') and (extra == 'a' or os_name == 'nt')", "os_name == \"nt\" or extra == \"a\"")]
    [InlineData("(os_name == 'nt' or extra == 'a') and (sys_platform == 'x' or extra == 'b') and (os_name == 'nt' or extra == 'a')", "(os_name == \"nt\" or extra == \"a\") and (extra == \"b\" or sys_platform == \"x\")")]
    [InlineData("python_full_version >= '3.8' and python_full_version >= '3.8.1' and python_full_version < '3.9'", "python_full_version >= \"3.8.1\" and python_full_version < \"3.9\"")]
    [InlineData("python_full_version <= '3.9' and python_full_version >= '3.9'", "python_full_version == \"3.9\"")]
    [InlineData("python_full_version < '3.9' or python_full_version > '3.9'", "python_full_version < \"3.9\" or python_full_version > \"3.9\"")]
    [InlineData("python_full_version < '3.9' or python_full_version >= '3.9'", "python_full_version < \"3.9\" or python_full_version >= \"3.9\"")]
    [InlineData("python_version < '3.9' and python_full_version < '3.9'", "python_version < \"3.9\"")]
    [InlineData("python_full_version < '3.9' or python_version < '3.9'", "python_full_version < \"3.9\"")]
    [InlineData("python_version >= '3.9' and python_full_version >= '3.9.1'", "python_full_version >= \"3.9.1\"")]
    [InlineData("python_version >= '3.9' or python_full_version >= '3.9'", "python_version >= \"3.9\"")]
    [InlineData("python_version > '3.8' and python_version < '4' and python_full_version < '3.10'", "python_version == \"3.9\"")]
    [InlineData("python_version == '3.9' and python_full_version == '3.9.*'", "python_version == \"3.9\"")]
    [InlineData("platform_release >= '6' or platform_release < '6'", "platform_release >= \"6\" or platform_release < \"6\"")]
    [InlineData("\"3.8\" <= python_version", "\"3.8\" <= python_version")]
    [InlineData("'a' in extras and ('a' in extras or 'b' in dependency_groups)", "\"a\" in extras")]
    public void Simplify_marker_says_the_same_in_fewer_words(string marker, string expected)
    {
        SimplifiedMarker simplified = Marker.Parse(marker).Simplify();
        Assert.Equal(expected, simplified.ToString());
        Assert.Equal(expected, simplified.Marker!.ToString());
        Assert.Equal(simplified, Marker.Parse(expected).Simplify());
    }

    [Fact]
    public void Simplify_nothing_to_gain_gives_the_marker_itself()
    {
        Marker marker = Marker.Parse("python_version >= '3.8' and os_name == 'nt'");
        Assert.Same(marker, marker.Simplify().Marker);
    }

    [Fact]
    public void Simplify_more_alternatives_than_are_looked_at_leaves_the_marker()
    {
        string[] variables = ["os_name", "sys_platform", "platform_machine", "platform_system", "platform_version", "implementation_name", "extra"];
        Marker marker = Marker.Parse(string.Join(" and ", variables.Select((name, i) => $"({name} == 'x' or 'a{i}' in {name} or 'b{i}' in {name})")));
        Assert.Same(marker, marker.Simplify().Marker);
    }

    [Fact]
    public void Simplify_more_comparisons_than_are_looked_at_leaves_the_marker()
    {
        Marker marker = Marker.Parse(string.Join(" or ", Enumerable.Range(0, 40_000).Select(i => $"'{i}' in os_name")));
        Assert.Same(marker, marker.Simplify().Marker);
    }

    [Fact]
    public void Simplify_keeps_the_meaning_in_every_environment()
        => Gen.Select(GenMarker, GenEnvironment.Array[12]).Sample(
            (text, environments) =>
            {
                Marker marker = Marker.Parse(text);
                SimplifiedMarker simplified = marker.Simplify();
                return environments.All(one => Holds(simplified, one.Environment, one.Extra) == marker.Evaluate(one.Environment, one.Extra));
            },
            iter: 20_000);

    [Fact]
    public void Simplify_is_never_longer_and_reads_again()
        => GenMarker.Sample(
            text =>
            {
                SimplifiedMarker simplified = Marker.Parse(text).Simplify();
                return simplified.Marker is null || (CountComparisons(simplified.ToString()) <= CountComparisons(text) && Marker.Parse(simplified.ToString()).Equals(simplified.Marker));
            },
            iter: 5_000);

    private static bool Holds(SimplifiedMarker marker, MarkerEnvironment environment, string? extra) => marker.Marker?.Evaluate(environment, extra) ?? marker.IsAlways;

    private static int CountComparisons(string marker) => marker.Split([" and ", " or "], StringSplitOptions.None).Length;

    private static Gen<string> Join(Gen<string> part)
        => from parts in part.Array[1, 4] from words in Gen.Bool.Array[4] select string.Concat(parts.Select((one, i) => (i == 0 ? "" : words[i] ? " and " : " or ") + one));

    private static Gen<string> Pick(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
