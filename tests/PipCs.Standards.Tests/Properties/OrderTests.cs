using CsCheck;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Properties;

/// <summary>Versions are in one total order, with which equality, hashes and sort keys agree.</summary>
public sealed class OrderTests
{
    /// <summary>Versions near each other: differing numbers alone would say little of what follows a release.</summary>
    private static readonly Gen<PackageVersion> GenVersion = Gen.Int.Select(seed =>
    {
        var source = new CaseSource(seed);
        string text = source.Chance(50)
            ? source.ValidVersion()
            : source.Pick("", "1!") + source.Pick("1", "1.0", "1.0.0.0.0.0.0.0.0.0", "1.1", "1.33558799", "1.33558800")
                + source.Pick("", "a1", "a16656", "rc1") + source.Pick("", ".post0", ".post1") + source.Pick("", ".dev0", ".dev1") + source.Pick("", "+1", "+a", "+a.1");
        return PackageVersion.Parse(text);
    });

    [Fact]
    public void CompareTo_is_a_total_order()
        => Gen.Select(GenVersion, GenVersion, GenVersion).Sample((a, b, c) =>
        {
            Assert.Equal(0, a.CompareTo(a));
            Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
            Assert.True(a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0);
        });

    [Fact]
    public void Equals_hash_and_sort_key_agree_with_the_order()
        => Gen.Select(GenVersion, GenVersion).Sample((a, b) =>
        {
            Assert.Equal(a.CompareTo(b) == 0, a == b);
            Assert.True(a != b || a.GetHashCode() == b.GetHashCode());
            Assert.True(a.SortKey == 0 || b.SortKey == 0 || Math.Sign(a.SortKey.CompareTo(b.SortKey)) == Math.Sign(a.CompareTo(b)));
            Assert.Equal(Math.Sign(LongVersion.Compare(a.ToLong(), b.ToLong())), Math.Sign(a.CompareTo(b)));
        });
}
