namespace PipCs.Standards.Markers;

/// <summary>The result of simplifying a marker (Dependency specifiers specification, "Environment markers"): always, never, or a shorter marker. The default is always.</summary>
public readonly struct SimplifiedMarker : IEquatable<SimplifiedMarker>
{
    private SimplifiedMarker(Marker? marker, bool isNever)
    {
        Marker = marker;
        IsNever = isNever;
    }

    /// <summary>The marker; null where it holds always or never.</summary>
    public Marker? Marker { get; }

    /// <summary>Whether it holds in no environment.</summary>
    public bool IsNever { get; }

    /// <summary>Whether it holds in every environment.</summary>
    public bool IsAlways => Marker is null && !IsNever;

    internal static SimplifiedMarker Always => default;

    internal static SimplifiedMarker Never => new(null, isNever: true);

    internal static SimplifiedMarker Of(Marker marker) => new(marker, isNever: false);

    /// <inheritdoc/>
    public bool Equals(SimplifiedMarker other) => IsNever == other.IsNever && Equals(Marker, other.Marker);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SimplifiedMarker other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Marker, IsNever);

    /// <summary>The marker's text, or <c>always</c> or <c>never</c>, which are no markers.</summary>
    public override string ToString() => Marker?.ToString() ?? (IsNever ? "never" : "always");

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(SimplifiedMarker left, SimplifiedMarker right) => left.Equals(right);

    /// <summary>Whether they have different texts.</summary>
    public static bool operator !=(SimplifiedMarker left, SimplifiedMarker right) => !left.Equals(right);
}
