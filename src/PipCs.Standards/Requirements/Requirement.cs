using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Requirements;

/// <summary>A requirement of a distribution, a user or a file (Dependency specifiers specification, PEP 508). Immutable.</summary>
/// <remarks>As in packaging, requirements are equal if normalised name and extras, specifier, URL and marker are.</remarks>
public sealed partial class Requirement : ITextParsable<Requirement>, IEquatable<Requirement>
{
    private readonly string[] _extras;

    /// <summary>Makes a requirement from its parts.</summary>
    public Requirement(string name, IReadOnlyList<string>? extras = null, SpecifierSet? specifier = null, string? url = null, Marker? marker = null)
        : this(name, extras is null ? [] : [.. extras], specifier ?? SpecifierSet.Empty, url, marker)
    {
    }

    private Requirement(string name, string[] extras, SpecifierSet specifier, string? url, Marker? marker)
    {
        Name = name;
        Project = ProjectName.Normalize(name);
        _extras = extras.Length < 2 ? extras : SortUnique(extras);
        Specifier = specifier;
        Url = url;
        Marker = marker;
    }

    /// <summary>The name as written.</summary>
    public string Name { get; }

    /// <summary>The normalised name.</summary>
    public ProjectName Project { get; }

    /// <summary>The extras as written, without repetition, sorted ordinally.</summary>
    public IReadOnlyList<string> Extras => _extras;

    /// <summary>The specifier set; empty where none is written.</summary>
    public SpecifierSet Specifier { get; }

    /// <summary>The URL of <c>name @ url</c>, or null.</summary>
    public string? Url { get; }

    /// <summary>The marker, or null.</summary>
    public Marker? Marker { get; }

    /// <summary>Reads a requirement.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? result)
    {
        var cursor = new SyntaxCursor(text);
        return TryRead(ref cursor, out result, out _);
    }

    /// <summary>Reads a requirement; gives packaging's message, which points at the place, where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? result, [NotNullWhen(false)] out string? error)
    {
        var cursor = new SyntaxCursor(text);
        error = TryRead(ref cursor, out result, out string? invalidClause) ? null
            : invalidClause is null ? cursor.ErrorText()
            : $"Invalid specifier: {PythonText.Repr(invalidClause)}";
        return result is not null && error is null;
    }

    /// <summary>Reads a requirement from UTF-8; gives packaging's message, which points at the place, where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, [NotNullWhen(true)] out Requirement? result, [NotNullWhen(false)] out string? error)
    {
        using var text = new Utf8Chars(utf8Text);
        return TryParse(text.Span, out result, out error);
    }

    /// <summary>Reads a requirement.</summary>
    /// <exception cref="FormatException">It is not one; the message is packaging's, which points at the place.</exception>
    public static Requirement Parse(ReadOnlySpan<char> text)
        => TryParse(text, out Requirement? result, out string? error) ? result : throw new FormatException(error);

    /// <inheritdoc/>
    public bool Equals(Requirement? other)
        => other is not null
            && Project == other.Project
            && HasSameExtras(other)
            && Specifier.Equals(other.Specifier)
            && string.Equals(Url, other.Url, StringComparison.Ordinal)
            && Equals(Marker, other.Marker);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Requirement);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Project, Specifier, Url, Marker);

    /// <summary>The text, as <c>str(packaging.requirements.Requirement(...))</c>.</summary>
    public override string ToString()
    {
        if (_extras.Length == 0 && Url is null && Marker is null)
        {
            return Specifier.IsEmpty ? Name : Name + Specifier;
        }

        var builder = new StringBuilder(Name);
        if (_extras.Length > 0)
        {
            builder.Append('[').AppendJoin(',', _extras).Append(']');
        }

        builder.Append(Specifier.ToString());
        if (Url is not null)
        {
            builder.Append(" @ ").Append(Url).Append(Marker is null ? "" : " ");
        }

        if (Marker is not null)
        {
            builder.Append("; ").Append(Marker.ToString());
        }

        return builder.ToString();
    }

    private static bool TryRead(ref SyntaxCursor cursor, [NotNullWhen(true)] out Requirement? requirement, out string? invalidClause)
    {
        requirement = null;
        invalidClause = null;
        if (!RequirementGrammar.TryRead(ref cursor, out RequirementParts parts))
        {
            return false;
        }

        invalidClause = parts.InvalidClause;
        if (invalidClause is not null)
        {
            return false;
        }

        requirement = new Requirement(parts.Name, parts.Extras, parts.Specifier, parts.Url, parts.Marker is null ? null : new Marker(parts.Marker));
        return true;
    }

    private static string[] SortUnique(string[] extras)
    {
        Array.Sort(extras, string.CompareOrdinal);
        int count = 1;
        for (int i = 1; i < extras.Length; i++)
        {
            if (!string.Equals(extras[i], extras[count - 1], StringComparison.Ordinal))
            {
                extras[count++] = extras[i];
            }
        }

        return count == extras.Length ? extras : extras[..count];
    }

    /// <summary>The names of extras compare in normal form (PEP 685), as sets.</summary>
    private bool HasSameExtras(Requirement other)
        => _extras.Length == 0 || other._extras.Length == 0
            ? _extras.Length == other._extras.Length
            : NormalExtras(_extras).SetEquals(NormalExtras(other._extras));

    private static HashSet<ProjectName> NormalExtras(string[] extras)
    {
        var names = new HashSet<ProjectName>(extras.Length);
        foreach (string extra in extras)
        {
            names.Add(ProjectName.Normalize(extra));
        }

        return names;
    }
}
