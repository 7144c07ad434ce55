using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;

namespace PipCs.Cli.Tests.Parsing;

public sealed class ArgumentParserTests
{
    private static ParsedArguments Parse(string command, params string[] words)
    {
        var result = new ParsedArguments(CommandTable.Find(command)!);
        ArgumentParser.Parse(result, words, stopAtArgument: false);
        return result;
    }

    [Fact]
    public void Parse_reads_options_and_arguments_mixed()
    {
        var arguments = Parse("install", "a", "-U", "b", "-rfile", "--requirement=other", "--", "-c");
        Assert.Equal(["a", "b", "-c"], arguments.Positionals);
        Assert.Equal(["file", "other"], arguments.List(OptionKey.Requirements));
        Assert.True(arguments.Flag(OptionKey.Upgrade));
    }

    [Fact]
    public void Parse_takes_abbreviations_that_only_one_option_has()
    {
        Assert.Equal(3, Parse("install", "--tim", "3").Number(OptionKey.Timeout));
        Assert.Equal(HomeFile("X"), Parse("cache", "dir", "--cache", "X").Text(OptionKey.CacheDir));

        static string HomeFile(string name) => name;
    }

    [Theory]
    [InlineData("install", "--re x", "ambiguous option: --re (--refresh-package, --report, --require-hashes, --require-venv, --require-virtualenv, --requirement, --requirements-from-script, --resume-retries, --retries?)")]
    [InlineData("install", "--frob", "no such option: --frob")]
    [InlineData("install", "-Ux", "no such option: -x")]
    [InlineData("install", "--upgrade=x", "--upgrade option does not take a value")]
    [InlineData("install", "-r", "-r option requires 1 argument")]
    [InlineData("install", "--req", "ambiguous option: --req (--require-hashes, --require-venv, --require-virtualenv, --requirement, --requirements-from-script?)")]
    [InlineData("install", "--target", "--target option requires 1 argument")]
    [InlineData("install", "--timeout x", "option --timeout: invalid floating-point value: 'x'")]
    [InlineData("install", "--retries 1.5", "option --retries: invalid integer value: '1.5'")]
    [InlineData("install", "--progress-bar foo", "option --progress-bar: invalid choice: 'foo' (choose from 'auto', 'on', 'off', 'raw')")]
    [InlineData("install", "--python-version 3.11.2.1", "--python-version error: invalid --python-version value: '3.11.2.1': at\nmost three version parts are allowed")]
    [InlineData("install", "-C novalue", "Arguments to -C must be of the form KEY=VAL")]
    [InlineData("install", "--group x/foo.toml:dev", "--group error: group paths use 'pyproject.toml', 'pylock.toml' or\n'pylock.<name>.toml' filenames")]
    public void Parse_refuses_what_pip_refuses(string command, string words, string message)
    {
        var exception = Assert.Throws<UsageException>(() => Parse(command, words.Split(' ')));
        Assert.Equal(message, exception.Message);
        Assert.Equal(command, exception.Command.Name);
    }

    [Theory]
    [InlineData("-qqq", -3)]
    [InlineData("-vqv", 1)]
    [InlineData("--debug", 2)]
    public void Verbosity_counts_both_ways(string word, int expected) => Assert.Equal(expected, Parse("list", word).Verbosity);

    [Fact]
    public void Parse_stops_at_help_and_at_the_command()
    {
        Assert.True(Parse("install", "-h", "--frob").HelpRequested);
        var main = new ParsedArguments(CommandTable.Main);
        ArgumentParser.Parse(main, ["--timeout", "3", "install", "--frob"], stopAtArgument: true);
        Assert.Equal(["install", "--frob"], main.Positionals);
        Assert.Equal(2, main.Consumed);
    }

    [Fact]
    public void Defaults_come_from_the_table()
    {
        var arguments = Parse("install");
        Assert.Equal(15, arguments.Number(OptionKey.Timeout));
        Assert.Equal(5, arguments.Integer(OptionKey.Retries));
        Assert.Equal("only-if-needed", arguments.Text(OptionKey.UpgradeStrategy));
        Assert.True(arguments.Flag(OptionKey.Compile));
        Assert.False(Parse("install", "--no-compile").Flag(OptionKey.Compile));
        Assert.Null(arguments.Switch(OptionKey.UseUserSite));
        Assert.False(Parse("install", "--no-user").Switch(OptionKey.UseUserSite));
        Assert.Equal("https://pypi.org/simple", arguments.Text(OptionKey.IndexUrl));
        Assert.False(arguments.CacheDisabled);
        Assert.True(Parse("install", "--no-cache-dir").CacheDisabled);
    }

    [Fact]
    public void Format_options_exclude_each_other()
    {
        var formats = Parse("install", "--no-binary", "A_b,c", "--only-binary", "a.B", "--no-binary", ":none:").Formats;
        Assert.Empty(formats.NoBinary);
        Assert.Equal(["a-b"], formats.OnlyBinary);
        formats = Parse("install", "--only-binary", "x", "--no-binary", ":all:,y,:none:,z").Formats;
        Assert.Empty(formats.OnlyBinary);
        Assert.Equal(["z"], formats.NoBinary);
        Assert.Throws<UserErrorException>(() => Parse("install", "--no-binary", "-x"));
    }

    [Fact]
    public void Callbacks_read_their_values()
    {
        var arguments = Parse("install", "--python-version", "311", "-C", "a=b=c", "-C", "a=", "--group", "dev", "--group", "x/pyproject.toml:y", "--refresh-package", "A.b,:all:", "--uploaded-prior-to", "2024-05-01T10:00:00Z");
        Assert.Equal([3, 11], arguments.PythonVersion!);
        Assert.Equal([("a", "b=c"), ("a", "")], arguments.ConfigSettings);
        Assert.Equal([("pyproject.toml", "dev"), ("x/pyproject.toml", "y")], arguments.DependencyGroups);
        Assert.Equal([":all:"], arguments.RefreshedPackages);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero), arguments.UploadedPriorTo);
    }

    [Theory]
    [InlineData("0x10", 16)]
    [InlineData("010", 8)]
    [InlineData("0b11", 3)]
    [InlineData("0", 0)]
    [InlineData("-7", -7)]
    public void Integers_have_the_radices_of_optparse(string text, int expected) => Assert.Equal(expected, Parse("install", $"--retries={text}").Integer(OptionKey.Retries));

    [Fact]
    public void Added_options_take_no_part_in_abbreviations()
    {
        var command = new Command("x")
        {
            Groups = [new("X", [new(OptionKey.Timeout, "timeout", "--timeout") { Type = OptionType.Text }, new(OptionKey.Log, "log", "--timings") { Type = OptionType.Text, Added = true }])],
        };
        Assert.Equal("--timeout", Match("--tim"));
        Assert.Equal("--timings", Match("--timings"));
        Assert.Throws<UsageException>(() => Match("--timi"));

        string Match(string written)
        {
            OptionMatcher.Match(command, written, out var name);
            return name;
        }
    }
}
