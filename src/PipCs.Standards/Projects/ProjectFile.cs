using System.Globalization;
using System.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>The kind of a distribution file.</summary>
public enum DistributionKind : byte
{
    /// <summary>A wheel.</summary>
    Wheel,

    /// <summary>A source distribution.</summary>
    Sdist,
}

/// <summary>One file of a <see cref="ProjectPage"/>: a position in its columns. The default value is of no page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Index">The position.</param>
public readonly record struct ProjectFile(ProjectPage Page, int Index)
{
    /// <summary>Wheel or sdist.</summary>
    public DistributionKind Kind => Page.Columns.GetKind(Index);

    /// <summary>The file name, decoded from its URL.</summary>
    public string FileName
    {
        get
        {
            var name = NameParts.Of(this);
            var buffer = name.Length <= 256 ? stackalloc byte[256] : new byte[name.Length];
            name.CopyTo(buffer);
            return Encoding.UTF8.GetString(buffer[..name.Length]);
        }
    }

    /// <summary>The version that its name gives.</summary>
    public PackageVersion Version
    {
        get
        {
            var own = Page.Int32(Page.Layout.OwnVersions, Index);
            if (own == 0)
            {
                return Page.GetVersion(Page.GetVersionIndex(Index));
            }

            _ = PackageVersion.TryParse(Page.TextBytes(own), out var version);
            return version;
        }
    }

    /// <summary>The absolute URL without fragment (<c>file:</c> for a local file), quoted as pip quotes it, without credentials.</summary>
    public string Url
    {
        get
        {
            var start = Page.TextBytes(Page.Int32(Page.Layout.Bases, Index));
            var middle = Page.TextBytes(Page.Int32(Page.Layout.Urls, Index));
            var end = Has(PageFileFlags.UrlHasName) ? default : NameParts.Of(this);
            var length = start.Length + middle.Length + end.Length;
            var buffer = length <= 512 ? stackalloc byte[512] : new byte[length];
            start.CopyTo(buffer);
            middle.CopyTo(buffer[start.Length..]);
            end.CopyTo(buffer[(start.Length + middle.Length)..]);
            return Encoding.UTF8.GetString(buffer[..length]);
        }
    }

    /// <summary>Whether it is a local file: its URL begins with <c>file:</c>.</summary>
    public bool IsLocal
    {
        get
        {
            var start = Page.TextBytes(Page.Int32(Page.Layout.Bases, Index));
            return start.IsEmpty ? LinkUrl.IsFile(Page.TextBytes(Page.Int32(Page.Layout.Urls, Index))) : LinkUrl.IsFile(start);
        }
    }

    /// <summary>The index page, find-links page or folder that names the file, for messages; without credentials. Empty for a file of a find-links folder.</summary>
    public string ComesFrom => Page.Text(Page.Int32(Page.Layout.Sources, Index));

    /// <summary>A number that files of one page share when they have the same <see cref="ComesFrom"/>.</summary>
    public int ComesFromId => Page.Int32(Page.Layout.Sources, Index);

    /// <summary>A position in <see cref="ProjectPage.RequiresPythonTexts"/>, or -1.</summary>
    public int RequiresPythonId => Page.Columns.GetRequiresPythonId(Index);

    /// <summary>The number of the wheel's tags for <see cref="ProjectPage.GetTagSet"/>, or -1 for an sdist.</summary>
    public int TagsId => Page.Columns.GetTagsId(Index);

    /// <summary>The wheel's build tag as written, or null.</summary>
    public string? Build => Optional(Page.Layout.Builds);

    /// <summary>Whether it is yanked (PEP 592).</summary>
    public bool IsYanked => Page.Columns.IsYanked(Index);

    /// <summary>The reason for yanking it; null where none is given.</summary>
    public string? YankedReason => Optional(Page.Layout.YankedReasons);

    /// <summary>The hashes as <c>algorithm:hex</c> (usually one, sha256).</summary>
    public IReadOnlyList<string> Hashes
    {
        get
        {
            var others = Optional(Page.Layout.OtherHashes);
            var sha256 = Sha256;
            return (sha256, others) switch
            {
                (null, null) => [],
                (not null, null) => ["sha256:" + sha256],
                (null, _) => others!.Split(' '),
                _ => ["sha256:" + sha256, .. others.Split(' ')],
            };
        }
    }

    /// <summary>The SHA-256 in lower-case hexadecimal, or null.</summary>
    public string? Sha256 => Has(PageFileFlags.HasSha256) ? Convert.ToHexStringLower(Sha256Bytes) : null;

    /// <summary>Writes <see cref="Sha256"/> as 64 bytes of ASCII; false where there is none.</summary>
    /// <param name="utf8">Gets the bytes; at least 64 long.</param>
    public bool TryWriteSha256(Span<byte> utf8) => Has(PageFileFlags.HasSha256) && Convert.TryToHexStringLower(Sha256Bytes, utf8, out _);

    /// <summary>Whether the index serves the metadata beside the file (PEP 658, 714).</summary>
    public bool HasMetadata => Has(PageFileFlags.HasMetadata);

    /// <summary>The SHA-256 of that metadata in lower-case hexadecimal, or null.</summary>
    public string? MetadataSha256 => Page.Int32(Page.Layout.MetadataSha256, Index) is var offset and not 0 ? Convert.ToHexStringLower(Page.TextBytes(offset)) : null;

    /// <summary>The size in bytes, or -1 (PEP 700).</summary>
    public long Size => Page.Int64(Page.Layout.Sizes, Index);

    /// <summary>The time of upload, or null (PEP 700).</summary>
    public DateTimeOffset? UploadTime
        => Page.Int64(Page.Layout.UploadTimes, Index) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The file name and index, for a debugger.</summary>
    public override string ToString() => Page is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{FileName} [{Index}]");

    internal PageFileFlags Flags => (PageFileFlags)Page.Span[Page.Layout.Flags + Index];

    internal ReadOnlySpan<byte> Sha256Bytes => Page.Span.Slice(Page.Layout.Sha256 + (PageLayout.HashSize * Index), PageLayout.HashSize);

    private bool Has(PageFileFlags flag) => (Flags & flag) != 0;

    private string? Optional(int column) => Page.Int32(column, Index) is var offset and not 0 ? Page.Text(offset) : null;

    /// <summary>The pieces that a file name is made of.</summary>
    private ref struct NameParts
    {
        private ReadOnlySpan<byte> _start;
        private ReadOnlySpan<byte> _version;
        private ReadOnlySpan<byte> _build;
        private ReadOnlySpan<byte> _tags;
        private ReadOnlySpan<byte> _end;

        internal readonly int Length => _start.Length + _version.Length + (_build.IsEmpty ? 0 : _build.Length + 1) + (_tags.IsEmpty ? 0 : _tags.Length + 1) + _end.Length;

        internal static NameParts Of(ProjectFile file)
        {
            var page = file.Page;
            ref readonly var layout = ref page.Layout;
            var style = page.TextBytes(page.Int32(layout.NameStyles, file.Index));
            var zero = style.IndexOf((byte)0);
            var own = page.Int32(layout.OwnVersions, file.Index);
            var build = page.Int32(layout.Builds, file.Index);
            var tags = file.TagsId;
            return new NameParts
            {
                _start = style[..zero],
                _end = style[(zero + 1)..],
                _version = page.TextBytes(own != 0 ? own : page.Int32(layout.VersionTexts, page.GetVersionIndex(file.Index))),
                _build = build == 0 ? default : page.TextBytes(build),
                _tags = tags < 0 ? default : page.TextBytes(page.Int32(layout.TagSetTable, tags)),
            };
        }

        internal readonly void CopyTo(Span<byte> buffer)
        {
            Put(_start, ref buffer, dash: false);
            Put(_version, ref buffer, dash: false);
            Put(_build, ref buffer, dash: true);
            Put(_tags, ref buffer, dash: true);
            Put(_end, ref buffer, dash: false);
        }

        private static void Put(ReadOnlySpan<byte> part, ref Span<byte> buffer, bool dash)
        {
            if (dash && !part.IsEmpty)
            {
                buffer[0] = (byte)'-';
                buffer = buffer[1..];
            }

            part.CopyTo(buffer);
            buffer = buffer[part.Length..];
        }
    }
}
