using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Markers;

/// <summary>An environment marker (Dependency specifiers specification, PEP 508). Immutable.</summary>
public sealed partial class Marker : IEquatable<Marker>
{
    /// <summary>Reads a marker.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Marker? marker) => throw new NotImplementedException();

    /// <summary>Reads a marker.</summary>
    /// <exception cref="FormatException">It is not a marker; the message points at the place.</exception>
    public static Marker Parse(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <summary>Whether it holds with <c>extra</c> set to the given one, or to the empty string where there is none.</summary>
    public bool Evaluate(MarkerEnvironment environment, string? extra = null) => throw new NotImplementedException();

    /// <summary>Whether its text mentions <c>extra</c>: only then does the outcome depend on it.</summary>
    public bool MentionsExtra => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(Marker? other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Marker);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The text, as <c>str(packaging.markers.Marker(...))</c>.</summary>
    public override string ToString() => throw new NotImplementedException();
}
