using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>
/// A question that a project's page answers in a few bytes. An answer is cached for as long as the page would be. A question to many projects
/// then needs neither to read whole pages from the cache nor to write them.
/// </summary>
public sealed record PageQuestion
{
    /// <summary>Names the question with all that an answer depends on beside the page: another key is another question.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Answers the question from a page; thread-safe. The second argument is true where the page has every version that is not yanked. Where it is false, the page
    /// has only the newest versions that are not yanked, with all their files; null then means that older ones matter, and the function is called again with the whole page.
    /// </summary>
    public required Func<ProjectPage, bool, byte[]?> Answer { get; init; }
}
