namespace PipCs.Standards.Projects;

/// <summary>The data of one file on a page, in UTF-8 as it stands there: the argument of <see cref="ProjectPageBuilder.Add"/>. An empty text means that it is missing.</summary>
public ref struct ProjectFileEntry
{
    /// <summary>The link as written: absolute or relative to the page, with or without a fragment that gives a hash.</summary>
    public ReadOnlySpan<byte> Url { get; set; }

    /// <summary>Requires-Python.</summary>
    public ReadOnlySpan<byte> RequiresPython { get; set; }

    /// <summary>Whether the file is yanked.</summary>
    public bool IsYanked { get; set; }

    /// <summary>Why.</summary>
    public ReadOnlySpan<byte> YankedReason { get; set; }

    /// <summary>Whether the index serves the metadata beside the file.</summary>
    public bool HasMetadata { get; set; }

    /// <summary>The SHA-256 of that metadata in hexadecimal.</summary>
    public ReadOnlySpan<byte> MetadataSha256 { get; set; }

    /// <summary>The SHA-256 of the file in hexadecimal.</summary>
    public ReadOnlySpan<byte> Sha256 { get; set; }

    /// <summary>Other hashes of the file, <c>algorithm:hex</c> joined by spaces.</summary>
    public ReadOnlySpan<byte> OtherHashes { get; set; }

    /// <summary>The size in bytes; null where it is missing.</summary>
    public long? Size { get; set; }

    /// <summary>The time of upload in UTC ticks (100 ns since year 1); 0 where it is missing.</summary>
    public long UploadTicks { get; set; }
}
