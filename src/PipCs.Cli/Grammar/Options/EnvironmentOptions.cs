namespace PipCs.Cli.Grammar.Options;

/// <summary>How an environment may be changed; shared by install and uninstall.</summary>
internal static class EnvironmentOptions
{
    internal static readonly Option BreakSystemPackages = new(OptionKey.OverrideExternallyManaged, "override_externally_managed", "--break-system-packages")
    {
        Action = OptionAction.StoreTrue,
        Help = "Allow pip to modify an EXTERNALLY-MANAGED Python installation",
    };

    internal static readonly Option RootUserAction = new(OptionKey.RootUserAction, "root_user_action", "--root-user-action")
    {
        Type = OptionType.Choice,
        Choices = ["warn", "ignore"],
        Default = "warn",
        Help = "Action if pip is run as a root user [warn, ignore] (default: warn)",
    };
}
