namespace PipCs.Diagnostics.Tests;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("\"'", "'\"\\''")]
    [InlineData("\n\t\\\0", "'\\n\\t\\\\\\x00'")]
    public void Quote_is_repr(string text, string expected) => Assert.Equal(expected, PythonText.Quote(text));
}
