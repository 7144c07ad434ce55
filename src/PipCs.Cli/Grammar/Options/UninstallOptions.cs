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

    internal static readonly Option Unused = new(OptionKey.Unused, "unused", "--unused")
    {
        Action = OptionAction.StoreTrue,
        Added = true,
        Help = "Uninstall what nothing that was asked for needs.",
    };

    internal static readonly Option DryRun = new(OptionKey.DryRun, "dry_run", "--dry-run")
    {
        Action = OptionAction.StoreTrue,
        Added = true,
        Help = "With --unused: show what would go and change nothing.",
    };

    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["text", "json"],
        Default = "text",
        Added = true,
        Help = "With --dry-run: select the output format among: text (default) or json.",
    };
}
