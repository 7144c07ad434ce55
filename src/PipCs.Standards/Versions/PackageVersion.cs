using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;

namespace PipCs.Standards.Versions;

/// <summary>A version (Version specifiers specification, PEP 440). Order and equality are those of the specification and do not depend on the spelling.</summary>
/// <remarks>
/// The canonical text is kept (<c>1.0</c> and <c>1.0.0</c> are equal and print differently), the original spelling is not.
/// The default value is not a version: it is less than every version and its text is empty.
/// </remarks>
public readonly partial struct PackageVersion : ITextParsable<PackageVersion>, IEquatable<PackageVersion>, IComparable<PackageVersion>, ISpanFormattable
{
    private readonly ulong _bits;
    private readonly LongVersion? _long;

    private PackageVersion(ulong bits, LongVersion? longForm)
    {
        _bits = bits;
        _long = longForm;
    }

    /// <summary>The version of a <see cref="SortKey"/> that is not 0; its text may lack zeros at the end.</summary>
    internal static PackageVersion OfKey(ulong key) => new(key, null);

    /// <summary>A key that orders versions as they compare, or 0 where this version does not fit one: then the long form compares.</summary>
    public ulong SortKey => _bits & ~VersionKey.SpellingMask;

    /// <summary>Whether this is the default value, which is no version.</summary>
    public bool IsDefault => _bits == 0 && _long is null;

    /// <summary>The epoch; 0 where none is written.</summary>
    public ulong Epoch => _long is null ? 0 : _long.Epoch.Value;

    /// <summary>How many components the release has.</summary>
    public int ReleaseLength
    {
        get
        {
            if (_long is not null)
            {
                return _long.Release.Length;
            }

            int length = (int)(_bits & VersionKey.SpellingMask);
            var reader = new VersionKey.Reader(_bits);
            while (reader.TryReadComponent(out _))
            {
                length++;
            }

            return length;
        }
    }

    /// <summary>Whether it is a pre-release or development release.</summary>
    public bool IsPrerelease
    {
        get
        {
            if (_long is not null)
            {
                return _long.IsPrerelease;
            }

            ulong kind = Kind();
            return kind < 2 || (kind == 3 && GetSuffix().HasDev);
        }
    }

    /// <summary>Whether it is a post-release.</summary>
    public bool IsPostrelease => _long is not null ? _long.Post is not null : Kind() != 2 && GetSuffix().HasPost;

    /// <summary>Whether it is a development release.</summary>
    public bool IsDevrelease => _long is not null ? _long.Dev is not null : Kind() != 2 && GetSuffix().HasDev;

    /// <summary>Whether a version that is kept as a key is a release with nothing behind it.</summary>
    internal bool IsFinal => Kind() == 2;

    /// <summary>The local label in normal form, or null.</summary>
    public string? Local => _long?.LocalText();

    /// <summary>The version without its local label.</summary>
    public PackageVersion Public => _long is null || _long.Local.Length == 0 ? this : FromLong(_long.WithoutLocal());

    /// <summary>The epoch and release alone.</summary>
    public PackageVersion BaseVersion => Kind() == 2 && _long is null ? this : FromLong(ToLong().WithRelease(ToLong().Release, developmentZero: false));

    /// <summary>A component of the release; 0 past its end, and <see cref="ulong.MaxValue"/> where it needs more than 64 bits.</summary>
    public ulong GetRelease(int index)
    {
        if (_long is not null)
        {
            return _long.GetRelease(index).Value;
        }

        var reader = new VersionKey.Reader(_bits);
        while (reader.TryReadComponent(out ulong value))
        {
            if (index-- == 0)
            {
                return value;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public int CompareTo(PackageVersion other)
    {
        ulong left = SortKey, right = other.SortKey;
        return left != 0 && right != 0 ? left.CompareTo(right) : CompareLong(other);
    }

    /// <inheritdoc/>
    public bool Equals(PackageVersion other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is PackageVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => SortKey != 0 ? (int)((SortKey * 0x9E3779B97F4A7C15) >> 32) : _long?.ComputeHash() ?? 0;

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

    /// <summary>The version of a key with the bits of its spelling.</summary>
    internal static PackageVersion FromBits(ulong bits) => new(bits, null);

    /// <summary>The version of parts; spelled as they are.</summary>
    internal static PackageVersion FromLong(LongVersion parts)
    {
        ulong key = parts.ToKey();
        int zeros = 0;
        while (zeros < parts.Release.Length && parts.Release[^(zeros + 1)].CompareTo(default) == 0)
        {
            zeros++;
        }

        return key != 0 && zeros <= (int)VersionKey.SpellingMask ? new PackageVersion(key | (uint)zeros, null) : new PackageVersion(key, parts);
    }

    /// <summary>The parts. Allocates where the version is kept as a key.</summary>
    internal LongVersion ToLong() => _long ?? LongVersion.FromKey(_bits);

    /// <summary>The release, where it fits the buffer; else -1.</summary>
    internal int CopyRelease(Span<ulong> buffer)
    {
        int length = 0;
        if (_long is not null)
        {
            foreach (VersionNumber number in _long.Release)
            {
                if (length == buffer.Length || !number.IsExact)
                {
                    return -1;
                }

                buffer[length++] = number.Value;
            }

            return length;
        }

        var reader = new VersionKey.Reader(_bits);
        while (reader.TryReadComponent(out ulong value))
        {
            if (length == buffer.Length)
            {
                return -1;
            }

            buffer[length++] = value;
        }

        int zeros = (int)(_bits & VersionKey.SpellingMask);
        if (length + zeros > buffer.Length)
        {
            return -1;
        }

        buffer.Slice(length, zeros).Clear();
        return length + zeros;
    }

    /// <summary>The suffix after the release, for a version that is kept as a key.</summary>
    internal VersionKey.Suffix GetSuffix()
    {
        var reader = new VersionKey.Reader(_bits);
        while (reader.TryReadComponent(out _))
        {
        }

        return reader.ReadSuffix();
    }

    private ulong Kind()
    {
        if (_bits == 0)
        {
            return 2;
        }

        var reader = new VersionKey.Reader(_bits);
        while (reader.TryReadComponent(out _))
        {
        }

        return reader.PeekKind();
    }

    private int CompareLong(PackageVersion other)
        => IsDefault ? other.IsDefault ? 0 : -1 : other.IsDefault ? 1 : LongVersion.Compare(ToLong(), other.ToLong());
}
