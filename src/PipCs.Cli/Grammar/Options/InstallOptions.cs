namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip install</c> alone.</summary>
internal static class InstallOptions
{
    internal static readonly Option DryRun = new(OptionKey.DryRun, "dry_run", "--dry-run")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Don't actually install anything, just print what would be. Can be used in combination with --ignore-installed to "
            + "'resolve' the requirements.",
    };

    internal static readonly Option Target = new(OptionKey.TargetDir, "target_dir", "-t", "--target")
    {
        Type = OptionType.Text,
        Metavar = "dir",
        Help =
            "Install packages into <dir>. By default this will not replace existing files/folders in <dir>. Use --upgrade to replace "
            + "existing packages in <dir> with new versions.",
    };

    internal static readonly Option User = new(OptionKey.UseUserSite, "use_user_site", "--user")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Install to the Python user install directory for your platform. Typically ~/.local/, or %APPDATA%\\Python on Windows. "
            + "(See the Python documentation for site.USER_BASE for full details.)",
    };

    internal static readonly Option NoUser = new(OptionKey.UseUserSite, "use_user_site", "--no-user")
    {
        Action = OptionAction.StoreFalse,
        Hidden = true,
    };

    internal static readonly Option Root = new(OptionKey.RootPath, "root_path", "--root")
    {
        Type = OptionType.Text,
        Metavar = "dir",
        Help = "Install everything relative to this alternate root directory.",
    };

    internal static readonly Option Prefix = new(OptionKey.PrefixPath, "prefix_path", "--prefix")
    {
        Type = OptionType.Text,
        Metavar = "dir",
        Help =
            "Installation prefix where lib, bin and other top-level folders are placed. Note that the resulting installation may "
            + "contain scripts and other resources which reference the Python interpreter of pip, and not that of ``--prefix``. See "
            + "also the ``--python`` option if the intention is to install packages into another (possibly pip-free) environment.",
    };

    internal static readonly Option Upgrade = new(OptionKey.Upgrade, "upgrade", "-U", "--upgrade")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Upgrade all specified packages to the newest available version. The handling of dependencies depends on the "
            + "upgrade-strategy used.",
    };

    internal static readonly Option UpgradeStrategy = new(OptionKey.UpgradeStrategy, "upgrade_strategy", "--upgrade-strategy")
    {
        Type = OptionType.Choice,
        Choices = ["only-if-needed", "eager"],
        Default = "only-if-needed",
        Help =
            "Determines how dependency upgrading should be handled [default: %default]. \"eager\" - dependencies are upgraded "
            + "regardless of whether the currently installed version satisfies the requirements of the upgraded package(s). "
            + "\"only-if-needed\" -  are upgraded only when they do not satisfy the requirements of the upgraded package(s).",
    };

    internal static readonly Option ForceReinstall = new(OptionKey.ForceReinstall, "force_reinstall", "--force-reinstall")
    {
        Action = OptionAction.StoreTrue,
        Help = "Reinstall all packages even if they are already up-to-date.",
    };

    internal static readonly Option IgnoreInstalled = new(OptionKey.IgnoreInstalled, "ignore_installed", "-I", "--ignore-installed")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Ignore the installed packages, overwriting them. This can break your system if the existing package is of a different "
            + "version or was installed with a different package manager!",
    };

    internal static readonly Option Compile = new(OptionKey.Compile, "compile", "--compile")
    {
        Action = OptionAction.StoreTrue,
        DefaultsToTrue = true,
        Help = "Compile Python source files to bytecode",
    };

    internal static readonly Option NoCompile = new(OptionKey.Compile, "compile", "--no-compile")
    {
        Action = OptionAction.StoreFalse,
        Help = "Do not compile Python source files to bytecode",
    };

    internal static readonly Option NoWarnScriptLocation = new(OptionKey.WarnScriptLocation, "warn_script_location", "--no-warn-script-location")
    {
        Action = OptionAction.StoreFalse,
        DefaultsToTrue = true,
        Help = "Do not warn when installing scripts outside PATH",
    };

    internal static readonly Option NoWarnConflicts = new(OptionKey.WarnAboutConflicts, "warn_about_conflicts", "--no-warn-conflicts")
    {
        Action = OptionAction.StoreFalse,
        DefaultsToTrue = true,
        Help = "Do not warn about broken dependencies",
    };

    internal static readonly Option Report = new(OptionKey.JsonReportFile, "json_report_file", "--report")
    {
        Type = OptionType.Text,
        Metavar = "file",
        Help =
            "Generate a JSON file describing what pip did to install the provided requirements. Can be used in combination with "
            + "--dry-run and --ignore-installed to 'resolve' the requirements. When - is used as file name it writes to stdout. When "
            + "writing to stdout, please combine with the --quiet option to avoid mixing pip logging output with JSON output.",
    };
}
