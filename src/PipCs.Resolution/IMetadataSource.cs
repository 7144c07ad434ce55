using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution;

/// <summary>
/// What the solver asks the world. Answers that are at hand complete synchronously, and then a whole
/// resolution runs without a thread switch. An exception ends the resolution, except
/// <see cref="MetadataUnusableException"/>, which rules out the one candidate.
/// </summary>
public interface IMetadataSource
{
    /// <summary>The versions and files of a project over all indexes and find-links together; null where nobody knows it.</summary>
    ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken);

    /// <summary>
    /// A page that is at hand and may be out of date; null for none. <see cref="GetPageAsync"/>, which was asked before, tells whether it is:
    /// it gives the same page, or one of the same bytes, where it is not. What is concluded from it holds only then.
    /// </summary>
    ProjectPage? PeekPage(ProjectName project) => null;

    /// <summary>
    /// Makes sure of a page before it is said that nothing suits: true where it was answered from a cache without asking, and is
    /// another one now. True at most once a project.
    /// </summary>
    ValueTask<bool> RefreshPageAsync(ProjectName project, CancellationToken cancellationToken) => new(false);

    /// <summary>The metadata of a candidate.</summary>
    /// <exception cref="MetadataUnusableException">It cannot be used; the next candidate may.</exception>
    ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken);

    /// <summary>Makes the one candidate of a requirement with a URL (or of a local file), by fetching it. A source that has none leaves this out.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be had.</exception>
    ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken) => throw Errors.UrlNotSupported(requirement.ToString());

    /// <summary>Whether the file of a requirement with a URL is one for this Python, as far as its name tells: a constraint to another one admits nothing.</summary>
    bool Supports(Requirement requirement) => true;

    /// <summary>Where hashes are required: refuses a candidate of which none are given. A source that has none of its own to say leaves this out.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The requirement is no pin, or lacks the hashes of what it pins.</exception>
    ValueTask RefuseWithoutHashesAsync(Candidate candidate, Requirement requirement, CancellationToken cancellationToken) => default;

    /// <summary>Whether the page of the project has the one file that a lock file names: it is what is said where nothing suits.</summary>
    bool IsLocked(ProjectName project) => false;

    /// <summary>What a person should know of where a project was looked for, as a sentence, where nothing suits; null for nothing.</summary>
    string? HintFor(ProjectName project) => null;

    /// <summary>Says that the page will soon be asked for. Returns at once.</summary>
    void PrefetchPage(ProjectName project)
    {
    }

    /// <summary>Says that the candidate's metadata will soon be asked for. Returns at once.</summary>
    void PrefetchMetadata(Candidate candidate)
    {
    }
}

/// <summary>Metadata that rules out one candidate: it cannot be read, or is inconsistent with the file name.</summary>
/// <param name="message">What it has, in words that follow the file's: <c>has inconsistent name: ...</c>.</param>
/// <param name="isInvalid">Whether it is no valid metadata at all.</param>
public sealed class MetadataUnusableException(string message, bool isInvalid = false) : Exception(message)
{
    /// <summary>Whether it is no valid metadata at all, where otherwise it is another file's.</summary>
    public bool IsInvalid => isInvalid;
}
