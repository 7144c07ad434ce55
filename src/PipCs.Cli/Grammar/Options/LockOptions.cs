namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip lock</c> alone.</summary>
internal static class LockOptions
{
    internal static readonly Option Output = new(OptionKey.OutputFile, "output_file", "-o", "--output")
    {
        Type = OptionType.Path,
        Default = "pylock.toml",
        Metavar = "path",
        Help = "Lock file name (default=pylock.toml). Use - for stdout.",
    };
}
