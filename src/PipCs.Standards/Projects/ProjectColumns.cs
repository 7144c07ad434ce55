using System.Buffers.Binary;

namespace PipCs.Standards.Projects;

/// <summary>
/// The columns of a <see cref="ProjectPage"/> that judging files needs, for code that goes through many versions and files. The values are those of the page's own properties,
/// but the places of the columns are found only once. Positions are not checked beyond the bounds of the page.
/// </summary>
public readonly ref struct ProjectColumns
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _firstFiles;
    private readonly int _flags;
    private readonly int _tagsIds;
    private readonly int _requiresPythonIds;

    internal ProjectColumns(ReadOnlySpan<byte> bytes, in PageLayout layout)
    {
        _bytes = bytes;
        _firstFiles = layout.FirstFiles;
        _flags = layout.Flags;
        _tagsIds = layout.TagsIds;
        _requiresPythonIds = layout.RequiresPythonIds;
    }

    /// <summary>As <see cref="ProjectPage.GetSortKey"/>.</summary>
    public ulong GetSortKey(int versionIndex) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(PageLayout.SortKeys + (8 * versionIndex))..]);

    /// <summary>As <see cref="ProjectPage.GetFiles"/>.</summary>
    public (int First, int Count) GetFiles(int versionIndex)
    {
        var first = Int32(_firstFiles, versionIndex);
        return (first, Int32(_firstFiles, versionIndex + 1) - first);
    }

    /// <summary>As <see cref="ProjectFile.Kind"/>.</summary>
    public DistributionKind GetKind(int fileIndex) => Has(fileIndex, PageFileFlags.Sdist) ? DistributionKind.Sdist : DistributionKind.Wheel;

    /// <summary>As <see cref="ProjectFile.IsYanked"/>.</summary>
    public bool IsYanked(int fileIndex) => Has(fileIndex, PageFileFlags.Yanked);

    /// <summary>As <see cref="ProjectFile.TagsId"/>.</summary>
    public int GetTagsId(int fileIndex) => Int32(_tagsIds, fileIndex);

    /// <summary>As <see cref="ProjectFile.RequiresPythonId"/>.</summary>
    public int GetRequiresPythonId(int fileIndex) => Int32(_requiresPythonIds, fileIndex);

    private bool Has(int fileIndex, PageFileFlags flag) => ((PageFileFlags)_bytes[_flags + fileIndex] & flag) != 0;

    private int Int32(int column, int index) => BinaryPrimitives.ReadInt32LittleEndian(_bytes[(column + (4 * index))..]);
}
