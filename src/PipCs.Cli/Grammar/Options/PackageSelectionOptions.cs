namespace PipCs.Cli.Grammar.Options;

/// <summary>The options for the releases and formats that may be chosen.</summary>
internal static class PackageSelectionOptions
{
    internal static readonly Option Pre = new(OptionKey.Pre, "pre", "--pre")
    {
        Action = OptionAction.StoreTrue,
        Help = "Include pre-release and development versions. By default, pip only finds stable versions.",
    };

    internal static readonly Option AllReleases = new(OptionKey.ReleaseControl, "release_control", "--all-releases")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.AllReleases,
        Help =
            "Allow all release types (including pre-releases) for a package. Can be supplied multiple times, and each time adds to "
            + "the existing value. Accepts either \":all:\" to allow pre-releases for all packages, \":none:\" to empty the set (notice "
            + "the colons), or one or more package names with commas between them (no colons). Cannot be used with --pre.",
    };

    internal static readonly Option OnlyFinal = new(OptionKey.ReleaseControl, "release_control", "--only-final")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.OnlyFinal,
        Help =
            "Only allow final releases (no pre-releases) for a package. Can be supplied multiple times, and each time adds to the "
            + "existing value. Accepts either \":all:\" to disable pre-releases for all packages, \":none:\" to empty the set, or one or "
            + "more package names with commas between them. Cannot be used with --pre.",
    };

    internal static readonly Option NoBinary = new(OptionKey.FormatControl, "format_control", "--no-binary")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.NoBinary,
        Help =
            "Do not download binary packages. Cached binary packages may still be used. Can be supplied multiple times, and each "
            + "time adds to the existing value. Accepts either ':all:' to disable all binary packages, ':none:' to empty the set "
            + "(notice the colons), or one or more package names with commas between them (no colons). Note that some packages are "
            + "tricky to compile and may fail to install when this option is used on them.",
    };

    internal static readonly Option OnlyBinary = new(OptionKey.FormatControl, "format_control", "--only-binary")
    {
        Action = OptionAction.Callback,
        Type = OptionType.Text,
        Callback = OptionCallback.OnlyBinary,
        Help =
            "Do not use source packages. Can be supplied multiple times, and each time adds to the existing value. Accepts either "
            + "\":all:\" to disable all source packages, \":none:\" to empty the set, or one or more package names with commas between "
            + "them. Packages without binary distributions will fail to install when this option is used on them.",
    };

    internal static readonly Option PreferBinary = new(OptionKey.PreferBinary, "prefer_binary", "--prefer-binary")
    {
        Action = OptionAction.StoreTrue,
        Help = "Prefer binary packages over source packages, even if the source packages are newer.",
    };

    internal static readonly OptionGroup Group = new("Package Selection Options",
    [
        Pre,
        AllReleases,
        OnlyFinal,
        NoBinary,
        OnlyBinary,
        PreferBinary,
    ]);
}
