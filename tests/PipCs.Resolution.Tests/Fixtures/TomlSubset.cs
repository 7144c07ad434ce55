using System.Text;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>As much of TOML as the scenarios use: tables, dotted and quoted keys, strings, booleans, arrays, inline tables.</summary>
internal sealed class TomlSubset(string text)
{
    private int _at;

    internal static Dictionary<string, object> Read(string text) => new TomlSubset(text).ReadDocument();

    private Dictionary<string, object> ReadDocument()
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        Dictionary<string, object> current = root;
        while (SkipBlank())
        {
            if (text[_at] == '[')
            {
                _at++;
                current = Descend(root, ReadKeys());
                Expect(']');
            }
            else
            {
                ReadPair(current);
            }
        }

        return root;
    }

    private void ReadPair(Dictionary<string, object> table)
    {
        List<string> keys = ReadKeys();
        Expect('=');
        Descend(table, keys[..^1])[keys[^1]] = ReadValue();
    }

    private List<string> ReadKeys()
    {
        var keys = new List<string>();
        do
        {
            _ = SkipBlank();
            if (text[_at] is '"' or '\'')
            {
                keys.Add(ReadString());
                continue;
            }

            int start = _at;
            while (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '_')
            {
                _at++;
            }

            keys.Add(text[start.._at]);
        }
        while (SkipBlank() && text[_at] == '.' && _at++ >= 0);
        return keys;
    }

    private object ReadValue()
    {
        _ = SkipBlank();
        switch (text[_at])
        {
            case '"' or '\'':
                return ReadString();
            case '[':
                var items = new List<string>();
                _at++;
                while (SkipBlank() && text[_at] != ']')
                {
                    items.Add((string)ReadValue());
                    SkipComma();
                }

                _at++;
                return items.ToArray();
            case '{':
                var table = new Dictionary<string, object>(StringComparer.Ordinal);
                _at++;
                while (SkipBlank() && text[_at] != '}')
                {
                    ReadPair(table);
                    SkipComma();
                }

                _at++;
                return table;
            default:
                int start = _at;
                while (char.IsAsciiLetter(text[_at]))
                {
                    _at++;
                }

                return bool.Parse(text[start.._at]);
        }
    }

    private string ReadString()
    {
        char quote = text[_at];
        if (quote == '"' && string.CompareOrdinal(text, _at, "\"\"\"", 0, 3) == 0)
        {
            int end = text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
            string whole = text[(_at + 3)..end];
            _at = end + 3;
            return whole;
        }

        var result = new StringBuilder();
        for (_at++; text[_at] != quote; _at++)
        {
            if (quote == '"' && text[_at] == '\\')
            {
                _at++;
            }

            _ = result.Append(text[_at]);
        }

        _at++;
        return result.ToString();
    }

    private static Dictionary<string, object> Descend(Dictionary<string, object> table, List<string> keys)
    {
        foreach (string key in keys)
        {
            if (!table.TryGetValue(key, out object? below))
            {
                table.Add(key, below = new Dictionary<string, object>(StringComparer.Ordinal));
            }

            table = (Dictionary<string, object>)below;
        }

        return table;
    }

    private void Expect(char expected)
    {
        _ = SkipBlank();
        Assert.Equal(expected, text[_at++]);
    }

    private void SkipComma()
    {
        if (SkipBlank() && text[_at] == ',')
        {
            _at++;
        }
    }

    private bool SkipBlank()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '#'))
        {
            _at = text[_at] == '#' ? (text.IndexOf('\n', _at) is var end && end < 0 ? text.Length : end) : _at + 1;
        }

        return _at < text.Length;
    }
}
