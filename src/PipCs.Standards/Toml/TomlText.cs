using System.Globalization;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Toml;

/// <summary>Writes TOML in the layout of <c>tomli_w</c>, which pip writes lock files with.</summary>
internal sealed class TomlText
{
    private const string Indent = "    ";
    private const int LongestInlineTable = 100;

    private readonly StringBuilder _text = new();

    /// <summary>Writes a document.</summary>
    public string Write(TomlTable document)
    {
        WriteTable(document, "", isArrayElement: false);
        return _text.ToString();
    }

    /// <summary>Writes a table: its plain values, then the tables in it, each under a header of its own.</summary>
    private void WriteTable(TomlTable table, string name, bool isArrayElement)
    {
        var literals = new List<KeyValuePair<string, object>>();
        var sections = new List<KeyValuePair<string, object>>();
        foreach (KeyValuePair<string, object> entry in table)
        {
            (IsSection(entry.Value) ? sections : literals).Add(entry);
        }

        bool isFirst = true;
        if (isArrayElement || (name.Length > 0 && (literals.Count > 0 || sections.Count == 0)))
        {
            _text.Append(isArrayElement ? "[[" : "[").Append(name).Append(isArrayElement ? "]]\n" : "]\n");
            isFirst = false;
        }

        foreach ((string key, object value) in literals)
        {
            _text.Append(Key(key)).Append(" = ").Append(Literal(value, 0)).Append('\n');
            isFirst = false;
        }

        foreach ((string key, object value) in sections)
        {
            string path = name.Length > 0 ? $"{name}.{Key(key)}" : Key(key);
            foreach (object section in value is TomlTable ? [value] : (IReadOnlyList<object>)value)
            {
                _text.Append(isFirst ? "" : "\n");
                isFirst = false;
                WriteTable((TomlTable)section, path, isArrayElement: value is not TomlTable);
            }
        }
    }

    /// <summary>Whether a value gets headers: a table, or a list of tables of which one is too long for a line.</summary>
    private static bool IsSection(object value)
        => value is TomlTable || (value is IReadOnlyList<object> { Count: > 0 } list && list.All(item => item is TomlTable) && !list.All(item => FitsInline((TomlTable)item)));

    /// <summary>Whether a table takes one line of its list, indented and with a comma behind it.</summary>
    private static bool FitsInline(TomlTable table)
    {
        int room = LongestInlineTable - Indent.Length - 1;
        return FitsInline(table, ref room);
    }

    /// <summary>Subtracts from the room the length of a value on one line; stops when there is no room left.</summary>
    private static bool FitsInline(object value, ref int room)
    {
        if (value is not TomlTable table)
        {
            room -= value switch
            {
                IReadOnlyList<object> { Count: > 0 } => int.MaxValue / 2,
                string { Length: > 2 * LongestInlineTable } => int.MaxValue / 2,
                _ => PythonText.CountCodePoints(Literal(value, 0)),
            };
            return room >= 0;
        }

        room -= table.Count == 0 ? 2 : 4 + (2 * (table.Count - 1));
        foreach ((string key, object inner) in table)
        {
            room -= key.Length > 2 * LongestInlineTable ? int.MaxValue / 2 : PythonText.CountCodePoints(Key(key)) + 3;
            if (room < 0 || !FitsInline(inner, ref room))
            {
                return false;
            }
        }

        return room >= 0;
    }

    private static string Literal(object value, int depth) => value switch
    {
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => PythonValue.Float(number),
        TomlMoment moment => moment.ToString(),
        TomlTable table => InlineTable(table),
        IReadOnlyList<object> { Count: 0 } => "[]",
        IReadOnlyList<object> list => List(list, depth),
        _ => throw new ArgumentException("not a value of TOML", nameof(value)),
    };

    private static string List(IReadOnlyList<object> list, int depth)
    {
        string indent = string.Concat(Enumerable.Repeat(Indent, depth));
        return $"[\n{string.Join(",\n", list.Select(item => indent + Indent + Literal(item, depth + 1)))},\n{indent}]";
    }

    private static string InlineTable(TomlTable table)
        => table.Count == 0 ? "{}" : "{ " + string.Join(", ", table.Select(entry => $"{Key(entry.Key)} = {Literal(entry.Value, 0)}")) + " }";

    private static string Key(string key)
        => key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : Quote(key);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '\b' => quoted.Append("\\b"),
                '\n' => quoted.Append("\\n"),
                '\f' => quoted.Append("\\f"),
                '\r' => quoted.Append("\\r"),
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                (< ' ' and not '\t') or '\x7f' => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
