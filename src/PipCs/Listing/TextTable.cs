using System.Text;

namespace PipCs.Listing;

/// <summary>A table of distributions in pip's layout: a head, a rule, columns separated by one space.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _columns = [];

    /// <summary>Adds a column.</summary>
    internal void Add(string head, IReadOnlyList<ListedDistribution> rows, Func<ListedDistribution, string?> value)
    {
        var column = new string[rows.Count + 1];
        column[0] = head;
        for (var index = 0; index < rows.Count; index++)
        {
            column[index + 1] = value(rows[index]) ?? "";
        }

        _columns.Add(column);
    }

    /// <summary>Adds a column where any row has a value.</summary>
    internal void AddWhereAny(string head, IReadOnlyList<ListedDistribution> rows, Func<ListedDistribution, string?> value)
    {
        string[]? column = null;
        for (var index = 0; index < rows.Count; index++)
        {
            if (value(rows[index]) is { Length: > 0 } text)
            {
                if (column is null)
                {
                    column = new string[rows.Count + 1];
                    Array.Fill(column, "");
                    column[0] = head;
                }

                column[index + 1] = text;
            }
        }

        if (column is not null)
        {
            _columns.Add(column);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = new int[_columns.Count];
        for (var column = 0; column < widths.Length; column++)
        {
            foreach (var cell in _columns[column])
            {
                widths[column] = Math.Max(widths[column], Width(cell));
            }
        }

        var text = new StringBuilder();
        for (var row = 0; row < _columns[0].Length; row++)
        {
            AppendRow(text, row, widths);
            if (row == 0)
            {
                for (var column = 0; column < widths.Length; column++)
                {
                    text.Append('-', widths[column]).Append(column + 1 < widths.Length ? ' ' : '\n');
                }
            }
        }

        return text.ToString(0, text.Length - 1);
    }

    private void AppendRow(StringBuilder text, int row, int[] widths)
    {
        for (var column = 0; column < widths.Length; column++)
        {
            var cell = _columns[column][row];
            text.Append(cell).Append(' ', widths[column] - Width(cell) + 1);
        }

        var end = text.Length;
        while (text[end - 1] == ' ')
        {
            end--;
        }

        text.Length = end;
        text.Append('\n');
    }

    // Python counts code points.
    private static int Width(string cell)
    {
        var width = cell.Length;
        foreach (var character in cell)
        {
            width -= char.IsLowSurrogate(character) ? 1 : 0;
        }

        return width;
    }
}
