using PipCs.Cli.Grammar;
using PipCs.Cli.Help;
using PipCs.Harness;

namespace PipCs.Cli.Tests.Help;

public sealed class HelpFormatterTests
{
    public static TheoryData<string> Commands => ["", .. CommandTable.Names.ToArray()];

    [SharedTheory("pip/cli-surface.txt")]
    [MemberData(nameof(Commands))]
    public void FormatHelp_is_that_of_pip_byte_for_byte(string name)
    {
        var surface = File.ReadAllText(SharedFiles.Require("pip/cli-surface.txt"));
        var heading = $"##### pip {name} --help\n";
        var start = surface.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        var end = surface.IndexOf("\n##### pip ", start, StringComparison.Ordinal);
        var expected = surface[start..(end < 0 ? surface.Length : end)];

        // pip takes these four from a set, whose order changes from run to run.
        expected = System.Text.RegularExpressions.Regex.Replace(
            expected, @"packages in the output:[\w, \n]+?\n  --exc", "packages in the output: pip,\n                              setuptools, wheel, distribute\n  --exc");
        var command = name.Length == 0 ? CommandTable.Main : CommandTable.Find(name)!;
        var help = new HelpFormatter { Program = "pip" }.FormatHelp(command, null)
            .Replace("https://pypi.org/simple", "{default-index}", StringComparison.Ordinal)
            .Replace("https://pypi.org/pypi", "{default-index-rpc}", StringComparison.Ordinal);
        Assert.Equal(expected.TrimEnd('\n'), help.TrimEnd('\n'));
        Assert.EndsWith("\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public void FormatHelp_coloured_differs_only_in_colours()
    {
        var plain = new HelpFormatter { Program = "pip" }.FormatHelp(CommandTable.Find("install")!, null);
        var coloured = new HelpFormatter { Program = "pip", Coloured = true }.FormatHelp(CommandTable.Find("install")!, null);
        Assert.Contains("\e[36m--requirement\e[0m \e[33m<file>\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("clear")]
    [InlineData("prune")]
    [InlineData("verify")]
    public void FormatHelp_of_cache_has_our_verbs_too(string verb)
    {
        var help = new HelpFormatter { Program = "pip-cs", ShowsAdded = true }.FormatHelp(CommandTable.Find("cache")!, null);
        Assert.Contains($"\n  pip-cs cache {verb}", help, StringComparison.Ordinal);
        Assert.Contains($"\n  - {verb}: ", help, StringComparison.Ordinal);
    }

    [Fact]
    public void FormatUsage_stands_between_empty_lines()
    {
        var usage = new HelpFormatter { Program = "pip" }.FormatUsage(CommandTable.Find("list")!);
        Assert.Equal("\nUsage:   \n  pip list [options]\n\n", usage);
    }

    [Theory]
    [InlineData("one two three", 7, "one two\nthree")]
    [InlineData("short", 10, "short")]
    [InlineData("abcdefghij", 4, "abcd\nefgh\nij")]
    [InlineData("xx abcdefghij y", 4, "xx \nabcd\nefgh\nij y")]
    public void Fold_breaks_at_spaces(string text, int width, string expected) => Assert.Equal(expected, WordFold.Fold(text, width));

    [Fact]
    public void Render_takes_escaped_brackets_for_text() =>
        Assert.Equal("[path:] x [1]", Markup.Render(Markup.Escape("[path:]") + " [optparse.groups]x[/] [1]", coloured: false));
}
