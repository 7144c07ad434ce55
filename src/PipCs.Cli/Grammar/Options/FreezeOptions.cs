namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip freeze</c> alone.</summary>
internal static class FreezeOptions
{
    internal static readonly Option Requirement = new(OptionKey.Requirements, "requirements", "-r", "--requirement")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help = "Use the order in the given requirements file and its comments when generating output. This option can be used multiple times.",
    };

    internal static readonly Option Local = new(OptionKey.Local, "local", "-l", "--local")
    {
        Action = OptionAction.StoreTrue,
        Help = "If in a virtualenv that has global access, do not output globally-installed packages.",
    };

    internal static readonly Option All = new(OptionKey.FreezeAll, "freeze_all", "--all")
    {
        Action = OptionAction.StoreTrue,
        Help = "Do not skip these packages in the output: pip, setuptools, wheel, distribute",
    };

    internal static readonly Option ExcludeEditable = new(OptionKey.ExcludeEditable, "exclude_editable", "--exclude-editable")
    {
        Action = OptionAction.StoreTrue,
        Help = "Exclude editable package from output.",
    };
}
