using System.Buffers;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Recording;

/// <summary>Reads and writes RECORD: comma-separated values as Python's <c>csv</c> module reads and writes them, lines ended by CR LF, as pip's are.</summary>
public static partial class RecordFile
{
    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>Writes rows in the given order, quoting only where needed.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<RecordEntry> rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(rows);
        foreach (RecordEntry row in rows)
        {
            WriteField(output, row.Path);
            output.Write(","u8);
            WriteField(output, row.Hash);
            output.Write(","u8);
            WriteField(output, row.Size);
            output.Write(LineEnd);
        }
    }

    /// <summary>pip's order of rows: by path, hash and size, compared as Python compares strings (by code point).</summary>
    public static int Compare(RecordEntry left, RecordEntry right)
    {
        int order = PythonText.Compare(left.Path, right.Path);
        order = order != 0 ? order : PythonText.Compare(left.Hash, right.Hash);
        return order != 0 ? order : PythonText.Compare(left.Size, right.Size);
    }

    private static void WriteField(IBufferWriter<byte> output, string field)
    {
        if (field.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            Encoding.UTF8.GetBytes(field, output);
            return;
        }

        output.Write("\""u8);
        Encoding.UTF8.GetBytes(field.Replace("\"", "\"\"", StringComparison.Ordinal), output);
        output.Write("\""u8);
    }
}
