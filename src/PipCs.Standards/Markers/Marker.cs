using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.Names;
using PipCs.Standards.Text;

namespace PipCs.Standards.Markers;

/// <summary>An environment marker (Dependency specifiers specification, PEP 508). Immutable.</summary>
/// <remarks>Two markers are equal if they have the same comparisons in the same order and grouping, whatever the spacing and quotes.</remarks>
public sealed partial class Marker : ITextParsable<Marker>, IEquatable<Marker>
{
    private readonly MarkerNode _root;
    private string? _text;

    internal Marker(MarkerNode root) => _root = root;

    /// <summary>Whether its text mentions <c>extra</c>: only then does the outcome depend on it.</summary>
    public bool MentionsExtra => _root.MentionsExtra;

    /// <summary>Reads a marker.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Marker? result)
    {
        var cursor = new SyntaxCursor(text);
        return TryRead(ref cursor, out result);
    }

    /// <summary>Reads a marker; gives packaging's message, which points at the place, where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Marker? result, [NotNullWhen(false)] out string? error)
    {
        var cursor = new SyntaxCursor(text);
        error = TryRead(ref cursor, out result) ? null : cursor.ErrorText();
        return result is not null;
    }

    /// <summary>Reads a marker.</summary>
    /// <exception cref="FormatException">It is not a marker; the message is packaging's, which points at the place.</exception>
    public static Marker Parse(ReadOnlySpan<char> text) => TryParse(text, out Marker? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Evaluates the marker with <c>extra</c> set to the given one, or to the empty string.</summary>
    /// <exception cref="MarkerEvaluationException">It compares values that cannot be compared, such as <c>os_name ~= "x"</c>.</exception>
    public bool Evaluate(MarkerEnvironment environment, string? extra = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return _root.Evaluate(environment, new MarkerNames(string.IsNullOrEmpty(extra) || !MentionsExtra ? "" : ProjectName.Normalize(extra).Value));
    }

    /// <summary>Evaluates the marker where no extra can be requested, which is outside of core metadata and lock files.</summary>
    /// <exception cref="MarkerEvaluationException">It compares values that cannot be compared, or uses <c>extra</c>, <c>extras</c> or <c>dependency_groups</c>.</exception>
    public bool EvaluateWithoutExtra(MarkerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return _root.Evaluate(environment, default);
    }

    /// <summary>Evaluates the marker in a lock file (<c>pylock.toml</c>, PEP 751), where <c>extras</c> and <c>dependency_groups</c> are sets of names.</summary>
    /// <param name="environment">The interpreter's values.</param>
    /// <param name="extras">The extras chosen, normalised.</param>
    /// <param name="dependencyGroups">The dependency groups chosen, normalised.</param>
    /// <exception cref="MarkerEvaluationException">It compares values that cannot be compared, or uses <c>extra</c>.</exception>
    public bool EvaluateInLockFile(MarkerEnvironment environment, IReadOnlySet<string> extras, IReadOnlySet<string> dependencyGroups)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return _root.Evaluate(environment, new MarkerNames(null, extras, dependencyGroups));
    }

    /// <inheritdoc/>
    public bool Equals(Marker? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Marker);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text, as <c>str(packaging.markers.Marker(...))</c>.</summary>
    /// <exception cref="FormatException">A literal contains both kinds of quotes (which takes an escape sequence).</exception>
    public override string ToString()
    {
        if (_text is null)
        {
            var builder = new StringBuilder();
            _root.Write(builder, isOutermost: true);
            _text = builder.ToString();
        }

        return _text;
    }

    private static bool TryRead(ref SyntaxCursor cursor, [NotNullWhen(true)] out Marker? marker)
    {
        marker = null;
        if (!MarkerGrammar.TryReadMarker(ref cursor, out MarkerNode? root))
        {
            return false;
        }

        if (!cursor.AtEnd)
        {
            return cursor.Fail("Expected end of marker expression");
        }

        marker = new Marker(root);
        return true;
    }
}
