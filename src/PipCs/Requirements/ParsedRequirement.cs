using PipCs.Standards.Requirements;

namespace PipCs.Requirements;

/// <summary>One requirement as it was read. The hierarchy is closed: it has the records that are nested here, and no others.</summary>
internal abstract record ParsedRequirement
{
    private ParsedRequirement()
    {
    }

    /// <summary>A requirement that names its project.</summary>
    /// <param name="Requirement">The requirement.</param>
    /// <param name="Display">For a path or URL of a wheel, the text as the user wrote it; null for others.</param>
    internal sealed record Named(Requirement Requirement, string? Display) : ParsedRequirement;

    /// <summary>A requirement whose project is not known yet.</summary>
    /// <param name="Requirement">The requirement.</param>
    internal sealed record Unnamed(UnnamedRequirement Requirement) : ParsedRequirement;
}
