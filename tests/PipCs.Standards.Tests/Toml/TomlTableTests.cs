using System.Text;
using PipCs.Standards.Toml;

namespace PipCs.Standards.Tests.Toml;

public sealed class TomlTableTests
{
    [Theory]
    [InlineData("a = \"\\u0")]
    [InlineData("a = { b = \"\\u00e")]
    [InlineData("a\"\\U134")]
    public void TryParse_escape_cut_short_is_refused(string text)
    {
        Assert.False(TomlTable.TryParse(text, out _, out string? error));
        Assert.EndsWith("(at end of document)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_bytes_that_are_not_UTF8_are_refused_by_their_place()
    {
        Assert.False(TomlTable.TryParse([.. "a = \""u8, 0xFF, .. "\""u8], out TomlTable? table, out string? error));
        Assert.Equal((null, "not UTF-8 (at byte 5)"), (table, error));
    }

    [Fact]
    public void ToString_deep_lists_of_tables_are_written_once_a_level()
    {
        // Each level holds a list of one table that is too long for a line: it gets a header, and so do those in it.
        string text = string.Concat(Enumerable.Repeat("a = [{ b = \"" + new string('x', 40) + "\", ", 30)) + "c = 1" + string.Concat(Enumerable.Repeat(" }]", 30));
        TomlTable table = TomlTable.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(table.ToString(), TomlTable.Parse(table.ToString()).ToString());
        Assert.StartsWith("[[a]]\nb = \"xxx", table.ToString(), StringComparison.Ordinal);
    }
}
