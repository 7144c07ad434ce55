using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Versions;

public sealed class PackageVersionTests
{
    [Fact]
    public void TryParse_common_version_allocates_nothing()
    {
        PackageVersion other = PackageVersion.Parse("2.31.0");
        SpecifierSet set = SpecifierSet.Parse(">=2,!=2.30.*,<3");
        bool result = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (string text in (ReadOnlySpan<string>)["2.31.0", "2023.12.25", "1.0rc1.post2.dev3", "2.16.0.dev20240101", "2.31.0.20240311"])
        {
            result |= PackageVersion.TryParse(text, out PackageVersion version) && version < other && set.Contains(version) && version.GetHashCode() == 0;
        }

        result |= PackageVersion.TryParse("2.31.0"u8, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(result);
    }

    [Theory]
    [InlineData("0.dev0")]
    [InlineData("0")]
    [InlineData("1.0.0.0.0.0.0.0")]
    [InlineData("2.31.0.20240311")]
    [InlineData("2.16.0.dev20240101")]
    [InlineData("2024.10.28.1.post3")]
    public void SortKey_common_version_is_not_zero(string text) => Assert.NotEqual(0ul, PackageVersion.Parse(text).SortKey);

    [Theory]
    [InlineData("1!1.0")]
    [InlineData("1.0+local")]
    [InlineData("20240131123456")]
    public void SortKey_uncommon_version_is_zero(string text)
    {
        Assert.Equal(0ul, PackageVersion.Parse(text).SortKey);
        Assert.Equal(text, PackageVersion.Parse(text).ToString());
    }

    [Fact]
    public void CompareTo_default_is_below_every_version()
    {
        Assert.True(default(PackageVersion) < PackageVersion.Parse("0.dev0"));
        Assert.True(default(PackageVersion).IsDefault);
        Assert.Equal("", default(PackageVersion).ToString());
    }

    [Fact]
    public void Parse_no_version_names_it()
        => Assert.Equal("Invalid version: 'french toast'", Assert.Throws<FormatException>(() => PackageVersion.Parse("french toast")).Message);

    [Theory]
    [InlineData(1_000_000)]
    public void TryParse_huge_input_takes_no_quadratic_time(int length)
    {
        var time = System.Diagnostics.Stopwatch.StartNew();
        foreach (string text in (string[])["1." + new string('1', length), string.Concat(Enumerable.Repeat("1.", length / 2)), "1.0+" + new string('a', length) + "!"])
        {
            Assert.False(PackageVersion.TryParse(text, out _));
            Assert.False(SpecifierSet.TryParse("==" + text + "!", out _));
        }

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(2));
    }
}
