using PipCs.Standards.Metadata;

namespace PipCs.Resolution.Projects;

/// <summary>One version of a project: its candidates, best first, and the metadata of the one in use.</summary>
internal sealed class VersionChoice(Candidate[] candidates)
{
    private int _current;

    internal Candidate Candidate => candidates[_current];

    internal DependencyMetadata? Metadata { get; set; }

    /// <summary>The reason why no candidate of this version can be used.</summary>
    internal string? Unusable { get; private set; }

    /// <summary>The answer with the metadata of <see cref="Candidate"/> that is under way, or null.</summary>
    internal Task<DependencyMetadata>? Pending { get; set; }

    internal bool IsPrefetched { get; set; }

    /// <summary>Whether the metadata may be asked for early. That of sdists may not, because it may need a build.</summary>
    internal bool CanPrefetch => Metadata is null && Unusable is null && Candidate.IsListedWheel();

    /// <summary>The dependencies that hold without extras; null until they are needed.</summary>
    internal Dependency[]? Dependencies { get; set; }

    /// <summary>The dependencies that an extra adds.</summary>
    internal Dictionary<string, Dependency[]>? ExtraDependencies { get; set; }

    /// <summary>Moves to the next candidate of this version, if there is one and the fault is that of the file alone; otherwise marks the version as unusable.</summary>
    internal void Discard(string reason, bool isFaultOfVersion)
    {
        if (isFaultOfVersion || _current + 1 == candidates.Length)
        {
            Unusable = reason;
        }
        else
        {
            _current++;
            Pending = null;
        }
    }
}
