using PipCs.Standards.Metadata;

namespace PipCs.Resolution.Projects;

/// <summary>One version of a project: the candidates for it, best first, and what is known of the one in use.</summary>
internal sealed class VersionChoice(Candidate[] candidates)
{
    private int _current;

    internal Candidate Candidate => candidates[_current];

    internal DependencyMetadata? Metadata { get; set; }

    /// <summary>Why no candidate of this version can be used.</summary>
    internal string? Unusable { get; private set; }

    /// <summary>The answer that is under way for <see cref="Candidate"/>, or null.</summary>
    internal Task<DependencyMetadata>? Pending { get; set; }

    internal bool IsPrefetched { get; set; }

    /// <summary>Whether the metadata can be asked for ahead. That of sources cannot: they may have to be built.</summary>
    internal bool CanPrefetch => Metadata is null && Unusable is null && Candidate.IsListedWheel();

    /// <summary>The dependencies that hold without extras; null until they are needed.</summary>
    internal Dependency[]? Dependencies { get; set; }

    /// <summary>The dependencies that an extra adds.</summary>
    internal Dictionary<string, Dependency[]>? ExtraDependencies { get; set; }

    /// <summary>Goes on to the next candidate of this version, if there is one and the fault lies with the file; else the version is unusable.</summary>
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
