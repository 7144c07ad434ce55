namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip cache</c> alone.</summary>
internal static class CacheOptions
{
    internal static readonly Option Format = new(OptionKey.ListFormat, "list_format", "--format")
    {
        Type = OptionType.Choice,
        Choices = ["human", "abspath"],
        Default = "human",
        Help = "Select the output format among: human (default) or abspath",
    };
}
