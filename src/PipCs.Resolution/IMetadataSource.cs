using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution;

/// <summary>
/// The source of pages and metadata for the solver. Answers that are at hand complete synchronously, so that a resolution with cached answers runs
/// without a thread switch. An exception ends the resolution, except
/// <see cref="MetadataUnusableException"/>, which rules out one candidate.
/// </summary>
public interface IMetadataSource
{
    /// <summary>The versions and files of a project, joined over all indexes and find-links; null where none of them has the project.</summary>
    ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken);

    /// <summary>
    /// A page that is at hand and may be out of date; null for none. The page was current if <see cref="GetPageAsync"/>, which was called before, gives
    /// the same page or one of the same bytes. Only then do conclusions from it hold.
    /// </summary>
    ProjectPage? PeekPage(ProjectName project) => null;

    /// <summary>
    /// Asks the server for a page again that came from a cache unconfirmed, before the solver reports that nothing suits. True if the page has changed;
    /// at most once for each project.
    /// </summary>
    ValueTask<bool> RefreshPageAsync(ProjectName project, CancellationToken cancellationToken) => new(false);

    /// <summary>The metadata of a candidate.</summary>
    /// <exception cref="MetadataUnusableException">The metadata of this candidate is unusable; that of the next candidate may be usable.</exception>
    ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken);

    /// <summary>Makes the candidate of a requirement with a URL (or a local file) by fetching it. A source without URLs keeps the default.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The file cannot be fetched or used.</exception>
    ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken) => throw Errors.UrlNotSupported(requirement.ToString());

    /// <summary>Whether the name of the file at a requirement's URL suits this Python. A constraint to a file that does not suit admits nothing.</summary>
    bool Supports(Requirement requirement) => true;

    /// <summary>Throws the error for a candidate without hashes where hashes are required. A source without an error of its own keeps the default.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The requirement is no pin, or lacks the hashes of what it pins.</exception>
    ValueTask RefuseWithoutHashesAsync(Candidate candidate, Requirement requirement, CancellationToken cancellationToken) => default;

    /// <summary>Whether the page of the project comes from a lock file and has its one file. The error for a project without a suitable candidate then names the lock file.</summary>
    bool IsLocked(ProjectName project) => false;

    /// <summary>A hint for a project without a suitable candidate, as a sentence about the places that were searched; null for none.</summary>
    string? HintFor(ProjectName project) => null;

    /// <summary>Gives notice that the page will soon be asked for. Returns at once.</summary>
    void PrefetchPage(ProjectName project)
    {
    }

    /// <summary>Gives notice that the candidate's metadata will soon be asked for. Returns at once.</summary>
    void PrefetchMetadata(Candidate candidate)
    {
    }
}

/// <summary>Metadata that rules out one candidate: it cannot be read, or is inconsistent with the file name.</summary>
/// <param name="message">The fault, in words that follow the name of the file: <c>has inconsistent name: ...</c>.</param>
/// <param name="isInvalid">Whether the metadata is invalid; otherwise it is that of another file.</param>
public sealed class MetadataUnusableException(string message, bool isInvalid = false) : Exception(message)
{
    /// <summary>Whether the metadata is invalid; otherwise it is that of another file.</summary>
    public bool IsInvalid => isInvalid;
}
