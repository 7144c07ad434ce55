using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Resolution;

/// <summary>A consistent set.</summary>
/// <param name="Distributions">Every distribution of the set, in pip's order of installation (dependencies first), installed ones that stay included.</param>
public sealed record ResolutionResult(IReadOnlyList<ResolvedDistribution> Distributions);

/// <summary>One distribution of the set.</summary>
public sealed record ResolvedDistribution
{
    /// <summary>What was chosen.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>Its metadata.</summary>
    public required DependencyMetadata Metadata { get; init; }

    /// <summary>The extras that somebody asked for, normalised, sorted.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Its place in the order in which the solver chose; what was chosen earlier has a smaller number.</summary>
    public int DecisionOrder { get; init; }

    /// <summary>Whether a person asked for it (REQUESTED), not only a dependency.</summary>
    public bool IsRequested { get; init; }

    /// <summary>Whether it is installed, satisfies everything and stays as it is.</summary>
    public bool StaysInstalled => Candidate.Installed is not null;

    /// <summary>The hashes that the requirements admit, as <c>algorithm:hex</c>: those of the first requirement, or else of the constraints; empty where none are given.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    /// <summary>The projects of the set that depend on it.</summary>
    public IReadOnlyList<ProjectName> RequiredBy { get; init; } = [];
}

/// <summary>
/// What the solver does, told as it does it and always from the solver's own flow, so that the
/// order is the same in every run. All have an empty default: an observer takes what it needs.
/// </summary>
public interface IResolutionObserver
{
    /// <summary>A project is looked at for the first time.</summary>
    /// <param name="requirement">The text of the requirement that brought it.</param>
    /// <param name="origin">Where it came from: <c>-r FILE (line N)</c>, or the chain of parents as pip words it (<c>a-&gt;b-&gt;-r FILE (line N)</c>); empty for the command line.</param>
    /// <param name="candidate">The candidate that is tried first.</param>
    void Collecting(string requirement, string origin, Candidate candidate)
    {
    }

    /// <summary>A candidate was chosen in the end, where <see cref="Collecting"/> told of another one.</summary>
    void Taken(Candidate candidate)
    {
    }

    /// <summary>A requirement is satisfied by what is installed.</summary>
    void AlreadySatisfied(string requirement, string origin, InstalledCandidate installed)
    {
    }

    /// <summary>A candidate was ruled out: its metadata is another file's.</summary>
    void Discarded(Candidate candidate, string reason)
    {
    }

    /// <summary>A candidate was ruled out: its metadata is not valid. pip warns.</summary>
    void Ignored(Candidate candidate, string reason)
    {
    }

    /// <summary>A line of an explanation that goes before the error itself, printed as errors are (<c>ERROR: </c> in front).</summary>
    void Error(string message)
    {
    }

    /// <summary>A line that is printed as it stands, on stdout.</summary>
    void Info(string message)
    {
    }

    /// <summary>Anything else that pip warns of (unknown extra, yanked candidate, ...).</summary>
    void Warning(string message)
    {
    }
}
