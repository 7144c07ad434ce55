using PipCs.Standards.Text;

namespace PipCs.Standards.Tests.Text;

public sealed class PythonCodecTests
{
    [Theory]
    [InlineData("ff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte")]
    [InlineData("61628063", "'utf-8' codec can't decode byte 0x80 in position 2: invalid start byte")]
    [InlineData("61e282", "'utf-8' codec can't decode bytes in position 1-2: unexpected end of data")]
    [InlineData("e28261", "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte")]
    [InlineData("e261", "'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte")]
    [InlineData("f09f98", "'utf-8' codec can't decode bytes in position 0-2: unexpected end of data")]
    [InlineData("f09f9878", "'utf-8' codec can't decode bytes in position 0-2: invalid continuation byte")]
    [InlineData("c3", "'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data")]
    [InlineData("c0af", "'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte")]
    [InlineData("eda080", "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte")]
    [InlineData("f4908080", "'utf-8' codec can't decode byte 0xf4 in position 0: invalid continuation byte")]
    [InlineData("f5", "'utf-8' codec can't decode byte 0xf5 in position 0: invalid start byte")]
    [InlineData("c3a9e282acfe", "'utf-8' codec can't decode byte 0xfe in position 5: invalid start byte")]
    public void DescribeInvalidUtf8_says_what_CPython_says(string bytes, string message)
        => Assert.Equal(message, PythonCodec.DescribeInvalidUtf8(Convert.FromHexString(bytes)));

    [Fact]
    public void DescribeInvalidUtf8_of_text_is_null() => Assert.Null(PythonCodec.DescribeInvalidUtf8("é€😀"u8));
}
