using System.Text;
using PipCs.Standards.Recording;
using PipCs.Store.Unpacking;

namespace PipCs.Store.Manifests;

/// <summary>A row of the RECORD to come.</summary>
/// <param name="Entry">The row.</param>
/// <param name="PathBytes">Its path in UTF-8.</param>
/// <param name="File">The file that it names, or -1.</param>
internal readonly record struct RecordRow(RecordEntry Entry, byte[] PathBytes, int File);

/// <summary>Makes the rows that pip makes of a wheel's RECORD: each of its rows as it is, and one without hash and size for each file that it does not list; sorted.</summary>
internal static class RecordRows
{
    internal static (List<RecordRow> Rows, int[] RowOf) Make(WheelContent content, List<WheelFile> files)
    {
        var fileOf = new Dictionary<string, int>(files.Count + 1, StringComparer.Ordinal);
        for (var i = 0; i < files.Count; i++)
        {
            fileOf.Add(files[i].Entry.Name, i);
        }

        var rows = new List<RecordRow>(content.Record.Count + 1);
        fileOf.Add($"{content.DistInfoName}/RECORD", -1);
        foreach (var entry in content.Record)
        {
            rows.Add(new(entry, Encoding.UTF8.GetBytes(entry.Path), fileOf.Remove(entry.Path, out var file) ? file : -1));
        }

        foreach (var (path, file) in fileOf)
        {
            rows.Add(new(new(path, "", ""), Encoding.UTF8.GetBytes(path), file));
        }

        rows.Sort(Compare);
        var rowOf = new int[files.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].File >= 0)
            {
                rowOf[rows[i].File] = i;
            }
        }

        return (rows, rowOf);
    }

    // UTF-8 compares as its code points do, which is how Python compares strings.
    private static int Compare(RecordRow left, RecordRow right)
    {
        var order = left.PathBytes.AsSpan().SequenceCompareTo(right.PathBytes);
        order = order != 0 ? order : string.CompareOrdinal(left.Entry.Hash, right.Entry.Hash);
        return order != 0 ? order : string.CompareOrdinal(left.Entry.Size, right.Entry.Size);
    }
}
