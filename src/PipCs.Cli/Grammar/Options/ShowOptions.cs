namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip show</c> alone.</summary>
internal static class ShowOptions
{
    internal static readonly Option Files = new(OptionKey.Files, "files", "-f", "--files")
    {
        Action = OptionAction.StoreTrue,
        Help = "Show the full list of installed files for each package.",
    };
}
