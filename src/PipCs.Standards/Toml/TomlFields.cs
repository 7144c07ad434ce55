namespace PipCs.Standards.Toml;

/// <summary>Takes typed values out of a table that tools write by hand.</summary>
internal static class TomlFields
{
    /// <summary>A text; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static string? Text(TomlTable table, string key) => Get<string>(table, key, "a string");

    /// <summary>A table; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static TomlTable? Table(TomlTable table, string key) => Get<TomlTable>(table, key, "a table");

    /// <summary>A list of texts; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static IReadOnlyList<string>? Texts(TomlTable table, string key)
    {
        IReadOnlyList<object>? list = Get<IReadOnlyList<object>>(table, key, "a list of strings");
        return list is null ? null : list.All(item => item is string) ? [.. list.Cast<string>()] : throw NotA(key, "a list of strings");
    }

    private static T? Get<T>(TomlTable table, string key, string type)
        where T : class => table.TryGetValue(key, out object? value) ? value as T ?? throw NotA(key, type) : null;

    private static FormatException NotA(string key, string type) => new($"'{key}' is not {type}");
}
