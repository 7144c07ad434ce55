namespace PipCs.Standards.DirectUrls;

/// <summary>
/// The origin of a distribution that was installed from a URL or path: <c>direct_url.json</c> (Recording the direct URL origin, PEP 610). Exactly one of
/// <see cref="Archive"/>, <see cref="VersionControl"/> and <see cref="Directory"/> is set.
/// </summary>
public sealed partial record DirectUrl
{
    /// <summary>The URL. Secrets in it are left out when it is written.</summary>
    public required string Url { get; init; }

    /// <summary>The folder below it, or null.</summary>
    public string? Subdirectory { get; init; }

    /// <summary><c>archive_info</c>: it is a wheel or an archive of sources.</summary>
    public DirectUrlArchive? Archive { get; init; }

    /// <summary><c>vcs_info</c>: it is a revision of a repository.</summary>
    public DirectUrlVersionControl? VersionControl { get; init; }

    /// <summary><c>dir_info</c>: it is a local folder.</summary>
    public DirectUrlDirectory? Directory { get; init; }
}

/// <summary>An archive that a distribution was installed from (Direct URL data structure, "Archive URLs").</summary>
/// <param name="Hashes">Its hashes by algorithm, including the older <c>hash</c>; null where there are none.</param>
public sealed record DirectUrlArchive(IReadOnlyDictionary<string, string>? Hashes = null);

/// <summary>A revision that a distribution was installed from (Direct URL data structure, "VCS URLs").</summary>
/// <param name="System"><c>vcs</c>: <c>git</c>, <c>hg</c>, <c>bzr</c>, <c>svn</c>, or another.</param>
/// <param name="CommitId"><c>commit_id</c>: the installed commit.</param>
/// <param name="RequestedRevision"><c>requested_revision</c>: the requested revision, such as a branch; null for the default.</param>
public sealed record DirectUrlVersionControl(string System, string CommitId, string? RequestedRevision = null);

/// <summary>A local folder that a distribution was installed from (Direct URL data structure, "Local directories").</summary>
/// <param name="IsEditable"><c>editable</c>; null where it is missing, which means that it is not editable.</param>
public sealed record DirectUrlDirectory(bool? IsEditable = null);
