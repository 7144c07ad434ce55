using System.Buffers;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Recording;

public static partial class RecordFile
{
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        "\n\r !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>Reads all rows; missing columns are empty, more than three are dropped, empty lines are left out, as pip does.</summary>
    public static List<RecordEntry> Read(ReadOnlyMemory<byte> utf8)
    {
        RecordTable table = ReadTable(utf8);
        var rows = new List<RecordEntry>(table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            rows.Add(new RecordEntry(ToText(table.GetPath(i).Span), ToText(table.GetHash(i)), ToText(table.GetSize(i))));
        }

        return rows;

        static string ToText(ReadOnlySpan<byte> field) => field.IsEmpty ? "" : Encoding.UTF8.GetString(field);
    }

    /// <summary>Reads all rows as <see cref="Read"/> does, without copying the bytes.</summary>
    public static RecordTable ReadTable(ReadOnlyMemory<byte> utf8)
    {
        var rows = new List<RecordTable.Row>(utf8.Length / 90 + 4);

        // Only these need Python's whole grammar of lines and fields.
        if (utf8.Span.IndexOfAnyExcept(PlainBytes) >= 0)
        {
            var fields = new ArrayBufferWriter<byte>(utf8.Length);
            ReadText(Encoding.UTF8.GetString(utf8.Span), fields, rows);
            return new RecordTable(fields.WrittenMemory, rows);
        }

        ReadOnlySpan<byte> bytes = utf8.Span;
        for (int start = 0; start < bytes.Length;)
        {
            int length = bytes[start..].IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> line = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (!line.IsEmpty)
            {
                int path = FieldLength(line, 0);
                int hash = FieldLength(line, path + 1);
                rows.Add(new RecordTable.Row(start, path, start + Math.Min(path + 1, line.Length), hash, FieldLength(line, path + hash + 2), path + hash + 1 < line.Length ? 1 : 0));
            }

            start += line.Length + 1;
        }

        return new RecordTable(utf8, rows);
    }

    private static int FieldLength(ReadOnlySpan<byte> line, int start)
    {
        ReadOnlySpan<byte> rest = start < line.Length ? line[start..] : default;
        int comma = rest.IndexOf((byte)',');
        return comma < 0 ? rest.Length : comma;
    }

    /// <summary>Reads rows with quotes. Inside quotes, a quote is written twice, and a field may contain line ends.</summary>
    private static void ReadText(string text, ArrayBufferWriter<byte> output, List<RecordTable.Row> rows)
    {
        var fields = new string[3];
        int column = 0;
        var field = new StringBuilder();
        bool quoted = false;
        foreach (Range range in new PythonLines(text))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            if (line.IsEmpty && !quoted && column == 0 && field.Length == 0)
            {
                continue;
            }

            bool atStart = !quoted;
            for (int i = 0; i < line.Length; i++)
            {
                char c = line[i];
                if (quoted)
                {
                    if (c != '"')
                    {
                        field.Append(c);
                    }
                    else if (i + 1 < line.Length && line[i + 1] == '"')
                    {
                        field.Append('"');
                        i++;
                    }
                    else
                    {
                        quoted = false;
                    }
                }
                else if (c == ',')
                {
                    EndField(fields, ref column, field);
                    atStart = true;
                    continue;
                }
                else if (c == '"' && atStart)
                {
                    quoted = true;
                }
                else
                {
                    field.Append(c);
                }

                atStart = false;
            }

            if (!quoted)
            {
                EndRow(fields, ref column, field, output, rows);
            }
        }

        if (quoted)
        {
            EndRow(fields, ref column, field, output, rows);
        }
    }

    private static void EndField(string[] fields, ref int column, StringBuilder field)
    {
        if (column < fields.Length)
        {
            fields[column] = field.ToString();
        }

        column++;
        field.Clear();
    }

    private static void EndRow(string[] fields, ref int column, StringBuilder field, ArrayBufferWriter<byte> output, List<RecordTable.Row> rows)
    {
        EndField(fields, ref column, field);
        int path = output.WrittenCount;
        Encoding.UTF8.GetBytes(fields[0], output);
        int hash = output.WrittenCount;
        Encoding.UTF8.GetBytes(column > 1 ? fields[1] : "", output);
        int size = output.WrittenCount;
        Encoding.UTF8.GetBytes(column > 2 ? fields[2] : "", output);
        rows.Add(new RecordTable.Row(path, hash - path, hash, size - hash, output.WrittenCount - size, SizeGap: 0));
        column = 0;
    }
}
