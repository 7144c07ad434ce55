namespace PipCs.Diagnostics.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1000, "1000 bytes")]
    [InlineData(1001, "1.0 kB")]
    [InlineData(1250, "1.2 kB")]
    [InlineData(1350, "1.4 kB")]
    [InlineData(1750, "1.8 kB")]
    [InlineData(10_000, "10.0 kB")]
    [InlineData(10_001, "10 kB")]
    [InlineData(999_999, "999 kB")]
    [InlineData(1_000_001, "1.0 MB")]
    [InlineData(1_250_000, "1.2 MB")]
    [InlineData(12_345_678_901, "12345.7 MB")]
    public void Format_sizes_are_pips(long bytes, string expected) => Assert.Equal(expected, ByteSize.Format(bytes));
}
