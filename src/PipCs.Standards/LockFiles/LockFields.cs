using PipCs.Standards.Names;
using PipCs.Standards.Toml;

namespace PipCs.Standards.LockFiles;

/// <summary>Reads typed values from a lock file's tables, with packaging's checks and messages.</summary>
internal static class LockFields
{
    public static string? Text(TomlTable table, string key) => Optional(table, key, value => value as string, "str");

    public static string RequiredText(TomlTable table, string key) => Text(table, key) ?? throw Missing(key);

    public static long? Integer(TomlTable table, string key) => Get(table, key, value => value is long, "int") as long?;

    public static bool? Flag(TomlTable table, string key) => Get(table, key, value => value is bool, "bool") as bool?;

    public static TomlMoment? Time(TomlTable table, string key)
        => Get(table, key, value => value is TomlMoment { Kind: TomlMomentKind.OffsetDateTime or TomlMomentKind.LocalDateTime }, "datetime") as TomlMoment?;

    public static TomlTable? Table(TomlTable table, string key) => Optional(table, key, value => value as TomlTable, "Mapping");

    /// <summary>A list, each element of the type given.</summary>
    public static IReadOnlyList<T>? List<T>(TomlTable table, string key, string itemType)
        where T : class
    {
        if (Optional(table, key, value => value as IReadOnlyList<object>, "Sequence") is not { } list)
        {
            return null;
        }

        var items = new T[list.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = list[i] as T ?? throw Unexpected(list[i], itemType, $"{key}[{i}]");
        }

        return items;
    }

    /// <summary>Parses a text into another value; adds the place to the parser's message.</summary>
    public static T Parse<T>(string text, string context, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException error)
        {
            throw new LockFileException(error.Message, context);
        }
    }

    /// <summary>A list of texts, each turned into another value.</summary>
    public static IReadOnlyList<T>? ParseList<T>(TomlTable table, string key, Func<string, T> parse)
        => List<string>(table, key, "str") is { } texts ? [.. texts.Select((text, i) => Parse(text, $"{key}[{i}]", parse))] : null;

    /// <summary>A table read as an object.</summary>
    public static T? Object<T>(TomlTable table, string key, Func<TomlTable, T> read)
        where T : class => Table(table, key) is { } value ? Within(value, key, read) : null;

    /// <summary>A list of tables, each read as an object.</summary>
    public static IReadOnlyList<T>? Objects<T>(TomlTable table, string key, Func<TomlTable, T> read)
        => List<TomlTable>(table, key, "Mapping") is { } values ? [.. values.Select((value, i) => Within(value, $"{key}[{i}]", read))] : null;

    public static IReadOnlyList<KeyValuePair<string, string>> Hashes(TomlTable table)
    {
        const string Key = "hashes";
        TomlTable hashes = Table(table, Key) ?? throw Missing(Key);
        return hashes.Count == 0 ? throw new LockFileException("At least one hash must be provided", Key)
            : hashes.All(hash => hash.Value is string) ? [.. hashes.Select(hash => KeyValuePair.Create(hash.Key, (string)hash.Value))]
            : throw new LockFileException("Hash values must be strings", Key);
    }

    public static string NormalizedName(string text)
        => ProjectName.IsValid(text) && ProjectName.Normalize(text).Value == text ? text : throw new LockFileException($"Name {PythonValue.Repr(text)} is not normalized");

    /// <summary>Reads a table; adds the place to messages about it.</summary>
    public static T Within<T>(TomlTable table, string context, Func<TomlTable, T> read)
    {
        try
        {
            return read(table);
        }
        catch (LockFileException error)
        {
            throw error.Within(context);
        }
    }

    public static LockFileException Missing(string key) => new("Missing required value", key);

    private static T? Optional<T>(TomlTable table, string key, Func<object, T?> cast, string type)
        where T : class => table.TryGetValue(key, out object? value) ? cast(value) ?? throw Unexpected(value, type, key) : null;

    private static object? Get(TomlTable table, string key, Func<object, bool> fits, string type)
        => !table.TryGetValue(key, out object? value) || fits(value) ? value : throw Unexpected(value, type, key);

    private static LockFileException Unexpected(object value, string expected, string context)
        => new($"Unexpected type {PythonValue.TypeName(value)} (expected {expected})", context);
}
