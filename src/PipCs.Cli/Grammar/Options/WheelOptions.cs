namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip wheel</c> alone.</summary>
internal static class WheelOptions
{
    internal static readonly Option WheelDir = new(OptionKey.WheelDir, "wheel_dir", "-w", "--wheel-dir")
    {
        Type = OptionType.Text,
        Default = ".",
        Metavar = "dir",
        Help = "Build wheels into <dir>, where the default is the current working directory.",
    };

    internal static readonly Option NoVerify = new(OptionKey.NoVerify, "no_verify", "--no-verify")
    {
        Action = OptionAction.StoreTrue,
        Help = "Don't verify if built wheel is valid.",
    };
}
