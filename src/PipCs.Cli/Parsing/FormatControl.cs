namespace PipCs.Cli.Parsing;

/// <summary>
/// In which formats projects may come (<c>--no-binary</c>, <c>--only-binary</c>):
/// two sets of names that exclude each other; the later option wins.
/// </summary>
internal sealed class FormatControl
{
    /// <summary>The names given to <c>--no-binary</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> NoBinary { get; } = new(StringComparer.Ordinal);

    /// <summary>The names given to <c>--only-binary</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> OnlyBinary { get; } = new(StringComparer.Ordinal);
}
