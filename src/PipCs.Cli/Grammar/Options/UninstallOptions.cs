namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip uninstall</c> alone.</summary>
internal static class UninstallOptions
{
    internal static readonly Option Requirement = new(OptionKey.Requirements, "requirements", "-r", "--requirement")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help = "Uninstall all the packages listed in the given requirements file.  This option can be used multiple times.",
    };

    internal static readonly Option Yes = new(OptionKey.Yes, "yes", "-y", "--yes")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't ask for confirmation of uninstall deletions.",
    };
}
