namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip download</c> alone.</summary>
internal static class DownloadOptions
{
    internal static readonly Option Dest = new(OptionKey.DownloadDir, "download_dir", "-d", "--dest", "--destination-dir", "--destination-directory")
    {
        Type = OptionType.Text,
        Default = ".",
        Metavar = "dir",
        Help = "Download packages into <dir>.",
    };
}
