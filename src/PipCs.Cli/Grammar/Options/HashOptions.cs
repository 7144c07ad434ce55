namespace PipCs.Cli.Grammar.Options;

/// <summary>The options of <c>pip hash</c> alone.</summary>
internal static class HashOptions
{
    internal static readonly Option Algorithm = new(OptionKey.Algorithm, "algorithm", "-a", "--algorithm")
    {
        Type = OptionType.Choice,
        Choices = ["sha256", "sha384", "sha512"],
        Default = "sha256",
        Help = "The hash algorithm to use: one of sha256, sha384, sha512",
    };
}
