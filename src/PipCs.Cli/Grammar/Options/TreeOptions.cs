namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>tree</c> alone.</summary>
internal static class TreeOptions
{
    internal static readonly Option Invert = new(OptionKey.Inverted, "invert", "--invert", "--reverse")
    {
        Action = OptionAction.StoreTrue,
        Help = "Show who needs a package, not what it needs.",
    };

    internal static readonly Option Depth = new(OptionKey.Depth, "depth", "--depth")
    {
        Type = OptionType.Integer,
        Metavar = "levels",
        Help = "Show so many levels below the first.",
    };

    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["text", "json"],
        Default = "text",
        Help = "Select the output format among: text (default) or json.",
    };
}
