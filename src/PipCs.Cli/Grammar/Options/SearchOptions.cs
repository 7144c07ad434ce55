namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip search</c> alone.</summary>
internal static class SearchOptions
{
    internal static readonly Option Index = new(OptionKey.Index, "index", "-i", "--index")
    {
        Type = OptionType.Text,
        Default = "https://pypi.org/pypi",
        Metavar = "URL",
        Help = "Base URL of Python Package Index (default %default)",
    };
}
