using System.Buffers;
using System.Buffers.Binary;

namespace PipCs.Standards.Projects;

public sealed partial class ProjectPageBuilder
{
    private bool _isBuilt;

    /// <summary>Makes the page. The builder cannot be used again.</summary>
    /// <exception cref="ObjectDisposedException">It was built before.</exception>
    public ProjectPage Build()
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        _isBuilt = true;
        var groups = GroupVersions(out var representatives);
        var firsts = new int[representatives.Count + 1];
        for (var i = 0; i < _count; i++)
        {
            firsts[groups[_rows[i].Version] + 1]++;
        }

        // Versions without a file of their own cannot be: each came with one, but its name may have been refused.
        for (var i = 1; i < firsts.Length; i++)
        {
            firsts[i] += firsts[i - 1];
        }

        var layout = new PageLayout(representatives.Count, _count, _requiresPython.Count, _tagSets.Count, _texts.Length);
        var bytes = new byte[layout.Length]; // Zeroed, because absent values are zero.
        WriteHeader(bytes, layout);
        for (var i = 0; i < representatives.Count; i++)
        {
            var id = representatives[i];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(PageLayout.SortKeys + (8 * i)), _parsedVersions[id].SortKey);
            Put(bytes, layout.VersionTexts, i, _versions.Offsets[id]);
            Put(bytes, layout.FirstFiles, i, firsts[i]);
        }

        Put(bytes, layout.FirstFiles, representatives.Count, _count);
        for (var i = 0; i < _count; i++)
        {
            ref var row = ref _rows[i];
            var group = groups[row.Version];
            row.OwnVersion = representatives[group] == row.Version ? 0 : _versions.Offsets[row.Version];
            WriteRow(bytes, layout, firsts[group]++, row, i);
        }

        PutTable(bytes, layout.RequiresPythonTable, _requiresPython);
        PutTable(bytes, layout.TagSetTable, _tagSets);
        _texts.Written.CopyTo(bytes.AsSpan(layout.Texts));
        _texts.Release();
        ArrayPool<Row>.Shared.Return(_rows);
        ArrayPool<byte>.Shared.Return(_hashes);
        _rows = [];
        _hashes = [];
        return ProjectPage.TryRead(_project, bytes, out var page) ? page : throw new InvalidOperationException("The page's columns do not fit its header.");
    }

    /// <summary>Sorts the distinct spellings; gives each its version's position, and each version the spelling that came first.</summary>
    private int[] GroupVersions(out List<int> representatives)
    {
        var used = new bool[_versions.Count];
        for (var i = 0; i < _count; i++)
        {
            used[_rows[i].Version] = true;
        }

        var order = new List<int>(_versions.Count);
        for (var id = 0; id < used.Length; id++)
        {
            if (used[id])
            {
                order.Add(id);
            }
        }

        order.Sort((left, right) => Compare(left, right) is var result and not 0 ? result : left.CompareTo(right));
        var groups = new int[_versions.Count];
        representatives = new List<int>(order.Count);
        foreach (var id in order)
        {
            if (representatives.Count == 0 || Compare(representatives[^1], id) != 0)
            {
                representatives.Add(id);
            }

            groups[id] = representatives.Count - 1;
        }

        return groups;
    }

    private int Compare(int left, int right)
    {
        var leftKey = _parsedVersions[left].SortKey;
        var rightKey = _parsedVersions[right].SortKey;
        return leftKey != 0 && rightKey != 0 ? leftKey.CompareTo(rightKey) : _parsedVersions[left].CompareTo(_parsedVersions[right]);
    }

    private void WriteRow(byte[] bytes, in PageLayout layout, int at, in Row row, int rowIndex)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(layout.Sizes + (8 * at)), row.Size);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(layout.UploadTimes + (8 * at)), row.UploadTicks);
        if ((row.Flags & PageFileFlags.HasSha256) != 0)
        {
            _hashes.AsSpan(rowIndex * PageLayout.HashSize, PageLayout.HashSize).CopyTo(bytes.AsSpan(layout.Sha256 + (PageLayout.HashSize * at)));
        }

        Put(bytes, layout.MetadataSha256, at, row.MetadataSha256);
        Put(bytes, layout.NameStyles, at, row.NameStyle);
        Put(bytes, layout.Urls, at, row.Url);
        Put(bytes, layout.OwnVersions, at, row.OwnVersion);
        Put(bytes, layout.OtherHashes, at, row.OtherHashes);
        Put(bytes, layout.Builds, at, row.Build);
        Put(bytes, layout.YankedReasons, at, row.YankedReason);
        Put(bytes, layout.RequiresPythonIds, at, row.RequiresPython);
        Put(bytes, layout.TagsIds, at, row.Tags);
        Put(bytes, layout.Sources, at, row.Source);
        Put(bytes, layout.Bases, at, row.Base);
        bytes[layout.Flags + at] = (byte)row.Flags;
    }

    private static void WriteHeader(byte[] bytes, in PageLayout layout)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, PageLayout.Magic);
        Put(bytes, 4, 0, layout.VersionCount);
        Put(bytes, 4, 1, layout.FileCount);
        Put(bytes, 4, 2, layout.RequiresPythonCount);
        Put(bytes, 4, 3, layout.TagSetCount);
        Put(bytes, 4, 4, layout.TextsLength);
    }

    private static void Put(byte[] bytes, int column, int index, int value)
        => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(column + (4 * index)), value);

    private static void PutTable(byte[] bytes, int column, DistinctTexts texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Put(bytes, column, i, texts.Offsets[i]);
        }
    }

    private void AddPage(ProjectPage page)
    {
        ref readonly var layout = ref page.Layout;
        for (var i = 0; i < page.FileCount; i++)
        {
            var file = page.GetFile(i);
            var own = page.Int32(layout.OwnVersions, i);
            ref var row = ref NextRow();
            row.Version = AddVersion(page.TextBytes(own != 0 ? own : page.Int32(layout.VersionTexts, page.GetVersionIndex(i))));
            row.NameStyle = CopyShared(page, layout.NameStyles, i, _styles);
            row.Url = CopyShared(page, layout.Urls, i, _folders);
            row.MetadataSha256 = Copy(page, layout.MetadataSha256, i);
            row.OtherHashes = Copy(page, layout.OtherHashes, i);
            row.Build = Copy(page, layout.Builds, i);
            row.YankedReason = Copy(page, layout.YankedReasons, i);
            row.RequiresPython = CopyId(page, layout.RequiresPythonIds, layout.RequiresPythonTable, i, _requiresPython);
            row.Tags = CopyId(page, layout.TagsIds, layout.TagSetTable, i, _tagSets);
            row.Source = CopyShared(page, layout.Sources, i, _sources);
            row.Base = CopyShared(page, layout.Bases, i, _bases);
            row.Size = file.Size;
            row.UploadTicks = page.Int64(layout.UploadTimes, i);
            row.Flags = file.Flags;
            file.Sha256Bytes.CopyTo(_hashes.AsSpan(_count * PageLayout.HashSize));
            _count++;
        }
    }

    private int Copy(ProjectPage page, int column, int index)
        => page.Int32(column, index) is var offset and not 0 ? _texts.Append(page.TextBytes(offset)) : 0;

    private static int CopyShared(ProjectPage page, int column, int index, DistinctTexts texts)
        => texts.Offsets[texts.Add(page.TextBytes(page.Int32(column, index)))];

    private static int CopyId(ProjectPage page, int column, int table, int index, DistinctTexts texts)
        => page.Int32(column, index) is var id and >= 0 ? texts.Add(page.TextBytes(page.Int32(table, id))) : -1;
}
