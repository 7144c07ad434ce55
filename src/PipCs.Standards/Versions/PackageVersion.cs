using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Versions;

/// <summary>A version (Version specifiers specification, PEP 440). Ordered and equal as the specification says, whatever the spelling.</summary>
public readonly partial struct PackageVersion : IEquatable<PackageVersion>, IComparable<PackageVersion>
{
    /// <summary>Reads a version in any spelling that the specification allows.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PackageVersion version) => throw new NotImplementedException();

    /// <summary>Reads a version from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out PackageVersion version) => throw new NotImplementedException();

    /// <summary>Reads a version.</summary>
    /// <exception cref="FormatException">It is not a version; the message names it.</exception>
    public static PackageVersion Parse(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <summary>A key that orders versions as they compare, or 0 where this version does not fit one: then the long form compares.</summary>
    public ulong SortKey => throw new NotImplementedException();

    /// <summary>The epoch; 0 where none is written.</summary>
    public ulong Epoch => throw new NotImplementedException();

    /// <summary>How many components the release has.</summary>
    public int ReleaseLength => throw new NotImplementedException();

    /// <summary>A component of the release; 0 past its end.</summary>
    public ulong GetRelease(int index) => throw new NotImplementedException();

    /// <summary>Whether it is a pre-release or development release.</summary>
    public bool IsPrerelease => throw new NotImplementedException();

    /// <summary>Whether it is a post-release.</summary>
    public bool IsPostrelease => throw new NotImplementedException();

    /// <summary>Whether it is a development release.</summary>
    public bool IsDevrelease => throw new NotImplementedException();

    /// <summary>The local label in normal form, or null.</summary>
    public string? Local => throw new NotImplementedException();

    /// <summary>The version without its local label.</summary>
    public PackageVersion Public => throw new NotImplementedException();

    /// <summary>The epoch and release alone.</summary>
    public PackageVersion BaseVersion => throw new NotImplementedException();

    /// <inheritdoc/>
    public int CompareTo(PackageVersion other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(PackageVersion other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is PackageVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The canonical text, as <c>str(packaging.version.Version(...))</c>.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Equal in order.</summary>
    public static bool operator ==(PackageVersion left, PackageVersion right) => left.CompareTo(right) == 0;

    /// <summary>Different in order.</summary>
    public static bool operator !=(PackageVersion left, PackageVersion right) => left.CompareTo(right) != 0;

    /// <summary>Older.</summary>
    public static bool operator <(PackageVersion left, PackageVersion right) => left.CompareTo(right) < 0;

    /// <summary>Older or equal.</summary>
    public static bool operator <=(PackageVersion left, PackageVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Newer.</summary>
    public static bool operator >(PackageVersion left, PackageVersion right) => left.CompareTo(right) > 0;

    /// <summary>Newer or equal.</summary>
    public static bool operator >=(PackageVersion left, PackageVersion right) => left.CompareTo(right) >= 0;
}
