using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PipCs.Standards.Toml;

/// <content>Reading: Tomlyn parses and checks, its tree is turned into values.</content>
public sealed partial class TomlTable
{
    /// <summary>The deepest nesting of tables, because code that walks them may recurse.</summary>
    private const int DeepestNesting = 100;

    private Definition _definition;

    /// <summary>The part of the document whose dotted keys made or extended the table.</summary>
    private object? _section;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not TOML; the message ends with the place: <c>(at line 2, column 1)</c>, both from 1.</exception>
    public static TomlTable Parse(string text) => TryParse(text, out TomlTable? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not TOML, or not UTF-8; the message gives the place.</exception>
    public static TomlTable Parse(ReadOnlySpan<byte> utf8) => TryParse(utf8, out TomlTable? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="result">Its values.</param>
    /// <param name="error">Why it is not TOML or not UTF-8, and where.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out TomlTable? result, [NotNullWhen(false)] out string? error)
    {
        try
        {
            return TryParse(StrictUtf8.GetString(utf8), out result, out error);
        }
        catch (DecoderFallbackException problem)
        {
            result = null;
            error = $"not UTF-8 (at byte {problem.Index})";
            return false;
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="result">Its values.</param>
    /// <param name="error">Why it is not TOML, and where.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TomlTable? result, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            // Tomlyn's own check of keys mistakes arrays in arrays of tables (2.10.2): ours follows Python's tomllib.
            DocumentSyntax document = SyntaxParser.ParseStrict(text, sourceName: null!, validate: false);
            var table = new TomlTable { _definition = Definition.Header };
            object section = document;
            table.Take(document.KeyValues, section);
            foreach (TableSyntaxBase header in document.Tables)
            {
                table.Find(header.Name!, header is TableArraySyntax).Take(header.Items, header);
            }

            result = table;
            error = null;
            return true;
        }
        catch (TomlException exception)
        {
            string message = exception.Diagnostics is { Count: > 0 } found ? found[0].Message : exception.Message;
            error = exception.Line is { } line ? $"{message} (at line {line}, column {exception.Column})" : message;
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Tomlyn 2.10.2 stumbles over an escape that the document's end cuts short.
            error = "Invalid hex value (at end of document)";
        }

        result = null;
        return false;
    }

    private static object ToValue(ValueSyntax syntax) => syntax switch
    {
        StringValueSyntax text => text.Value!,
        IntegerValueSyntax number => number.Value,
        FloatValueSyntax number => number.Value,
        BooleanValueSyntax flag => flag.Value,
        DateTimeValueSyntax moment => TomlMoment.From(moment.Value),
        ArraySyntax array => ToList(array),
        InlineTableSyntax inline => ToTable(inline),
        _ => throw new FormatException("Invalid value"),
    };

    private static List<object> ToList(ArraySyntax array)
    {
        var list = new List<object>(array.Items.ChildrenCount);
        foreach (ArrayItemSyntax item in array.Items)
        {
            list.Add(ToValue(item.Value!));
        }

        return list;
    }

    private static TomlTable ToTable(InlineTableSyntax inline)
    {
        var table = new TomlTable();
        foreach (InlineTableItemSyntax item in inline.Items)
        {
            table.Take(item.KeyValue!, inline);
        }

        table.Close();
        return table;
    }

    private static string Name(BareKeyOrStringValueSyntax key) => key switch
    {
        StringValueSyntax quoted => quoted.Value!,
        BareKeySyntax bare => bare.Key!.Text!,
        _ => throw new FormatException("Invalid key"),
    };

    private static FormatException AlreadyDefined(KeySyntax key, string name)
        => new($"The key `{name}` is already defined (at line {key.Span.Start.Line + 1}, column {key.Span.Start.Column + 1})");

    private void Take(SyntaxList<KeyValueSyntax> items, object section)
    {
        foreach (KeyValueSyntax item in items)
        {
            Take(item, section);
        }
    }

    private void Take(KeyValueSyntax item, object section)
    {
        TomlTable table = this;
        string last = Name(item.Key!.Key!);
        CheckDepth(item.Key!);
        foreach (DottedKeyItemSyntax part in item.Key!.DotKeys)
        {
            table = table.EnterByKey(item.Key!, last, section);
            last = Name(part.Key!);
        }

        if (!table._entries.TryAdd(last, ToValue(item.Value!)))
        {
            throw AlreadyDefined(item.Key!, last);
        }
    }

    /// <summary>The table of a part of a dotted key: one that this section made, or that only headers of tables in it implied.</summary>
    private TomlTable EnterByKey(KeySyntax key, string name, object section)
    {
        if (!_entries.TryGetValue(name, out object? value))
        {
            _entries.Add(name, value = new TomlTable());
        }

        if (value is not TomlTable table || table._definition == Definition.Closed || table._definition == Definition.Header || (table._section is not null && table._section != section))
        {
            throw AlreadyDefined(key, name);
        }

        table._section = section;
        return table;
    }

    /// <summary>The table that a header names: a new element of its array, or the one table.</summary>
    private TomlTable Find(KeySyntax header, bool isArray)
    {
        CheckDepth(header);
        TomlTable table = this;
        string last = Name(header.Key!);
        foreach (DottedKeyItemSyntax part in header.DotKeys)
        {
            table = table.EnterByHeader(header, last);
            last = Name(part.Key!);
        }

        table._entries.TryGetValue(last, out object? value);
        var found = value as TomlTable ?? new TomlTable();
        if (isArray && (value is null or TableArray))
        {
            if (value is null)
            {
                table._entries.Add(last, value = new TableArray());
            }

            found = new TomlTable();
            ((TableArray)value).Add(found);
        }
        else if (!isArray && value is null)
        {
            table._entries.Add(last, found);
        }
        else if (isArray || value is not TomlTable || found._definition != Definition.Implied || found._section is not null)
        {
            throw AlreadyDefined(header, last);
        }

        found._definition = Definition.Header;
        return found;
    }

    /// <summary>The table of a part of a header, made where there is none; of an array of tables, its last element.</summary>
    private TomlTable EnterByHeader(KeySyntax header, string name)
    {
        if (!_entries.TryGetValue(name, out object? value))
        {
            _entries.Add(name, value = new TomlTable());
        }

        TomlTable? table = value as TomlTable ?? (value as TableArray)?[^1] as TomlTable;
        return table is null || table._definition == Definition.Closed ? throw AlreadyDefined(header, name) : table;
    }

    private static void CheckDepth(KeySyntax key)
    {
        if (key.DotKeys.ChildrenCount > DeepestNesting)
        {
            throw new FormatException($"Tables are nested more than the allowed {DeepestNesting} levels (at line {key.Span.Start.Line + 1}, column {key.Span.Start.Column + 1})");
        }
    }

    /// <summary>Nothing can be added any more to an inline table, nor to tables in it.</summary>
    private void Close()
    {
        _definition = Definition.Closed;
        foreach (object value in _entries.Values)
        {
            (value as TomlTable)?.Close();
        }
    }

    /// <summary>An array that headers (<c>[[name]]</c>) add tables to; no other array can grow.</summary>
    private sealed class TableArray : List<object>;

    private enum Definition
    {
        Implied,
        Header,
        Closed,
    }
}
