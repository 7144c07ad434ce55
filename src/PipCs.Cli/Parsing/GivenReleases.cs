namespace PipCs.Cli.Parsing;

/// <summary>For which projects pre-releases are allowed or refused (<c>--all-releases</c>, <c>--only-final</c>); the later option wins.</summary>
internal sealed class GivenReleases
{
    /// <summary>The names given to <c>--all-releases</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> AllReleases { get; } = new(StringComparer.Ordinal);

    /// <summary>The names given to <c>--only-final</c>, normalised, or <c>:all:</c>.</summary>
    internal HashSet<string> OnlyFinal { get; } = new(StringComparer.Ordinal);
}
