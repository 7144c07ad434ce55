using System.Globalization;
using System.Text;

namespace PipCs.EndToEnd.Harness;

/// <summary>A terminal as far as our programs use one: what stands on it in the end.</summary>
internal sealed class Screen(int columns)
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    /// <summary>The rows that stand there after this was written, joined where the terminal wrapped a line.</summary>
    internal static string After(string output, int columns = 120)
    {
        var screen = new Screen(columns);
        screen.Write(output);
        var text = new StringBuilder();
        foreach (var row in screen._rows)
        {
            text.Append(row);
            if (row.Length < columns)
            {
                while (text.Length > 0 && text[^1] == ' ')
                {
                    text.Length--;
                }

                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private void Write(string output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            switch (output[i])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    GoDown();
                    break;
                case '\e':
                    var end = output.AsSpan(i).IndexOfAnyInRange('@', 'Z') is var upper and >= 0 ? upper : int.MaxValue;
                    end = Math.Min(end, output.AsSpan(i).IndexOfAnyInRange('a', 'z') is var lower and >= 0 ? lower : int.MaxValue);
                    Obey(output.Substring(i + 2, end - 2), output[i + end]);
                    i += end;
                    break;
                default:
                    Put(output[i]);
                    break;
            }
        }
    }

    private void Obey(string argument, char command)
    {
        switch (command)
        {
            case 'K':
                _rows[_row].Length = Math.Min(_rows[_row].Length, argument == "2" ? 0 : _column);
                break;
            case 'J':
                _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case 'A':
                _row = Math.Max(0, _row - (argument.Length == 0 ? 1 : int.Parse(argument, CultureInfo.InvariantCulture)));
                break;
            case 'm':
                break;
            default:
                Assert.Fail($"The terminal was told something that leaves it in another state: ESC [{argument}{command}");
                break;
        }
    }

    private void Put(char character)
    {
        if (_column == columns)
        {
            GoDown();
            _column = 0;
        }

        var row = _rows[_row];
        row.Append(' ', Math.Max(0, _column + 1 - row.Length));
        row[_column++] = character;
    }

    private void GoDown()
    {
        if (++_row == _rows.Count)
        {
            _rows.Add(new());
        }
    }
}
