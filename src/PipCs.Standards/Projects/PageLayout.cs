namespace PipCs.Standards.Projects;

/// <summary>The flags of a file.</summary>
[Flags]
internal enum PageFileFlags : byte
{
    None = 0,
    Sdist = 1,
    Yanked = 2,
    HasMetadata = 4,
    HasSha256 = 8,

    /// <summary>The text of the URL is whole; without it the file name follows that text.</summary>
    UrlHasName = 32,
}

/// <summary>
/// The places of a page's columns ("page-v1"). Numbers are little-endian. The header is a magic number and counts of
/// four bytes each. The columns of versions, of files and of small tables follow, and then the texts. A column refers to a
/// text by its offset among the texts, where its length stands as a LEB128 number before its UTF-8
/// bytes; offset 0 is "none". File names are not stored. Each is made of version, build, tags and a style, which is the part before the version, a
/// zero byte, and the extension.
/// </summary>
internal readonly struct PageLayout
{
    internal const int HeaderSize = 24;
    internal const int HashSize = 32;
    internal const uint Magic = 0x32_47_50_01; // 01 "PG2"

    internal readonly int VersionCount;
    internal readonly int FileCount;
    internal readonly int RequiresPythonCount;
    internal readonly int TagSetCount;
    internal readonly int TextsLength;

    internal PageLayout(int versions, int files, int requiresPython, int tagSets, int textsLength)
    {
        VersionCount = versions;
        FileCount = files;
        RequiresPythonCount = requiresPython;
        TagSetCount = tagSets;
        TextsLength = textsLength;
    }

    internal const int SortKeys = HeaderSize;

    // Versions: sort keys (8), texts (4), first files (4, one more than versions).
    internal int VersionTexts => SortKeys + (8 * VersionCount);

    internal int FirstFiles => VersionTexts + (4 * VersionCount);

    // Files.
    internal int Sizes => FirstFiles + (4 * (VersionCount + 1));

    internal int UploadTimes => Sizes + (8 * FileCount);

    internal int Sha256 => UploadTimes + (8 * FileCount);

    internal int MetadataSha256 => Sha256 + (HashSize * FileCount);

    internal int NameStyles => MetadataSha256 + (4 * FileCount);

    internal int Urls => NameStyles + (4 * FileCount);

    internal int OwnVersions => Urls + (4 * FileCount);

    internal int OtherHashes => OwnVersions + (4 * FileCount);

    internal int Builds => OtherHashes + (4 * FileCount);

    internal int YankedReasons => Builds + (4 * FileCount);

    internal int RequiresPythonIds => YankedReasons + (4 * FileCount);

    internal int TagsIds => RequiresPythonIds + (4 * FileCount);

    internal int Sources => TagsIds + (4 * FileCount);

    internal int Bases => Sources + (4 * FileCount);

    internal int Flags => Bases + (4 * FileCount);

    // Small tables of texts.
    internal int RequiresPythonTable => Flags + FileCount;

    internal int TagSetTable => RequiresPythonTable + (4 * RequiresPythonCount);

    internal int Texts => TagSetTable + (4 * TagSetCount);

    internal int Length => Texts + TextsLength;
}
