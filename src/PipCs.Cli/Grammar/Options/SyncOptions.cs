namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>sync</c> alone.</summary>
internal static class SyncOptions
{
    internal static readonly Option Upgrade = new(OptionKey.Upgrade, "upgrade", "-U", "--upgrade")
    {
        Action = OptionAction.StoreTrue,
        Help = "Bring what is installed to its newest version where the files leave a choice.",
    };

    internal static readonly Option AllowEmpty = new(OptionKey.AllowEmptyRequirements, "allow_empty_requirements", "--allow-empty-requirements")
    {
        Action = OptionAction.StoreTrue,
        Help = "Empty the environment where the files name nothing.",
    };
}
