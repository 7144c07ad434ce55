namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip inspect</c> alone.</summary>
internal static class InspectOptions
{
    internal static readonly Option Local = new(OptionKey.Local, "local", "--local")
    {
        Action = OptionAction.StoreTrue,
        Help = "If in a virtualenv that has global access, do not list globally-installed packages.",
    };
}
