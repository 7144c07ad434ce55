using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>
/// A place between versions, at which a range begins or ends: just before a version, just after it, or after a final release and
/// all its post-releases (PEP 440, exclusive ordered comparison). The end of a version's local labels, and of a pre-release's
/// post-releases, is the same place as just before the next version. Only the latter form is used, so that equal places are equal values.
/// </summary>
internal readonly struct VersionCut : IEquatable<VersionCut>, IComparable<VersionCut>
{
    private readonly Kind _kind;

    private VersionCut(Kind kind, PackageVersion version)
    {
        _kind = kind;
        Version = version;
    }

    private enum Kind
    {
        Start,
        Before,
        After,
        AfterPostReleases,
        End,
    }

    /// <summary>Before every version. <c>0.dev0</c> is the first.</summary>
    internal static VersionCut Start => default;

    /// <summary>After every version.</summary>
    internal static VersionCut End { get; } = new(Kind.End, default);

    /// <summary>The version that defines the place; the default value at either end.</summary>
    internal PackageVersion Version { get; }

    /// <summary>Whether the place is just before <see cref="Version"/>.</summary>
    internal bool IsBefore => _kind == Kind.Before;

    /// <summary>Whether the place is just after <see cref="Version"/> alone.</summary>
    internal bool IsAfter => _kind == Kind.After;

    internal bool IsStart => _kind == Kind.Start;

    internal bool IsEnd => _kind == Kind.End;

    /// <summary>Just before a version.</summary>
    internal static VersionCut Before(PackageVersion version)
    {
        LongVersion parts = version.ToLong();
        bool isFirst = parts is { Pre: PreReleaseKind.None, Post: null, Dev: { IsExact: true, Value: 0 }, Epoch: { IsExact: true, Value: 0 }, Local.Length: 0 }
            && Array.TrueForAll(parts.Release, static number => number is { IsExact: true, Value: 0 });
        return isFirst ? Start : new(Kind.Before, version);
    }

    /// <summary>Just after a version, before its local labels.</summary>
    internal static VersionCut After(PackageVersion version) => new(Kind.After, version);

    /// <summary>After a version and its local labels.</summary>
    internal static VersionCut AfterLocals(PackageVersion version)
    {
        LongVersion parts = version.ToLong();
        return Before(PackageVersion.FromLong(parts.Dev is { } dev
            ? new() { Epoch = parts.Epoch, Release = parts.Release, Pre = parts.Pre, PreNumber = parts.PreNumber, Post = parts.Post, Dev = dev.Increment() }
            : new()
            {
                Epoch = parts.Epoch,
                Release = parts.Release,
                Pre = parts.Pre,
                PreNumber = parts.PreNumber,
                Post = parts.Post is { } post ? post.Increment() : default(VersionNumber),
                Dev = default(VersionNumber),
            }));
    }

    /// <summary>After a version that is neither a post- nor a development release, with all its post-releases.</summary>
    internal static VersionCut AfterPostReleases(PackageVersion version)
    {
        LongVersion parts = version.ToLong();
        return parts.Pre == PreReleaseKind.None
            ? new(Kind.AfterPostReleases, version.Public)
            : Before(PackageVersion.FromLong(new() { Epoch = parts.Epoch, Release = parts.Release, Pre = parts.Pre, PreNumber = parts.PreNumber.Increment(), Dev = default(VersionNumber) }));
    }

    /// <summary>The first release that is no pre-release at or above this place; null at the end.</summary>
    internal PackageVersion? FirstFinal()
    {
        switch (_kind)
        {
            case Kind.Start:
                return PackageVersion.Parse("0");
            case Kind.End:
                return null;
            case Kind.Before when !Version.IsPrerelease:
                return Version;
        }

        LongVersion parts = Version.ToLong();
        LongVersion next = parts.Pre != PreReleaseKind.None ? parts.WithRelease(parts.Release, developmentZero: false)
            : parts.Dev is not null ? new() { Epoch = parts.Epoch, Release = parts.Release, Post = parts.Post }
            : new() { Epoch = parts.Epoch, Release = parts.Release, Post = parts.Post is { } post ? post.Increment() : default(VersionNumber) };
        return PackageVersion.FromLong(next);
    }

    /// <summary>Whether a version lies below this place.</summary>
    internal bool IsAbove(PackageVersion version) => _kind switch
    {
        Kind.Start => false,
        Kind.Before => version < Version,
        Kind.After => version <= Version,
        Kind.AfterPostReleases => version < Version || LongVersion.IsSameUpToPre(version.ToLong(), Version.ToLong()),
        _ => true,
    };

    /// <inheritdoc/>
    public int CompareTo(VersionCut other)
    {
        if (IsStart || IsEnd || other.IsStart || other.IsEnd)
        {
            return Side(this).CompareTo(Side(other));
        }

        if (_kind == Kind.AfterPostReleases || other._kind == Kind.AfterPostReleases)
        {
            return _kind == other._kind ? Version.CompareTo(other.Version)
                : _kind == Kind.AfterPostReleases ? IsAbove(other.Version) ? 1 : -1
                : other.IsAbove(Version) ? -1 : 1;
        }

        int order = Version.CompareTo(other.Version);
        return order != 0 ? order : _kind.CompareTo(other._kind);
    }

    /// <inheritdoc/>
    public bool Equals(VersionCut other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VersionCut other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, Version);

    private static int Side(VersionCut cut) => cut._kind switch { Kind.Start => -1, Kind.End => 1, _ => 0 };
}
