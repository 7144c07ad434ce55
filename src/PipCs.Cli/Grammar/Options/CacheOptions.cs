namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip cache</c> alone.</summary>
internal static class CacheOptions
{
    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["human", "abspath"],
        AddedChoices = ["json"],
        Default = "human",
        Help = "Select the output format among: human (default) or abspath",
    };

    internal static readonly Option MaximumSize = new(OptionKey.MaximumSize, "max_size", "--max-size")
    {
        Added = true,
        Type = OptionType.Size,
        Metavar = "size",
        Help = "prune: remove what was used least recently until the rest is no larger, such as 5GB.",
    };

    internal static readonly Option MaximumAge = new(OptionKey.MaximumAge, "max_age", "--max-age")
    {
        Added = true,
        Type = OptionType.Duration,
        Metavar = "time",
        Help = "prune: remove what was not used for so long, such as 30d.",
    };

    internal static readonly Option Expired = new(OptionKey.Expired, "expired", "--expired")
    {
        Added = true,
        Action = OptionAction.StoreTrue,
        Help = "clear: only pages and package information that have outlived their time.",
    };
}
