using System.Buffers;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Recording;

public static partial class RecordFile
{
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        "\n\r !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>Reads all rows; missing columns are empty, more than three are dropped, empty lines are left out, as pip does.</summary>
    public static List<RecordEntry> Read(ReadOnlySpan<byte> utf8)
    {
        var rows = new List<RecordEntry>(utf8.Length / 90 + 4);

        // Only these need Python's whole grammar of lines and fields.
        if (utf8.IndexOfAnyExcept(PlainBytes) >= 0)
        {
            ReadText(Encoding.UTF8.GetString(utf8), rows);
            return rows;
        }

        while (!utf8.IsEmpty)
        {
            int length = utf8.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> line = length < 0 ? utf8 : utf8[..length];
            utf8 = length < 0 ? default : utf8[(length + 1)..];
            if (!line.IsEmpty)
            {
                rows.Add(new RecordEntry(TakeField(ref line), TakeField(ref line), TakeField(ref line)));
            }
        }

        return rows;
    }

    private static string TakeField(ref ReadOnlySpan<byte> line)
    {
        int comma = line.IndexOf((byte)',');
        ReadOnlySpan<byte> field = comma < 0 ? line : line[..comma];
        line = comma < 0 ? default : line[(comma + 1)..];
        return field.IsEmpty ? "" : Encoding.ASCII.GetString(field);
    }

    /// <summary>Reads rows with quotes: inside them, a quote is written twice, and a field goes on over the end of its line.</summary>
    private static void ReadText(string text, List<RecordEntry> rows)
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
                EndRow(fields, ref column, field, rows);
            }
        }

        if (quoted)
        {
            EndRow(fields, ref column, field, rows);
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

    private static void EndRow(string[] fields, ref int column, StringBuilder field, List<RecordEntry> rows)
    {
        EndField(fields, ref column, field);
        rows.Add(new RecordEntry(fields[0], column > 1 ? fields[1] : "", column > 2 ? fields[2] : ""));
        column = 0;
    }
}
