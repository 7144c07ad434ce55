namespace PipCs.Standards.DirectUrls;

/// <summary>The origin of a distribution that was not found by name: <c>direct_url.json</c> (Recording the direct URL origin, PEP 610).</summary>
public sealed partial record DirectUrl
{
    /// <summary>The URL. Secrets in it are left out when it is written.</summary>
    public required string Url { get; init; }

    /// <summary>The folder below it, or null.</summary>
    public string? Subdirectory { get; init; }

    /// <summary>For an archive: its hashes by algorithm; null for another kind; empty where none is recorded.</summary>
    public IReadOnlyDictionary<string, string>? ArchiveHashes { get; init; }

    /// <summary>For a local folder: whether it is an editable install; null for another kind.</summary>
    public bool? DirectoryEditable { get; init; }

    /// <summary>For version control: the system (<c>git</c>, ...); null for another kind.</summary>
    public string? Vcs { get; init; }

    /// <summary>For version control: the revision that was asked for, or null.</summary>
    public string? RequestedRevision { get; init; }

    /// <summary>For version control: the commit.</summary>
    public string? CommitId { get; init; }
}
