using PipCs.Archives;
using PipCs.Standards.Recording;
using PipCs.Store.Unpacking;

namespace PipCs.Store.Manifests;

/// <summary>A row of the RECORD that an environment will get.</summary>
/// <param name="Row">The row of the wheel's RECORD; -1 for a file that RECORD does not list, or for RECORD itself where it does not list itself.</param>
/// <param name="File">The file that the row names, or -1.</param>
internal readonly record struct RecordRow(int Row, int File);

/// <summary>Makes the rows that pip makes of a wheel's RECORD: each row of it unchanged, and one without hash and size for each file that it does not list; sorted.</summary>
internal sealed class StoredRecordRows
{
    private readonly RecordTable _record;
    private readonly List<WheelFile> _files;
    private readonly byte[] _recordPath;

    private StoredRecordRows(RecordTable record, List<WheelFile> files, byte[] recordPath)
    {
        _record = record;
        _files = files;
        _recordPath = recordPath;
        Rows = new(Math.Max(record.Count, files.Count) + 1);
        RowOf = new int[files.Count];
    }

    /// <summary>The rows.</summary>
    internal List<RecordRow> Rows { get; }

    /// <summary>The row of each file.</summary>
    internal int[] RowOf { get; }

    internal static StoredRecordRows Make(WheelContent content, List<WheelFile> files, MemberTree tree)
    {
        var rows = new StoredRecordRows(content.Record, files, System.Text.Encoding.UTF8.GetBytes($"{content.DistInfoName}/RECORD"));
        rows.Fill(tree);
        rows.Rows.Sort(rows.Compare);
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            if (rows.Rows[i].File >= 0)
            {
                rows.RowOf[rows.Rows[i].File] = i;
            }
        }

        return rows;
    }

    internal ReadOnlySpan<byte> GetPath(RecordRow row)
        => row.Row >= 0 ? _record.GetPath(row.Row).Span : row.File >= 0 ? _files[row.File].Entry.NameBytes.Span : _recordPath;

    internal ReadOnlySpan<byte> GetHash(RecordRow row) => row.Row >= 0 ? _record.GetHash(row.Row) : default;

    internal ReadOnlySpan<byte> GetSize(RecordRow row) => row.Row >= 0 ? _record.GetSize(row.Row) : default;

    private void Fill(MemberTree tree)
    {
        var isListed = new bool[_files.Count];
        var listsItself = false;
        for (var row = 0; row < _record.Count; row++)
        {
            var path = _record.GetPath(row);
            listsItself |= path.Span.SequenceEqual(_recordPath);

            // Only the first row of a file counts. RECORD itself has a number above those of the files.
            var isFirst = tree.TryFindFile(path, out var file) && file < isListed.Length && !isListed[file];
            Rows.Add(new(row, isFirst ? file : -1));
            if (isFirst)
            {
                isListed[file] = true;
            }
        }

        for (var file = 0; file < isListed.Length; file++)
        {
            if (!isListed[file])
            {
                Rows.Add(new(-1, file));
            }
        }

        if (!listsItself)
        {
            Rows.Add(new(-1, -1));
        }
    }

    // UTF-8 compares as its code points do, which is how Python compares strings.
    private int Compare(RecordRow left, RecordRow right)
    {
        var order = GetPath(left).SequenceCompareTo(GetPath(right));
        order = order != 0 ? order : GetHash(left).SequenceCompareTo(GetHash(right));
        return order != 0 ? order : GetSize(left).SequenceCompareTo(GetSize(right));
    }
}
