using PipCs.Cli.Parsing;

namespace PipCs.Cli.Tests.Parsing;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("12h", 43_200)]
    [InlineData(" 7 D ", 604_800)]
    [InlineData("2w", 1_209_600)]
    [InlineData("1.5h", 5400)]
    public void TryReadDuration_reads(string text, double seconds)
    {
        Assert.True(Quantity.TryReadDuration(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("5GB", 5_000_000_000)]
    [InlineData("5gb", 5_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1.5 kB", 1500)]
    [InlineData("12345", 12_345)]
    [InlineData("0", 0)]
    public void TryReadSize_reads(string text, long bytes)
    {
        Assert.True(Quantity.TryReadSize(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1x")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999w")]
    [InlineData("1h30")]
    public void TryRead_anything_else_is_refused(string text)
    {
        Assert.False(Quantity.TryReadDuration(text, out _));
        Assert.False(Quantity.TryReadSize(text.Replace('w', 't'), out _));
    }
}
