using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Names;

/// <summary>
/// A project's normalised name: lower case, runs of <c>-</c>, <c>_</c> and <c>.</c> as one <c>-</c>
/// (Names and normalization, PEP 503). Two spellings of one project are equal. The default value is
/// the empty name, which no project has.
/// </summary>
public readonly struct ProjectName : IEquatable<ProjectName>, IComparable<ProjectName>
{
    private readonly string? _value;

    private ProjectName(string normalized) => _value = normalized;

    /// <summary>The normalised name.</summary>
    public string Value => _value ?? "";

    /// <summary>Normalises a name without checking that it is a valid one.</summary>
    public static ProjectName Normalize(ReadOnlySpan<char> name) => throw new NotImplementedException();

    /// <summary>Normalises a name if it is a valid one (PEP 508: letters, digits, <c>-_.</c>, beginning and ending with a letter or digit).</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ProjectName result) => throw new NotImplementedException();

    /// <summary>Whether a name, as written, is a valid project name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) => throw new NotImplementedException();

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
}
