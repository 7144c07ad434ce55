namespace PipCs.Cli.Grammar.Options;

/// <summary>For which Python wheels are chosen, where it is not the one that runs.</summary>
internal static class TargetPythonOptions
{
    internal static readonly Option Platform = new(OptionKey.Platforms, "platforms", "--platform")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "platform",
        Help =
            "Only use wheels compatible with <platform>. Defaults to the platform of the running system. Use this option multiple "
            + "times to specify multiple platforms supported by the target interpreter.",
    };

    internal static readonly Option PythonVersion = new(OptionKey.PythonVersion, "python_version", "--python-version")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.PythonVersion,
        Metavar = "python_version",
        Help =
            "The Python interpreter version to use for wheel and \"Requires-Python\"\ncompatibility checks. Defaults to a version "
            + "derived from the running\ninterpreter. The version can be specified using up to three dot-separated\nintegers (e.g. \"3\" "
            + "for 3.0.0, \"3.7\" for 3.7.0, or \"3.7.3\"). A major-minor\nversion can also be given as a string without dots (e.g. \"37\" "
            + "for 3.7.0).\n",
    };

    internal static readonly Option Implementation = new(OptionKey.Implementation, "implementation", "--implementation")
    {
        Type = OptionType.Text,
        Metavar = "implementation",
        Help =
            "Only use wheels compatible with Python implementation <implementation>, e.g. 'pp', 'jy', 'cp',  or 'ip'. If not "
            + "specified, then the current interpreter implementation is used.  Use 'py' to force implementation-agnostic wheels.",
    };

    internal static readonly Option Abi = new(OptionKey.Abis, "abis", "--abi")
    {
        Action = OptionAction.Append,
        Type = OptionType.Text,
        Metavar = "abi",
        Help =
            "Only use wheels compatible with Python abi <abi>, e.g. 'pypy_41'. If not specified, then the current interpreter abi "
            + "tag is used. Use this option multiple times to specify multiple abis supported by the target interpreter. Generally you "
            + "will need to specify --implementation, --platform, and --python-version when using this option.",
    };
}
