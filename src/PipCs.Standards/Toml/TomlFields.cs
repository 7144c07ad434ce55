namespace PipCs.Standards.Toml;

/// <summary>Reads typed values from a table that people write by hand. Error messages name the key after the table's path (<c>build-system.</c>).</summary>
internal static class TomlFields
{
    /// <summary>A text; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static string? Text(TomlTable table, string key, string within = "") => Get<string>(table, key, "a string", within);

    /// <summary>A table; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static TomlTable? Table(TomlTable table, string key, string within = "") => Get<TomlTable>(table, key, "a table", within);

    /// <summary>A list of texts; null where the key is absent.</summary>
    /// <exception cref="FormatException">The value is of another type.</exception>
    public static IReadOnlyList<string>? Texts(TomlTable table, string key, string within = "")
    {
        IReadOnlyList<object>? list = Get<IReadOnlyList<object>>(table, key, "a list of strings", within);
        return list is null ? null : list.All(item => item is string) ? [.. list.Cast<string>()] : throw NotA(within + key, "a list of strings");
    }

    private static T? Get<T>(TomlTable table, string key, string type, string within)
        where T : class => table.TryGetValue(key, out object? value) ? value as T ?? throw NotA(within + key, type) : null;

    private static FormatException NotA(string key, string type) => new($"'{key}' is not {type}");
}
