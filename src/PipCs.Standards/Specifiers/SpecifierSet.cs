using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>A comma-separated set of specifiers that must all hold (PEP 440). Immutable.</summary>
public sealed partial class SpecifierSet : IEquatable<SpecifierSet>
{
    /// <summary>The set without clauses, which every version satisfies.</summary>
    public static SpecifierSet Empty => throw new NotImplementedException();

    /// <summary>Reads a set.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SpecifierSet? set) => throw new NotImplementedException();

    /// <summary>Reads a set.</summary>
    /// <exception cref="FormatException">A clause is not a specifier; the message names it.</exception>
    public static SpecifierSet Parse(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <summary>The clauses, in the order in which they were written.</summary>
    public IReadOnlyList<Specifier> Clauses => throw new NotImplementedException();

    /// <summary>Whether there are no clauses.</summary>
    public bool IsEmpty => Clauses.Count == 0;

    /// <summary>Whether a clause itself names a pre-release, so that pre-releases are wanted (packaging's <c>prereleases</c>; null: nothing said).</summary>
    public bool? Prereleases => throw new NotImplementedException();

    /// <summary>Whether the version satisfies every clause and, unless <paramref name="prereleases"/> or a clause admits it, is no pre-release (packaging's <c>contains</c>).</summary>
    /// <param name="version">The version.</param>
    /// <param name="prereleases">True: admit pre-releases; false: refuse them; null: as the clauses say.</param>
    public bool Contains(PackageVersion version, bool? prereleases = null) => throw new NotImplementedException();

    /// <summary>The set of both sets' clauses.</summary>
    public SpecifierSet And(SpecifierSet other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(SpecifierSet? other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecifierSet);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The text, as <c>str(packaging.specifiers.SpecifierSet(...))</c>: sorted clauses, joined by commas.</summary>
    public override string ToString() => throw new NotImplementedException();
}
