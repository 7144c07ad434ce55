using CsCheck;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Specifiers;

/// <summary>The laws of sets hold, and a range says of each version what its specifiers say.</summary>
public sealed class VersionRangeTests
{
    private static readonly string[] Releases = ["0", "1", "1.0.1", "1.1", "2", "1!0"];
    private static readonly string[] Suffixes = [".dev0", ".dev1", "a1.dev0", "a1", "a1.post0", "a2", "rc1", "", ".post0.dev0", ".post0", ".post1"];

    private static readonly Gen<string> GenVersion = from release in Pick(Releases) from suffix in Pick(Suffixes) select release + suffix;

    private static readonly Gen<PackageVersion> GenCandidate =
        from text in GenVersion from local in Pick("", "+a", "+1.2") select PackageVersion.Parse(text + local);

    private static readonly Gen<Specifier> GenSpecifier = Gen.Frequency(
        (6, from comparison in Pick("==", "!=", "<", "<=", ">", ">=") from version in GenVersion select Specifier.Parse(comparison + version)),
        (1, from comparison in Pick("==", "!=") from version in GenVersion select Specifier.Parse(comparison + version + "+a")),
        (2, from comparison in Pick("==", "!=") from release in Pick(Releases) select Specifier.Parse($"{comparison}{release}.*")),
        (1, from release in Pick("1.0", "1.1", "1.0.1", "2.0") from suffix in Pick(Suffixes) select Specifier.Parse("~=" + release + suffix)));

    private static readonly Gen<VersionRange> GenRange =
        from clauses in GenSpecifier.Array[1, 3]
        from unite in Gen.Bool
        select clauses.Select(VersionRange.Of).Aggregate((left, right) => unite ? left.Or(right) : left.And(right));

    [Fact]
    public void Contains_agrees_with_the_specifier()
        => Gen.Select(GenSpecifier, GenCandidate).Sample((specifier, version) => VersionRange.Of(specifier).Contains(version) == specifier.Contains(version), iter: 20_000);

    [Fact]
    public void Operations_are_those_of_sets()
        => Gen.Select(GenRange, GenRange, GenCandidate).Sample(
            (left, right, version) =>
                left.And(right).Contains(version) == (left.Contains(version) && right.Contains(version))
                && left.Or(right).Contains(version) == (left.Contains(version) || right.Contains(version))
                && left.Not().Contains(version) != left.Contains(version)
                && left.Not().Not().Equals(left)
                && left.And(right).Equals(right.And(left))
                && left.Or(right).Not().Equals(left.Not().And(right.Not()))
                && left.And(left.Not()).IsEmpty
                && left.Or(left.Not()).Equals(VersionRange.Full)
                && left.And(right).IsSubsetOf(left)
                && left.IsDisjointFrom(right) == left.And(right).IsEmpty,
            iter: 5_000);

    [Fact]
    public void HoldsOnlyPrereleases_no_final_release_is_in_it()
        => Gen.Select(GenRange, GenCandidate).Sample((range, version) => !range.HoldsOnlyPrereleases || version.IsPrerelease || !range.Contains(version), iter: 10_000);

    [Theory]
    [InlineData(">=1.0,<2.0", "[1.0, 2.0.dev0)")]
    [InlineData("!=1.0", "(-∞, 1.0) | [1.0.post0.dev0, ∞)")]
    [InlineData(">1.0,==1.*", "(1.0, 2.dev0)")]
    [InlineData("==1.0+x", "[1.0+x, 1.0+x]")]
    [InlineData(">=2,<1", "∅")]
    [InlineData("", "(-∞, ∞)")]
    public void ToString_shows_the_intervals(string set, string expected) => Assert.Equal(expected, VersionRange.Of(SpecifierSet.Parse(set)).ToString());

    [Fact]
    public void Of_arbitrary_equality_is_refused() => Assert.Throws<ArgumentException>(() => VersionRange.Of(SpecifierSet.Parse("===1.0")));

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);
}
