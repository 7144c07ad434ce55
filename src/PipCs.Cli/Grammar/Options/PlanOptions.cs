namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of the commands that show a plan before they carry it out: <c>update</c>, <c>sync</c>.</summary>
internal static class PlanOptions
{
    internal static readonly Option DryRun = new(OptionKey.DryRun, "dry_run", "--dry-run")
    {
        Action = OptionAction.StoreTrue,
        Help = "Show the plan and change nothing.",
    };

    internal static readonly Option Yes = new(OptionKey.Yes, "yes", "-y", "--yes")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't ask whether to go on.",
    };

    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["columns", "json"],
        Default = "columns",
        Help = "Select the output format among: columns (default) or json.",
    };
}
