namespace PipCs.Cli.Parsing;

/// <summary>
/// The admitted formats of projects (<c>--no-binary</c>, <c>--only-binary</c>):
/// two sets of names, of which a name is in one at most; the later option counts.
/// </summary>
internal sealed class GivenFormats
{
    /// <summary>The names given to <c>--no-binary</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> NoBinary { get; } = new(StringComparer.Ordinal);

    /// <summary>The names given to <c>--only-binary</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> OnlyBinary { get; } = new(StringComparer.Ordinal);
}
