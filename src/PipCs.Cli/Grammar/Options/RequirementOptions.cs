namespace PipCs.Cli.Grammar.Options;

/// <summary>The options that name requirements.</summary>
internal static class RequirementOptions
{
    internal static readonly Option Requirement = new(OptionKey.Requirements, "requirements", "-r", "--requirement")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help =
            "Install from the given requirements file. The file or URL can be in pip's requirements.txt format, or pylock.toml "
            + "format. Extras may be selected from a pylock.toml file by appending [extras] to the file name. pylock.toml support is "
            + "experimental. This option can be used multiple times.",
    };

    internal static readonly Option Constraint = new(OptionKey.Constraints, "constraints", "-c", "--constraint")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help = "Constrain versions using the given constraints file. This option can be used multiple times.",
    };

    internal static readonly Option Override = new(OptionKey.Overrides, "overrides", "--override")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Added = true,
        Help =
            "Replace whatever is asked of a project, by whomever, with what the given overrides file says of it. The file has the format of a "
            + "requirements file. This option can be used multiple times.",
    };

    internal static readonly Option BuildConstraint = new(OptionKey.BuildConstraints, "build_constraints", "--build-constraint")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help = "Constrain build dependencies using the given constraints file. This option can be used multiple times.",
    };

    internal static readonly Option RequirementsFromScript = new(OptionKey.RequirementsFromScripts, "requirements_from_scripts", "--requirements-from-script")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "file",
        Help = "Install dependencies of the given script file as defined by PEP 723 inline metadata. ",
    };

    internal static readonly Option NoDeps = new(OptionKey.IgnoreDependencies, "ignore_dependencies", "--no-deps", "--no-dependencies")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't install package dependencies.",
    };

    internal static readonly Option OnlyDeps = new(OptionKey.OnlyDependencies, "only_dependencies", "--only-deps", "--only-dependencies")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Take only the dependencies of the provided requirements into account, not the requirements themselves. Cannot be used "
            + "in combination with --no-deps, --group, --requirement, or --requirements-from-script. No user-supplied requirements "
            + "will be handled, even if they were dependencies of other user-supplied requirements.",
    };

    internal static readonly Option Editable = new(OptionKey.Editables, "editables", "-e", "--editable")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "path/url",
        Help = "Install a project in editable mode (i.e. setuptools \"develop mode\") from a local project path or a VCS url.",
    };

    internal static readonly Option IgnoreRequiresPython = new(OptionKey.IgnoreRequiresPython, "ignore_requires_python", "--ignore-requires-python")
    {
        Action = OptionAction.StoreTrue,
        Help = "Ignore the Requires-Python information.",
    };

    internal static readonly Option RequireHashes = new(OptionKey.RequireHashes, "require_hashes", "--require-hashes")
    {
        Action = OptionAction.StoreTrue,
        Help =
            "Require a hash to check each requirement against, for repeatable installs. This option is implied when any package in a "
            + "requirements file has a --hash option.",
    };

    internal static readonly Option NoRequireHashes = new(OptionKey.NoRequireHashes, "no_require_hashes", "--no-require-hashes")
    {
        Action = OptionAction.StoreTrue,
        Help = "Do not automatically enable --require-hashes when encountering a requirement with hashes.",
    };

    internal static readonly Option ProgressBar = new(OptionKey.ProgressBar, "progress_bar", "--progress-bar")
    {
        Type = OptionType.Choice,
        Choices = ["auto", "on", "off", "raw"],
        Default = "auto",
        Help =
            "Specify whether the progress bar should be used. In 'auto' mode, --quiet will suppress all progress bars. [auto, on, "
            + "off, raw] (default: auto)",
    };

    internal static readonly Option Group = new(OptionKey.DependencyGroups, "dependency_groups", "--group")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.DependencyGroup,
        Metavar = "[path:]group",
        Help =
            "Install a named dependency-group from a \"pyproject.toml\" or \"pylock.toml\" file. Named \"pylock.<name>.toml\" files are "
            + "also supported. Defaults to using \"pyproject.toml\" in the current directory.",
    };
}
