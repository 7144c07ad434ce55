using PipCs.Cli.Text;

namespace PipCs.Cli.Tests.Text;

public sealed class TextTests
{
    // What Python's textwrap.wrap gives.
    [Theory]
    [InlineData("Hello there -- you goof-ball, use the -b option!", 12, "Hello there|-- you goof-|ball, use|the -b|option!")]
    [InlineData("a  b", 3, "a|b")]
    [InlineData("aaaaaaaaaa", 4, "aaaa|aaaa|aa")]
    [InlineData("em--dash between", 6, "em--|dash b|etween")]
    [InlineData("with[optparse.longargs] --no-index[/].", 24, "with[optparse.longargs]|--no-index[/].")]
    [InlineData("x --only-binary y", 8, "x|--only-|binary y")]
    [InlineData("tab\there", 20, "tab here")]
    public void Wrap_breaks_where_Python_does(string text, int width, string expected) => Assert.Equal(expected.Split('|'), TextWrap.Wrap(text, width));

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("simple-*.whl", "simple-1.0-py3-none-any.whl", true)]
    [InlineData("simple-*.whl", "simple.dist-1.0.whl", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[x", "[x", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    public void Glob_matches_as_fnmatch(string pattern, string text, bool expected) => Assert.Equal(expected, new GlobPattern(pattern).IsMatch(text));

    [Theory]
    [InlineData("instal", "install")]
    [InlineData("isntall", "install")]
    [InlineData("frob", null)]
    [InlineData("lst", "list")]
    [InlineData("unistall", "uninstall")]
    [InlineData("chekc", "check")]
    public void CloseMatch_finds_the_command_meant(string word, string? expected) => Assert.Equal(expected, CloseMatch.Find(word, Cli.Grammar.CommandTable.Names));
}
