using System.Text;

namespace PipCs.Standards.Versions;

/// <summary>A version in parts, for versions without a key and for rare operations.</summary>
internal sealed class LongVersion
{
    public VersionNumber Epoch { get; init; }

    public required VersionNumber[] Release { get; init; }

    public PreReleaseKind Pre { get; init; }

    public VersionNumber PreNumber { get; init; }

    public VersionNumber? Post { get; init; }

    public VersionNumber? Dev { get; init; }

    /// <summary>The segments of the local label; empty where there is none.</summary>
    public LocalSegment[] Local { get; init; } = [];

    /// <summary>Whether it is a pre-release or development release.</summary>
    public bool IsPrerelease => Pre != PreReleaseKind.None || Dev is not null;

    public static LongVersion FromScan(ReadOnlySpan<char> text, in VersionScan scan)
    {
        var release = new VersionNumber[scan.ReleaseLength];
        int start = scan.ReleaseStart;
        for (int i = 0; i < release.Length; i++)
        {
            int length = text[start..scan.ReleaseEnd].IndexOf('.');
            int end = length < 0 ? scan.ReleaseEnd : start + length;
            release[i] = VersionNumber.Parse(text[start..end]);
            start = end + 1;
        }

        return new LongVersion
        {
            Epoch = VersionNumber.Parse(text[scan.EpochStart..scan.EpochEnd]),
            Release = release,
            Pre = scan.Pre,
            PreNumber = VersionNumber.Parse(text[scan.PreStart..scan.PreEnd]),
            Post = scan.HasPost ? VersionNumber.Parse(text[scan.PostStart..scan.PostEnd]) : null,
            Dev = scan.HasDev ? VersionNumber.Parse(text[scan.DevStart..scan.DevEnd]) : null,
            Local = ReadLocal(text[scan.LocalStart..scan.LocalEnd]),
        };
    }

    /// <summary>The parts of a key.</summary>
    public static LongVersion FromKey(ulong bits)
    {
        var reader = new VersionKey.Reader(bits);
        var release = new List<VersionNumber>(4);
        while (reader.TryReadComponent(out ulong component))
        {
            release.Add(new VersionNumber(component, null));
        }

        for (ulong zeros = bits & VersionKey.SpellingMask; zeros > 0; zeros--)
        {
            release.Add(default);
        }

        VersionKey.Suffix suffix = reader.ReadSuffix();
        return new LongVersion
        {
            Release = [.. release],
            Pre = suffix.Pre,
            PreNumber = new VersionNumber(suffix.PreNumber, null),
            Post = suffix.HasPost ? new VersionNumber(suffix.Post, null) : null,
            Dev = suffix.HasDev ? new VersionNumber(suffix.Dev, null) : null,
        };
    }

    /// <summary>The order of the specification.</summary>
    public static int Compare(LongVersion left, LongVersion right)
    {
        int order = ComparePublic(left, right);
        return order != 0 ? order : CompareLocal(left.Local, right.Local);
    }

    /// <summary>The order without local labels.</summary>
    public static int ComparePublic(LongVersion left, LongVersion right)
    {
        int order = CompareRelease(left, right);
        if (order != 0)
        {
            return order;
        }

        order = left.PreRank.CompareTo(right.PreRank);
        if (order != 0)
        {
            return order;
        }

        order = left.PreNumber.CompareTo(right.PreNumber);
        if (order != 0)
        {
            return order;
        }

        order = CompareOptional(left.Post, right.Post, absent: -1);
        return order != 0 ? order : CompareOptional(left.Dev, right.Dev, absent: 1);
    }

    /// <summary>The order of epoch and release alone.</summary>
    public static int CompareRelease(LongVersion left, LongVersion right)
    {
        int order = left.Epoch.CompareTo(right.Epoch);
        for (int i = 0; order == 0 && i < Math.Max(left.Release.Length, right.Release.Length); i++)
        {
            order = left.GetRelease(i).CompareTo(right.GetRelease(i));
        }

        return order;
    }

    /// <summary>Whether epoch, release and pre-release are the same.</summary>
    public static bool IsSameUpToPre(LongVersion left, LongVersion right)
        => CompareRelease(left, right) == 0 && left.Pre == right.Pre && left.PreNumber.CompareTo(right.PreNumber) == 0;

    public VersionNumber GetRelease(int index) => index < Release.Length ? Release[index] : default;

    /// <summary>The same epoch with another release, followed by nothing or by <c>.dev0</c>.</summary>
    public LongVersion WithRelease(VersionNumber[] release, bool developmentZero) => new()
    {
        Epoch = Epoch,
        Release = release,
        Dev = developmentZero ? default(VersionNumber) : null,
    };

    /// <summary>The first development release of this version, without local label.</summary>
    public LongVersion WithDevelopmentZero() => new() { Epoch = Epoch, Release = Release, Pre = Pre, PreNumber = PreNumber, Post = Post, Dev = default(VersionNumber) };

    /// <summary>The version without its local label.</summary>
    public LongVersion WithoutLocal() => new() { Epoch = Epoch, Release = Release, Pre = Pre, PreNumber = PreNumber, Post = Post, Dev = Dev };

    /// <summary>The key, or 0.</summary>
    public ulong ToKey()
    {
        int length = Release.Length;
        while (length > 0 && Release[length - 1].CompareTo(default) == 0)
        {
            length--;
        }

        if (Epoch.CompareTo(default) != 0 || Local.Length > 0 || length > 16 || !Fits(PreNumber) || !Fits(Post) || !Fits(Dev))
        {
            return 0;
        }

        Span<ulong> release = stackalloc ulong[length];
        for (int i = 0; i < length; i++)
        {
            if (!Release[i].IsExact)
            {
                return 0;
            }

            release[i] = Release[i].Value;
        }

        return VersionKey.Encode(release, new VersionKey.Suffix
        {
            Pre = Pre,
            PreNumber = PreNumber.Value,
            HasPost = Post is not null,
            Post = Post.GetValueOrDefault().Value,
            HasDev = Dev is not null,
            Dev = Dev.GetValueOrDefault().Value,
        });
    }

    public string? LocalText()
    {
        if (Local.Length == 0)
        {
            return null;
        }

        var builder = new StringBuilder();
        foreach (LocalSegment segment in Local)
        {
            builder.Append(builder.Length > 0 ? "." : "").Append(segment.Text);
        }

        return builder.ToString();
    }

    /// <summary>A hash that is equal for versions that compare equal.</summary>
    public int ComputeHash()
    {
        var hash = new HashCode();
        int length = Release.Length;
        while (length > 0 && Release[length - 1].CompareTo(default) == 0)
        {
            length--;
        }

        hash.Add(Epoch.Value);
        for (int i = 0; i < length; i++)
        {
            hash.Add(Release[i].Value);
        }

        hash.Add(PreRank);
        hash.Add(PreNumber.Value);
        hash.Add(Post is null ? ulong.MaxValue : Post.Value.Value);
        hash.Add(Dev is null ? ulong.MaxValue : Dev.Value.Value);
        foreach (LocalSegment segment in Local)
        {
            hash.Add(segment.Text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var builder = new StringBuilder();
        if (Epoch.CompareTo(default) != 0)
        {
            builder.Append(Epoch.ToString()).Append('!');
        }

        for (int i = 0; i < Release.Length; i++)
        {
            builder.Append(i > 0 ? "." : "").Append(Release[i].ToString());
        }

        if (Pre != PreReleaseKind.None)
        {
            builder.Append(Pre == PreReleaseKind.Alpha ? "a" : Pre == PreReleaseKind.Beta ? "b" : "rc").Append(PreNumber.ToString());
        }

        if (Post is { } post)
        {
            builder.Append(".post").Append(post.ToString());
        }

        if (Dev is { } dev)
        {
            builder.Append(".dev").Append(dev.ToString());
        }

        return LocalText() is { } local ? builder.Append('+').Append(local).ToString() : builder.ToString();
    }

    /// <summary>A development release alone is before all pre-releases, a version without pre-release after them.</summary>
    private int PreRank => Pre != PreReleaseKind.None ? (int)Pre : Post is null && Dev is not null ? 0 : 4;

    private static bool Fits(VersionNumber? number) => number is null || number.Value.IsExact;

    private static int CompareOptional(VersionNumber? left, VersionNumber? right, int absent)
        => left is null ? right is null ? 0 : absent : right is null ? -absent : left.Value.CompareTo(right.Value);

    private static int CompareLocal(LocalSegment[] left, LocalSegment[] right)
    {
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            int order = LocalSegment.Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static LocalSegment[] ReadLocal(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return [];
        }

        var segments = new List<LocalSegment>(4);
        while (true)
        {
            int length = label.IndexOfAny('.', '-', '_');
            ReadOnlySpan<char> segment = length < 0 ? label : label[..length];
            segments.Add(LocalSegment.Parse(segment));
            if (length < 0)
            {
                return [.. segments];
            }

            label = label[(length + 1)..];
        }
    }
}

/// <summary>A segment of a local label: a number, or lower-case text, which is before all numbers.</summary>
internal readonly record struct LocalSegment(bool IsNumber, string Text)
{
    public static LocalSegment Parse(ReadOnlySpan<char> segment)
    {
        if (segment.ContainsAnyExceptInRange('0', '9'))
        {
            return new LocalSegment(false, segment.ToString().ToLowerInvariant());
        }

        ReadOnlySpan<char> digits = segment.TrimStart('0');
        return new LocalSegment(true, digits.IsEmpty ? "0" : digits.ToString());
    }

    public static int Compare(LocalSegment left, LocalSegment right)
        => left.IsNumber != right.IsNumber ? left.IsNumber.CompareTo(right.IsNumber)
            : left.IsNumber && left.Text.Length != right.Text.Length ? left.Text.Length.CompareTo(right.Text.Length)
            : string.CompareOrdinal(left.Text, right.Text);
}
