using System.Text.Json;
using System.Text.RegularExpressions;
using PipCs.Cli.Grammar;
using PipCs.Harness;

namespace PipCs.Cli.Tests;

/// <summary>What this project itself answers, held against what real pip answered.</summary>
public sealed class TranscriptTests
{
    [SharedTheory("pip/transcripts-pip.json")]
    [InlineData("")]
    [InlineData("frob")]
    [InlineData("instal")]
    [InlineData("install --frob")]
    [InlineData("hash")]
    [InlineData("hash -a md5 x")]
    [InlineData("cache")]
    [InlineData("cache frob")]
    [InlineData("completion --bash")]
    [InlineData("completion")]
    [InlineData("help frob")]
    [InlineData("install --python /nope x")]
    [InlineData("--python /nope list")]
    [InlineData("list --python /x")]
    [InlineData("install --progress-bar foo x")]
    public void Answer_is_that_of_pip(string command)
    {
        using var transcripts = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("pip/transcripts-pip.json")));
        var expected = transcripts.RootElement.EnumerateArray().First(transcript => transcript.GetProperty("cmd").GetString() == command);
        var (exitCode, output, error) = CommandLine.Run(command, ("COLUMNS", "80"));
        Assert.Equal(expected.GetProperty("stdout").GetString(), Normalize(output));
        Assert.Equal(expected.GetProperty("stderr").GetString(), Normalize(error));
        Assert.Equal(expected.GetProperty("rc").GetInt32(), exitCode);
    }

    /// <summary>As it would be under the name <c>pip</c>: without what help then omits.</summary>
    private static string Normalize(string text)
    {
        foreach (var option in CommandTable.Main.Groups.SelectMany(static group => group.Options).Where(static option => option.Added))
        {
            text = Regex.Replace(text, $"^  {option.LongName}[ \n](.*\n)+?(?=  -|\n)", "", RegexOptions.Multiline);
        }

        foreach (var name in CommandTable.AddedNames)
        {
            text = Regex.Replace(text, $"^  {name} .*\n", "", RegexOptions.Multiline);
        }

        return text.Replace("pip-cs", "pip", StringComparison.Ordinal);
    }
}
