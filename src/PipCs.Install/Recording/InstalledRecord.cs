using System.Buffers;
using System.Globalization;
using System.Text;

namespace PipCs.Install.Recording;

/// <summary>
/// The rows that installing adds to those of a wheel, and the RECORD of both as pip writes it (Recording
/// installed projects): sorted by code point, quoted only where needed, lines ended by CR LF as Python's
/// <c>csv</c> does.
/// </summary>
internal sealed class InstalledRecord
{
    private readonly List<Row> _rows = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>A row: its path, and the rest of its line.</summary>
    private readonly record struct Row(int Start, int PathLength, int TailLength);

    /// <summary>Adds a row of the wheel under another path.</summary>
    /// <param name="folder">The path's beginning, a slash at its end or empty.</param>
    /// <param name="name">The path's end.</param>
    /// <param name="tail">The rest of the line after the path: comma, hash, comma, size, CR, LF.</param>
    internal void Add(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail)
    {
        _rows.Add(new Row(_bytes.WrittenCount, folder.Length + name.Length, tail.Length));
        _bytes.Write(folder);
        _bytes.Write(name);
        _bytes.Write(tail);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="folder">The start of the path, ending in a slash, or empty.</param>
    /// <param name="name">The end of the path.</param>
    /// <param name="hash">The hash; empty for none.</param>
    /// <param name="size">The size; -1 for none.</param>
    internal void Add(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name, string hash, long size)
        => Add(folder, name, Encoding.UTF8.GetBytes(size < 0 ? $",{hash},\r\n" : string.Create(CultureInfo.InvariantCulture, $",{hash},{size}\r\n")));

    /// <summary>Writes the rows of the wheel (already in order) and the added ones in pip's order.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <param name="isMoved">For each row of the wheel, whether it was added under another path; null where no row was.</param>
    internal byte[] Merge(PipCs.Store.StoredWheel wheel, bool[]? isMoved)
    {
        _rows.Sort(Compare);
        var rows = wheel.RecordRows;
        var output = new byte[Length(wheel)];
        var at = 0;
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (isMoved is not null && isMoved[i])
            {
                continue;
            }

            ref readonly var row = ref rows[i];
            var path = wheel.GetPath(row);
            while (next < _rows.Count && IsBefore(_rows[next], path, wheel.GetLineTail(row)))
            {
                Write(_rows[next++], output, ref at);
            }

            var line = wheel.GetLine(row);
            line.CopyTo(output.AsSpan(at));
            at += line.Length;
        }

        while (next < _rows.Count)
        {
            Write(_rows[next++], output, ref at);
        }

        return at == output.Length ? output : output[..at];
    }

    private int Length(PipCs.Store.StoredWheel wheel)
    {
        var length = _bytes.WrittenCount;
        foreach (ref readonly var row in wheel.RecordRows)
        {
            length += row.LineEnd - row.LineStart;
        }

        foreach (var row in _rows)
        {
            var path = Path(row);
            if (path.IndexOfAny(",\"\r\n"u8) >= 0)
            {
                length += 2 + path.Count((byte)'"');
            }
        }

        return length;
    }

    private bool IsBefore(Row row, ReadOnlySpan<byte> path, ReadOnlySpan<byte> tail)
    {
        var order = Path(row).SequenceCompareTo(path);
        return order < 0 || (order == 0 && Tail(row).SequenceCompareTo(tail) < 0);
    }

    private void Write(Row row, byte[] output, ref int at)
    {
        var path = Path(row);
        if (path.IndexOfAny(",\"\r\n"u8) < 0)
        {
            path.CopyTo(output.AsSpan(at));
            at += path.Length;
        }
        else
        {
            output[at++] = (byte)'"';
            foreach (var value in path)
            {
                if (value == '"')
                {
                    output[at++] = value;
                }

                output[at++] = value;
            }

            output[at++] = (byte)'"';
        }

        var tail = Tail(row);
        tail.CopyTo(output.AsSpan(at));
        at += tail.Length;
    }

    private int Compare(Row left, Row right)
    {
        var order = Path(left).SequenceCompareTo(Path(right));
        return order != 0 ? order : Tail(left).SequenceCompareTo(Tail(right));
    }

    private ReadOnlySpan<byte> Path(Row row) => _bytes.WrittenSpan.Slice(row.Start, row.PathLength);

    private ReadOnlySpan<byte> Tail(Row row) => _bytes.WrittenSpan.Slice(row.Start + row.PathLength, row.TailLength);
}
