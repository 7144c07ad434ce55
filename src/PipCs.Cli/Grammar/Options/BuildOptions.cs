namespace PipCs.Cli.Grammar.Options;

/// <summary>How source distributions are built.</summary>
internal static class BuildOptions
{
    internal static readonly Option Src = new(OptionKey.SrcDir, "src_dir", "--src", "--source", "--source-dir", "--source-directory")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Path,
        Callback = OptionCallback.Src,
        Metavar = "dir",
        Help =
            "Directory to check out editable projects into. The default in a virtualenv is \"<venv path>/src\". The default for global "
            + "installs is \"<current dir>/src\".",
    };

    internal static readonly Option NoBuildIsolation = new(OptionKey.BuildIsolation, "build_isolation", "--no-build-isolation")
    {
        Action = OptionAction.StoreFalse,
        DefaultsToTrue = true,
        Help =
            "Disable isolation when building a modern source distribution. Build dependencies specified by PEP 518 must be already "
            + "installed if this option is used.",
    };

    internal static readonly Option UsePep517 = new(OptionKey.UsePep517, "use_pep517", "--use-pep517")
    {
        Action = OptionAction.StoreTrue,
        DefaultsToTrue = true,
        Hidden = true,
    };

    internal static readonly Option CheckBuildDependencies = new(OptionKey.CheckBuildDeps, "check_build_deps", "--check-build-dependencies")
    {
        Action = OptionAction.StoreTrue,
        Help = "Check the build dependencies.",
    };

    internal static readonly Option ConfigSettings = new(OptionKey.ConfigSettings, "config_settings", "-C", "--config-settings")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.ConfigSettings,
        Metavar = "settings",
        Help =
            "Configuration settings to be passed to the build backend. Settings take the form KEY=VALUE. Use multiple "
            + "--config-settings options to pass multiple keys to the backend.",
    };

    internal static readonly Option NoClean = new(OptionKey.NoClean, "no_clean", "--no-clean")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't clean up build directories.",
    };
}
