using PipCs.Standards.Projects;

namespace PipCs.Resolution.Reporting;

/// <summary>The lines that <see cref="CollectingLines"/> has reported about one project, and the requirement that led to them.</summary>
internal sealed class CollectedProject
{
    /// <summary>Whether a candidate was found for a requirement on the project. From then on <see cref="Template"/> stays as it is.</summary>
    internal bool HadCandidate { get; set; }

    /// <summary>The text of the first requirement on the project, and the chain of requirements that led to it.</summary>
    internal (string Text, string Origin)? Template { get; set; }

    /// <summary>The same for each of its extras.</summary>
    internal Dictionary<string, (string Text, string Origin)>? ExtraTemplates { get; set; }

    /// <summary>The project that has the first requirement; null where the request has it.</summary>
    internal string? ParentName { get; set; }

    /// <summary>Whether its <c>Collecting</c> was reported.</summary>
    internal bool IsCollected { get; set; }

    /// <summary>The file that was reported; null where none was.</summary>
    internal ProjectFile? File { get; set; }

    internal bool IsSatisfactionReported { get; set; }
}
