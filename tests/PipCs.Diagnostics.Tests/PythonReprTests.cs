namespace PipCs.Diagnostics.Tests;

public sealed class PythonReprTests
{
    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("\"'", "'\"\\''")]
    [InlineData("\n\t\\\0", "'\\n\\t\\\\\\x00'")]
    [InlineData("a\u00a0b\u200b\u3000", "'a\\xa0b\\u200b\\u3000'")]
    [InlineData("\u00e9\u4f9d\U0001f600\U000e0001", "'\u00e9\u4f9d\U0001f600\\U000e0001'")]
    public void Quote_is_repr(string text, string expected) => Assert.Equal(expected, PythonRepr.Quote(text));

    [Fact]
    public void Quote_escapes_half_a_surrogate_pair() => Assert.Equal("'\\ud800'", PythonRepr.Quote("\ud800"));
}
