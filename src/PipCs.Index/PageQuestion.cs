using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>
/// A question that a project's page answers in a few bytes. The answers are kept for as long as the pages would be, so that
/// neither reading whole pages from the cache nor writing them there is needed to ask it of many projects.
/// </summary>
public sealed record PageQuestion
{
    /// <summary>Names the question with all that an answer depends on beside the page: another key is another question.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Answers it from a page; thread-safe. The second argument says whether the page is whole but for what is yanked. Where it is not, it
    /// holds the newest versions that are not yanked, with all their files; null then says that older ones may matter, and the question is put again with all of them.
    /// </summary>
    public required Func<ProjectPage, bool, byte[]?> Answer { get; init; }
}
