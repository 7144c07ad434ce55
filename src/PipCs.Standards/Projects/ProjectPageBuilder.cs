using System.Buffers;
using System.Text;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>
/// Makes a <see cref="ProjectPage"/> from the content of pages and folders. Files whose name is not that of a
/// distribution of the project, or has no version, are left out. Its memory is pooled, so it cannot be used after <see cref="Build"/>.
/// Not thread-safe.
/// </summary>
public sealed partial class ProjectPageBuilder
{
    private readonly ProjectName _project;
    private readonly byte[] _projectUtf8;
    private readonly PageTexts _texts = new();
    private readonly DistinctTexts _versions;
    private readonly DistinctTexts _requiresPython;
    private readonly DistinctTexts _tagSets;
    private readonly DistinctTexts _yankedReasons;
    private readonly DistinctTexts _sources;
    private readonly DistinctTexts _bases;
    private readonly DistinctTexts _folders;
    private readonly DistinctTexts _styles;
    private readonly List<PackageVersion> _parsedVersions = [];
    private readonly List<bool> _isVersion = [];
    private Row[] _rows = ArrayPool<Row>.Shared.Rent(64);
    private byte[] _hashes = ArrayPool<byte>.Shared.Rent(64 * PageLayout.HashSize);
    private int _count;

    /// <summary>Begins an empty page.</summary>
    public ProjectPageBuilder(ProjectName project)
    {
        _project = project;
        _projectUtf8 = Encoding.UTF8.GetBytes(project.Value);
        _versions = new(_texts);
        _requiresPython = new(_texts);
        _tagSets = new(_texts);
        _yankedReasons = new(_texts);
        _sources = new(_texts);
        _bases = new(_texts);
        _folders = new(_texts);
        _styles = new(_texts);
    }

    /// <summary>Whether a link holds credentials: then the page must not be kept.</summary>
    public bool HoldsCredentials { get; private set; }

    /// <summary>How many files were taken.</summary>
    public int Count => _count;

    /// <summary>Joins the pages of several sources into one, their files in the given order (pip: find-links first, then the indexes).</summary>
    public static ProjectPage Merge(ProjectName project, IReadOnlyList<ProjectPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        if (pages.Count == 1)
        {
            return pages[0];
        }

        var builder = new ProjectPageBuilder(project);
        foreach (var page in pages)
        {
            builder.AddPage(page);
        }

        return builder.Build();
    }

    /// <summary>Adds a file. Call <see cref="BeginSource"/> before the first.</summary>
    /// <returns>Whether the file was added.</returns>
    public bool Add(scoped in ProjectFileEntry entry)
    {
        var url = LinkUrl.Clean(entry.Url);
        var fragment = ReadOnlySpan<byte>.Empty;
        if (url.IndexOf((byte)'#') is var hash and >= 0)
        {
            fragment = url[(hash + 1)..];
            url = url[..hash];
        }

        if (!TryReadName(url, _projectUtf8, out var path, out var segment, out var parts))
        {
            return false;
        }

        var version = AddVersion(parts.Version);
        if (version < 0)
        {
            return false;
        }

        ref var row = ref NextRow();
        row.Version = version;
        row.NameStyle = AddStyle(parts.Start, parts.End);
        SetUrl(ref row, url, path, segment);
        row.Source = _source;
        row.Size = entry.Size ?? -1;
        row.UploadTicks = entry.UploadTicks;
        row.RequiresPython = entry.RequiresPython.IsEmpty ? -1 : _requiresPython.Add(entry.RequiresPython);
        row.Tags = parts.IsSdist ? -1 : _tagSets.Add(parts.Tags);
        row.Build = parts.Build.IsEmpty ? 0 : _texts.Append(parts.Build);
        row.YankedReason = entry.IsYanked && !entry.YankedReason.IsEmpty ? _yankedReasons.Offsets[_yankedReasons.Add(entry.YankedReason)] : 0;
        row.Flags |= (parts.IsSdist ? PageFileFlags.Sdist : 0) | (entry.IsYanked ? PageFileFlags.Yanked : 0) | (entry.HasMetadata ? PageFileFlags.HasMetadata : 0);
        SetHashes(ref row, entry, fragment);
        _count++;
        return true;
    }

    /// <summary>Gives the version in the file name that a link ends in, as it is written; false where that is not a distribution of the project. It need not be a valid one.</summary>
    /// <param name="url">The link, with or without query and fragment.</param>
    /// <param name="project">The project's normalised name.</param>
    /// <param name="version">The text of the version.</param>
    public static bool TryReadVersion(ReadOnlySpan<byte> url, ReadOnlySpan<byte> project, out ReadOnlySpan<byte> version)
    {
        url = LinkUrl.Clean(url);
        url = url.IndexOf((byte)'#') is var hash and >= 0 ? url[..hash] : url;
        var isRead = TryReadName(url, project, out _, out _, out var parts);
        version = parts.Version;
        return isRead;
    }

    private static bool TryReadName(ReadOnlySpan<byte> url, ReadOnlySpan<byte> project, out ReadOnlySpan<byte> path, out ReadOnlySpan<byte> segment, out FileNameParts parts)
    {
        path = url.IndexOf((byte)'?') is var query and >= 0 ? url[..query] : url;
        path = path.TrimEnd((byte)'/');
        segment = path[(path.LastIndexOf((byte)'/') + 1)..];
        return FileNameParts.TryRead(FileNameParts.Unquote(segment), project, out parts);
    }

    private int AddVersion(ReadOnlySpan<byte> text)
    {
        var before = _versions.Count;
        var id = _versions.Add(text);
        if (_versions.Count > before)
        {
            _isVersion.Add(PackageVersion.TryParse(text, out var version));
            _parsedVersions.Add(version);
        }

        return _isVersion[id] ? id : -1;
    }

    private ref Row NextRow()
    {
        if (_count == _rows.Length)
        {
            Grow(ref _rows, _count, _count * 2);
        }

        if (_hashes.Length < (_count + 1) * PageLayout.HashSize)
        {
            Grow(ref _hashes, _count * PageLayout.HashSize, _hashes.Length * 2);
        }

        _rows[_count] = default;
        return ref _rows[_count];
    }

    private static void Grow<T>(ref T[] array, int used, int length)
    {
        var larger = ArrayPool<T>.Shared.Rent(length);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    private void SetHashes(ref Row row, scoped in ProjectFileEntry entry, ReadOnlySpan<byte> fragment)
    {
        var sha256 = entry.Sha256;
        var others = entry.OtherHashes;
        if (TryFindHash(fragment, out var algorithm, out var digest))
        {
            if (algorithm.SequenceEqual("sha256"u8))
            {
                sha256 = digest;
            }
            else
            {
                byte[] own = [.. algorithm, (byte)':', .. digest];
                others = others.IsEmpty ? own : [.. others, (byte)' ', .. own];
            }
        }

        if (TryReadHash(sha256, _hashes.AsSpan(_count * PageLayout.HashSize, PageLayout.HashSize)))
        {
            row.Flags |= PageFileFlags.HasSha256;
        }
        else if (!sha256.IsEmpty)
        {
            byte[] odd = [.. "sha256:"u8, .. sha256];
            others = others.IsEmpty ? odd : [.. odd, (byte)' ', .. others];
        }

        row.OtherHashes = others.IsEmpty ? 0 : _texts.Append(others);
        Span<byte> metadata = stackalloc byte[PageLayout.HashSize];
        if (entry.HasMetadata && TryReadHash(entry.MetadataSha256, metadata))
        {
            row.MetadataSha256 = _texts.Append(metadata);
        }
    }

    private static bool TryReadHash(ReadOnlySpan<byte> hexadecimal, Span<byte> hash)
        => hexadecimal.Length == 2 * PageLayout.HashSize && Convert.FromHexString(hexadecimal, hash, out _, out _) == System.Buffers.OperationStatus.Done;

    private int AddStyle(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        var length = start.Length + 1 + end.Length;
        var style = length <= 256 ? stackalloc byte[256] : new byte[length];
        start.CopyTo(style);
        style[start.Length] = 0;
        end.CopyTo(style[(start.Length + 1)..]);
        return _styles.Offsets[_styles.Add(style[..length])];
    }

    /// <summary>The first <c>algorithm=digest</c> of a fragment, as pip looks for it.</summary>
    private static bool TryFindHash(ReadOnlySpan<byte> fragment, out ReadOnlySpan<byte> algorithm, out ReadOnlySpan<byte> digest)
    {
        while (!fragment.IsEmpty)
        {
            var end = fragment.IndexOf((byte)'&');
            var part = end < 0 ? fragment : fragment[..end];
            fragment = end < 0 ? default : fragment[(end + 1)..];
            var equals = part.IndexOf((byte)'=');
            if (equals > 0)
            {
                algorithm = part[..equals];
                digest = part[(equals + 1)..];
                if (algorithm.SequenceEqual("sha256"u8) || algorithm.SequenceEqual("sha512"u8) || algorithm.SequenceEqual("sha384"u8)
                    || algorithm.SequenceEqual("sha224"u8) || algorithm.SequenceEqual("sha1"u8) || algorithm.SequenceEqual("md5"u8))
                {
                    return true;
                }
            }
        }

        algorithm = default;
        digest = default;
        return false;
    }

    private struct Row
    {
        internal long Size;
        internal long UploadTicks;
        internal int Version;
        internal int OwnVersion;
        internal int NameStyle;
        internal int MetadataSha256;
        internal int Source;
        internal int Base;
        internal int Url;
        internal int OtherHashes;
        internal int Build;
        internal int YankedReason;
        internal int RequiresPython;
        internal int Tags;
        internal PageFileFlags Flags;
    }
}
