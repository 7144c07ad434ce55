using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Toml;

/// <summary>
/// A TOML table, or a whole document (TOML 1.1). Keys keep the order in which they first appear. A value is a <see cref="string"/>, a
/// <see cref="long"/>, a <see cref="double"/>, a <see cref="bool"/>, a <see cref="TomlMoment"/>, a list of values
/// (<see cref="IReadOnlyList{T}"/> of <see cref="object"/>) or a <see cref="TomlTable"/>.
/// </summary>
/// <remarks>Two tables are equal only if they are the same object, because documents are read once and never compared.</remarks>
public sealed partial class TomlTable : IEnumerable<KeyValuePair<string, object>>
{
    private readonly OrderedDictionary<string, object> _entries = new(StringComparer.Ordinal);

    /// <summary>The number of keys.</summary>
    public int Count => _entries.Count;

    /// <summary>The value of a key, or null.</summary>
    public object? this[string key] => _entries.GetValueOrDefault(key);

    /// <summary>Gives the value of a key.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The table as a TOML document, byte for byte as <c>tomli_w.dumps</c> writes it.</summary>
    public override string ToString() => new TomlText().Write(this);

    /// <summary>Sets a key; null leaves it out.</summary>
    internal TomlTable With(string key, object? value)
    {
        if (value is not null)
        {
            _entries[key] = value;
        }

        return this;
    }
}
