namespace PipCs.Cli.Grammar.Options;

/// <summary>The options that select installed distributions, shared by the commands that list them.</summary>
internal static class ListingOptions
{
    internal static readonly Option User = new(OptionKey.User, "user", "--user")
    {
        Action = OptionAction.StoreTrue,
        Help = "Only output packages installed in user-site.",
    };

    internal static readonly Option Path = new(OptionKey.Path, "path", "--path")
    {
        Action = OptionAction.Append,
        Type = OptionType.Path,
        Help = "Restrict to the specified installation path for listing packages (can be used multiple times).",
    };

    internal static readonly Option Exclude = new(OptionKey.Excludes, "excludes", "--exclude")
    {
        Action = OptionAction.Append,
        Type = OptionType.PackageName,
        Metavar = "package",
        Help = "Exclude specified package from the output",
    };
}
