using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>The comparison operators (PEP 440).</summary>
public enum SpecifierOperator
{
    /// <summary><c>~=</c></summary>
    Compatible,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>===</c></summary>
    Arbitrary,
}

/// <summary>One clause of a specifier set, such as <c>&gt;=1.0</c> or <c>==2.*</c>.</summary>
public readonly partial struct Specifier : IEquatable<Specifier>
{
    /// <summary>The operator.</summary>
    public SpecifierOperator Operator => throw new NotImplementedException();

    /// <summary>The version as written, without a wildcard's <c>.*</c>.</summary>
    public string VersionText => throw new NotImplementedException();

    /// <summary>The version; the default for <c>===</c> with text that is no version.</summary>
    public PackageVersion Version => throw new NotImplementedException();

    /// <summary>Whether it ends in <c>.*</c>.</summary>
    public bool IsWildcard => throw new NotImplementedException();

    /// <summary>Whether the version satisfies this clause, pre-releases not treated specially.</summary>
    public bool Contains(PackageVersion version) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(Specifier other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Specifier other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The text, as <c>str(packaging.specifiers.Specifier(...))</c>.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Equal as packaging's.</summary>
    public static bool operator ==(Specifier left, Specifier right) => left.Equals(right);

    /// <summary>Different as packaging's.</summary>
    public static bool operator !=(Specifier left, Specifier right) => !left.Equals(right);
}
