using System.Globalization;
using System.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>What kind of distribution a file is.</summary>
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
    public DistributionKind Kind => Has(PageFileFlags.Sdist) ? DistributionKind.Sdist : DistributionKind.Wheel;

    /// <summary>The file name, decoded from its URL.</summary>
    public string FileName => Page.Text(Page.Int32(Page.Layout.Names, Index));

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
            var start = Page.TextBytes(Page.Int32(Page.Layout.BaseTable, Page.UInt16(Page.Layout.BaseIds, Index)));
            var middle = Page.TextBytes(Page.Int32(Page.Layout.Urls, Index));
            var end = Has(PageFileFlags.UrlHasName) ? default : Page.TextBytes(Page.Int32(Page.Layout.Names, Index));
            var length = start.Length + middle.Length + end.Length;
            var buffer = length <= 512 ? stackalloc byte[512] : new byte[length];
            start.CopyTo(buffer);
            middle.CopyTo(buffer[start.Length..]);
            end.CopyTo(buffer[(start.Length + middle.Length)..]);
            return Encoding.UTF8.GetString(buffer[..length]);
        }
    }

    /// <summary>The index page, find-links page or folder that names the file, for messages; without credentials. Empty for a file of a find-links folder.</summary>
    public string ComesFrom => Page.Text(Page.Int32(Page.Layout.SourceTable, Page.UInt16(Page.Layout.SourceIds, Index)));

    /// <summary>A position in <see cref="ProjectPage.RequiresPythonTexts"/>, or -1.</summary>
    public int RequiresPythonId => Page.Int32(Page.Layout.RequiresPythonIds, Index);

    /// <summary>A position in <see cref="ProjectPage.TagSets"/>, or -1 for an sdist.</summary>
    public int TagsId => Page.Int32(Page.Layout.TagsIds, Index);

    /// <summary>The wheel's build tag as written, or null.</summary>
    public string? Build => Optional(Page.Layout.Builds);

    /// <summary>Whether it is yanked (PEP 592).</summary>
    public bool IsYanked => Has(PageFileFlags.Yanked);

    /// <summary>Why it was yanked; null where nothing is said.</summary>
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
    public string? Sha256 => Has(PageFileFlags.HasSha256) ? Hash(Page.Layout.Sha256) : null;

    /// <summary>Whether the index serves the metadata beside the file (PEP 658, 714).</summary>
    public bool HasMetadata => Has(PageFileFlags.HasMetadata);

    /// <summary>The SHA-256 of that metadata in lower-case hexadecimal, or null.</summary>
    public string? MetadataSha256 => Has(PageFileFlags.HasMetadataSha256) ? Hash(Page.Layout.MetadataSha256) : null;

    /// <summary>The size in bytes, or -1 (PEP 700).</summary>
    public long Size => Page.Int64(Page.Layout.Sizes, Index);

    /// <summary>The time of upload, or null (PEP 700).</summary>
    public DateTimeOffset? UploadTime
        => Page.Int64(Page.Layout.UploadTimes, Index) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The file name and index, for a debugger.</summary>
    public override string ToString() => Page is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{FileName} [{Index}]");

    internal PageFileFlags Flags => (PageFileFlags)Page.Span[Page.Layout.Flags + Index];

    internal ReadOnlySpan<byte> HashBytes(int column) => Page.Span.Slice(column + (PageLayout.HashSize * Index), PageLayout.HashSize);

    private bool Has(PageFileFlags flag) => (Flags & flag) != 0;

    private string? Optional(int column) => Page.Int32(column, Index) is var offset and not 0 ? Page.Text(offset) : null;

    private string Hash(int column) => Convert.ToHexStringLower(HashBytes(column));
}
