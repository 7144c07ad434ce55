using PipCs.Standards.Projects;

namespace PipCs.Resolution.Reporting;

/// <summary>What <see cref="CollectingLines"/> reported of one project, and by which requirement.</summary>
internal sealed class CollectedProject
{
    /// <summary>Whether there was a candidate when a requirement was on it, so that <see cref="Template"/> stays.</summary>
    internal bool HadCandidate { get; set; }

    /// <summary>The text of the requirement that brought it first, and the chain of requirements that led there.</summary>
    internal (string Text, string Origin)? Template { get; set; }

    /// <summary>The same of each of its extras.</summary>
    internal Dictionary<string, (string Text, string Origin)>? ExtraTemplates { get; set; }

    /// <summary>The project whose requirement brought it first; null where the request did.</summary>
    internal string? ParentName { get; set; }

    /// <summary>Whether its <c>Collecting</c> was reported.</summary>
    internal bool IsCollected { get; set; }

    /// <summary>The file that was reported; null where none was.</summary>
    internal ProjectFile? File { get; set; }

    internal bool IsSatisfactionReported { get; set; }
}
