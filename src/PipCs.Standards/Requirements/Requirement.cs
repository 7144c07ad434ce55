using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Specifiers;

namespace PipCs.Standards.Requirements;

/// <summary>A requirement: what a distribution, a person or a file asks for (Dependency specifiers specification, PEP 508). Immutable.</summary>
public sealed partial class Requirement : IEquatable<Requirement>
{
    /// <summary>Makes a requirement from its parts.</summary>
    public Requirement(string name, IReadOnlyList<string>? extras = null, SpecifierSet? specifier = null, string? url = null, Marker? marker = null)
        => throw new NotImplementedException();

    /// <summary>The name as written.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The normalised name.</summary>
    public ProjectName Project => throw new NotImplementedException();

    /// <summary>The extras as written, without repetition, sorted ordinally.</summary>
    public IReadOnlyList<string> Extras => throw new NotImplementedException();

    /// <summary>The specifier set; empty where none is written.</summary>
    public SpecifierSet Specifier => throw new NotImplementedException();

    /// <summary>The URL of <c>name @ url</c>, or null.</summary>
    public string? Url => throw new NotImplementedException();

    /// <summary>The marker, or null.</summary>
    public Marker? Marker => throw new NotImplementedException();

    /// <summary>Reads a requirement.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? requirement) => throw new NotImplementedException();

    /// <summary>Reads a requirement.</summary>
    /// <exception cref="FormatException">It is not one; the message is packaging's, which points at the place.</exception>
    public static Requirement Parse(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool Equals(Requirement? other) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Requirement);

    /// <inheritdoc/>
    public override int GetHashCode() => throw new NotImplementedException();

    /// <summary>The text, as <c>str(packaging.requirements.Requirement(...))</c>.</summary>
    public override string ToString() => throw new NotImplementedException();
}
