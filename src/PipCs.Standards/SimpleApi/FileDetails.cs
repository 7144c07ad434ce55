namespace PipCs.Standards.SimpleApi;

/// <summary>The data of one file of a project on an index (Simple repository API, <c>files[]</c>). Immutable.</summary>
public sealed record FileDetails
{
    private static readonly Dictionary<string, string> NoHashes = [];

    /// <summary><c>filename</c></summary>
    public required string FileName { get; init; }

    /// <summary><c>url</c>, which may be relative to that of the document.</summary>
    public required string Url { get; init; }

    /// <summary><c>hashes</c>: hexadecimal digests by the names of <c>hashlib</c>; may be empty.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary><c>requires-python</c>; null where it is missing.</summary>
    public string? RequiresPython { get; init; }

    /// <summary><c>core-metadata</c>, or its older name <c>dist-info-metadata</c> (PEP 658, 714): whether the metadata is at <see cref="Url"/> with <c>.metadata</c> appended.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>The hashes of that metadata; empty where the index gives none.</summary>
    public IReadOnlyDictionary<string, string> MetadataHashes { get; init; } = NoHashes;

    /// <summary><c>gpg-sig</c>: whether a signature is at <see cref="Url"/> with <c>.asc</c> appended; null where it is missing.</summary>
    public bool? HasSignature { get; init; }

    /// <summary><c>yanked</c> (PEP 592)</summary>
    public bool IsYanked { get; init; }

    /// <summary>The reason for yanking the file; null where none is given.</summary>
    public string? YankedReason { get; init; }

    /// <summary><c>size</c> in bytes (PEP 700); null where the index is older.</summary>
    public long? Size { get; init; }

    /// <summary><c>upload-time</c> (PEP 700); null where it is missing.</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary><c>provenance</c>: the URL of the attestations (PEP 740); null where there are none.</summary>
    public string? Provenance { get; init; }
}
