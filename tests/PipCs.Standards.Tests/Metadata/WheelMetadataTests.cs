using PipCs.Standards.Metadata;

namespace PipCs.Standards.Tests.Metadata;

public sealed class WheelMetadataTests
{
    [Fact]
    public void Parse_whole_file_has_all_fields()
    {
        WheelMetadata wheel = WheelMetadata.Parse("Wheel-Version: 1.0\r\nGenerator: bdist_wheel (0.43.0)\r\nroot-is-purelib: True\nTag: py2-none-any \nTag: py3-none-any\nBuild: 7abc\nWheel-Version: 9\n\nTag: body\n"u8);
        Assert.Equal([1, 0], wheel.WheelVersion);
        Assert.Equal(("bdist_wheel (0.43.0)", true, "7abc"), (wheel.Generator, wheel.RootIsPurelib, wheel.Build));
        Assert.Equal(["py2-none-any", "py3-none-any"], wheel.Tags);
    }

    [Fact]
    public void Parse_only_the_version_is_needed()
    {
        WheelMetadata wheel = WheelMetadata.Parse("Wheel-Version: 2\n"u8);
        Assert.Equal([2], wheel.WheelVersion);
        Assert.Equal((null, false, null), (wheel.Generator, wheel.RootIsPurelib, wheel.Build));
        Assert.Empty(wheel.Tags);
    }

    [Theory]
    [InlineData("", "WHEEL is missing Wheel-Version")]
    [InlineData("Root-Is-Purelib: true\n\nWheel-Version: 1.0\n", "WHEEL is missing Wheel-Version")]
    [InlineData("Wheel-Version: one", "invalid Wheel-Version: 'one'")]
    [InlineData("Wheel-Version: 1.0.", "invalid Wheel-Version: '1.0.'")]
    public void Parse_bad_version_is_refused_in_pips_words(string text, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => WheelMetadata.Parse(System.Text.Encoding.UTF8.GetBytes(text))).Message);
}
