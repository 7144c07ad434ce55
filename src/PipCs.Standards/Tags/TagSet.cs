using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;

namespace PipCs.Standards.Tags;

/// <summary>
/// A compressed tag set, such as <c>py2.py3-none-any</c>: every combination of its interpreters, ABIs and platforms (Platform compatibility
/// tags, PEP 425), in lower case. Sets of the same tags are equal, however they are written. Immutable.
/// </summary>
public sealed class TagSet : ITextParsable<TagSet>, IEquatable<TagSet>
{
    private readonly string[] _interpreters;
    private readonly string[] _abis;
    private readonly string[] _platforms;

    private TagSet(string[] interpreters, string[] abis, string[] platforms)
    {
        _interpreters = interpreters;
        _abis = abis;
        _platforms = platforms;
    }

    /// <summary>The distinct interpreters, in ordinal order.</summary>
    public IReadOnlyList<string> Interpreters => _interpreters;

    /// <summary>The distinct ABIs, in ordinal order.</summary>
    public IReadOnlyList<string> Abis => _abis;

    /// <summary>The distinct platforms, in ordinal order.</summary>
    public IReadOnlyList<string> Platforms => _platforms;

    /// <summary>The number of tags, found without making <see cref="Tags"/>.</summary>
    public long Count => (long)_interpreters.Length * _abis.Length * _platforms.Length;

    /// <summary>The tags, made one by one.</summary>
    public IEnumerable<Tag> Tags => from interpreter in _interpreters from abi in _abis from platform in _platforms select new Tag(interpreter, abi, platform);

    /// <summary>Reads a set as <c>packaging.tags.parse_tag</c> does.</summary>
    /// <exception cref="FormatException">It has not three components, one is empty, or an interpreter is no identifier; the message is packaging's.</exception>
    public static TagSet Parse(ReadOnlySpan<char> text) => TryParse(text, out TagSet? result) ? result : throw new FormatException(Problem(text.ToString()));

    /// <summary>Reads a set as <c>packaging.tags.parse_tag</c> does.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TagSet? result)
    {
        result = null;
        if (!Tag.IsSet(text))
        {
            return false;
        }

        int first = text.IndexOf('-');
        int last = text.LastIndexOf('-');
        result = new TagSet(Parts(text[..first]), Parts(text[(first + 1)..last]), Parts(text[(last + 1)..]));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(TagSet? other)
        => other is not null && _interpreters.AsSpan().SequenceEqual(other._interpreters) && _abis.AsSpan().SequenceEqual(other._abis) && _platforms.AsSpan().SequenceEqual(other._platforms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TagSet);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The set with each component's parts in ordinal order, as PEP 425 demands for file names.</summary>
    public override string ToString() => $"{string.Join('.', _interpreters)}-{string.Join('.', _abis)}-{string.Join('.', _platforms)}";

    private static string[] Parts(ReadOnlySpan<char> component)
    {
        var parts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Range part in component.Split('.'))
        {
            parts.Add(component[part].ToString().ToLowerInvariant());
        }

        return [.. parts];
    }

    private static string Problem(string text)
    {
        string[] components = text.Split('-');
        foreach (string component in components)
        {
            if (component.Split('.').Contains(""))
            {
                return $"Tag {PythonText.Repr(text)} has an empty component: {PythonText.Repr(component)}";
            }
        }

        if (components.Length != 3)
        {
            return $"Tag {PythonText.Repr(text)} must have exactly three components";
        }

        string invalid = components[0].Split('.').First(static interpreter => !Tag.IsSet(interpreter + "-none-any"));
        return $"Tag {PythonText.Repr(text)} has an invalid interpreter: {PythonText.Repr(invalid)}";
    }
}
