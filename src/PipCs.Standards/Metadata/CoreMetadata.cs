using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Metadata;

/// <summary>A core metadata document (METADATA, PKG-INFO), read leniently as real files need. Immutable; fields are found when asked for.</summary>
public sealed partial class CoreMetadata
{
    /// <summary>Reads a document from UTF-8 (invalid bytes are read as Latin-1 characters, as pip does).</summary>
    public static CoreMetadata Parse(ReadOnlyMemory<byte> document) => throw new NotImplementedException();

    /// <summary>The headers in order; names as written, values unfolded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => throw new NotImplementedException();

    /// <summary>The first value of a field (names compare without case), or null.</summary>
    public string? GetFirst(string field) => throw new NotImplementedException();

    /// <summary>All values of a field, in order.</summary>
    public IReadOnlyList<string> GetAll(string field) => throw new NotImplementedException();

    /// <summary>The body: the description of metadata 2.1 and later; empty where there is none.</summary>
    public string Body => throw new NotImplementedException();

    /// <summary>The part that resolving needs, without reading the body; false where name or version are missing or invalid.</summary>
    /// <param name="document">The document in UTF-8.</param>
    /// <param name="metadata">What was read.</param>
    /// <param name="error">What is wrong, naming the field and its value.</param>
    public static bool TryReadDependencies(ReadOnlySpan<byte> document, [NotNullWhen(true)] out DependencyMetadata? metadata, [NotNullWhen(false)] out string? error)
        => throw new NotImplementedException();

    /// <summary>The document as the JSON of PEP 566 (<c>metadata_to_json</c> of pip's <c>inspect</c> and <c>--report</c>), written to the writer as one object.</summary>
    public void WriteJson(System.Text.Json.Utf8JsonWriter writer) => throw new NotImplementedException();
}
