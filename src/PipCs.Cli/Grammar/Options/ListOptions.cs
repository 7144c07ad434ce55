namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip list</c> alone.</summary>
internal static class ListOptions
{
    internal static readonly Option Outdated = new(OptionKey.Outdated, "outdated", "-o", "--outdated")
    {
        Action = OptionAction.StoreTrue,
        Help = "List outdated packages",
    };

    internal static readonly Option Uptodate = new(OptionKey.Uptodate, "uptodate", "-u", "--uptodate")
    {
        Action = OptionAction.StoreTrue,
        Help = "List uptodate packages",
    };

    internal static readonly Option Editable = new(OptionKey.Editable, "editable", "-e", "--editable")
    {
        Action = OptionAction.StoreTrue,
        Help = "List editable projects.",
    };

    internal static readonly Option Local = new(OptionKey.Local, "local", "-l", "--local")
    {
        Action = OptionAction.StoreTrue,
        Help = "If in a virtualenv that has global access, do not list globally-installed packages.",
    };

    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["columns", "freeze", "json"],
        Default = "columns",
        Help =
            "Select the output format among: columns (default), freeze, or json. The 'freeze' format cannot be used with the "
            + "--outdated option.",
    };

    internal static readonly Option NotRequired = new(OptionKey.NotRequired, "not_required", "--not-required")
    {
        Action = OptionAction.StoreTrue,
        Help = "List packages that are not dependencies of installed packages.",
    };

    internal static readonly Option ExcludeEditable = new(OptionKey.IncludeEditable, "include_editable", "--exclude-editable")
    {
        Action = OptionAction.StoreFalse,
        Help = "Exclude editable package from output.",
    };

    internal static readonly Option IncludeEditable = new(OptionKey.IncludeEditable, "include_editable", "--include-editable")
    {
        Action = OptionAction.StoreTrue,
        DefaultsToTrue = true,
        Help = "Include editable package in output.",
    };
}
