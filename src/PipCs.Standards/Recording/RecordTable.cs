using System.Runtime.InteropServices;

namespace PipCs.Standards.Recording;

/// <summary>The rows of a RECORD as parts of its bytes: a RECORD with a million rows makes no object for each. Immutable; it refers to the bytes that it was read from.</summary>
public sealed class RecordTable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<Row> _rows;

    internal RecordTable(ReadOnlyMemory<byte> bytes, List<Row> rows)
    {
        _bytes = bytes;
        _rows = rows;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The path of a row, UTF-8, without quotes.</summary>
    public ReadOnlyMemory<byte> GetPath(int row) => _bytes.Slice(_rows[row].Path, _rows[row].PathLength);

    /// <summary>The hash of a row, UTF-8; empty where none is given.</summary>
    public ReadOnlySpan<byte> GetHash(int row) => _bytes.Span.Slice(_rows[row].Hash, _rows[row].HashLength);

    /// <summary>The size in a row as text, UTF-8; empty where none is given.</summary>
    public ReadOnlySpan<byte> GetSize(int row) => _bytes.Span.Slice(_rows[row].Hash + _rows[row].HashLength + _rows[row].SizeGap, _rows[row].SizeLength);

    /// <summary>The places of the parts of a row. The size follows the hash directly or after a comma.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Row(int Path, int PathLength, int Hash, int HashLength, int SizeLength, int SizeGap);
}
