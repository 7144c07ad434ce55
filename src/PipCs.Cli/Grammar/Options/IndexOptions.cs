namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip index</c> alone.</summary>
internal static class IndexOptions
{
    internal static readonly Option Json = new(OptionKey.Json, "json", "--json")
    {
        Action = OptionAction.StoreTrue,
        Help = "Output data in a machine-readable JSON format.",
    };
}
