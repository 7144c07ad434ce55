namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip config</c> alone.</summary>
internal static class ConfigOptions
{
    internal static readonly Option Editor = new(OptionKey.Editor, "editor", "--editor")
    {
        Type = OptionType.Text,
        Help = "Editor to use to edit the file. Uses VISUAL or EDITOR environment variables if not provided.",
    };

    internal static readonly Option Global = new(OptionKey.GlobalFile, "global_file", "--global")
    {
        Action = OptionAction.StoreTrue,
        Help = "Use the system-wide configuration file only",
    };

    internal static readonly Option User = new(OptionKey.UserFile, "user_file", "--user")
    {
        Action = OptionAction.StoreTrue,
        Help = "Use the user configuration file only",
    };

    internal static readonly Option Site = new(OptionKey.SiteFile, "site_file", "--site")
    {
        Action = OptionAction.StoreTrue,
        Help = "Use the current environment configuration file only",
    };
}
