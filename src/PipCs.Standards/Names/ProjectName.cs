using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;

namespace PipCs.Standards.Names;

/// <summary>
/// A project's normalised name: lower case, runs of <c>-</c>, <c>_</c> and <c>.</c> as one <c>-</c>
/// (Names and normalization, PEP 503). Two spellings of one project are equal. The default value is
/// the empty name, which no project has.
/// </summary>
public readonly struct ProjectName : ITextParsable<ProjectName>, IEquatable<ProjectName>, IComparable<ProjectName>
{
    private static readonly SearchValues<char> NormalCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _value;

    private ProjectName(string normalized) => _value = normalized;

    /// <summary>The normalised name.</summary>
    public string Value => _value ?? "";

    /// <summary>Normalises a name without checking that it is a valid one.</summary>
    public static ProjectName Normalize(ReadOnlySpan<char> name)
    {
        if (IsNormal(name))
        {
            return new ProjectName(name.ToString());
        }

        char[]? rented = null;
        Span<char> buffer = name.Length <= 128 ? stackalloc char[128] : (rented = ArrayPool<char>.Shared.Rent(name.Length));
        int length = 0;
        foreach (char c in name)
        {
            if (c is '-' or '_' or '.')
            {
                if (length == 0 || buffer[length - 1] != '-')
                {
                    buffer[length++] = '-';
                }
            }
            else
            {
                buffer[length++] = c < '\x80' ? (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c) : char.ToLowerInvariant(c);
            }
        }

        var result = new ProjectName(buffer[..length].ToString());
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    /// <summary>Normalises a name without checking that it is a valid one; a name in normal form is not copied.</summary>
    public static ProjectName Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsNormal(name) ? new ProjectName(name) : Normalize(name.AsSpan());
    }

    /// <summary>Normalises a name if it is a valid one (PEP 508: letters, digits, <c>-_.</c>, beginning and ending with a letter or digit).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ProjectName result)
    {
        if (text is null || !IsValid(text))
        {
            result = default;
            return false;
        }

        result = Normalize(text);
        return true;
    }

    /// <summary>Normalises a name if it is a valid one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ProjectName result)
    {
        bool isValid = IsValid(text);
        result = isValid ? Normalize(text) : default;
        return isValid;
    }

    /// <summary>Normalises a name.</summary>
    /// <exception cref="FormatException">It is not a valid one; the message is packaging's.</exception>
    public static ProjectName Parse(ReadOnlySpan<char> text)
        => TryParse(text, out ProjectName result) ? result : throw new FormatException($"name is invalid: {PythonText.Repr(text)}");

    /// <summary>Whether a name, as written, is a valid project name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ProjectName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public bool Equals(ProjectName other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProjectName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The normalised name.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same project.</summary>
    public static bool operator ==(ProjectName left, ProjectName right) => left.Equals(right);

    /// <summary>Whether they are different projects.</summary>
    public static bool operator !=(ProjectName left, ProjectName right) => !left.Equals(right);

    private static bool IsNormal(ReadOnlySpan<char> name) => !name.ContainsAnyExcept(NormalCharacters) && !name.Contains("--", StringComparison.Ordinal);
}
