using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Resolution;

/// <summary>A consistent set of distributions.</summary>
/// <param name="Distributions">Every distribution of the set, including installed ones that stay, in pip's order of installation (dependencies first).</param>
public sealed record ResolutionResult(IReadOnlyList<ResolvedDistribution> Distributions);

/// <summary>One distribution of the set.</summary>
public sealed record ResolvedDistribution
{
    /// <summary>The chosen candidate.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>Its metadata.</summary>
    public required DependencyMetadata Metadata { get; init; }

    /// <summary>The extras that requirements ask for, normalised and sorted.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Its place in the order of the solver's choices.</summary>
    public int DecisionOrder { get; init; }

    /// <summary>Whether the request names it (REQUESTED); otherwise only dependencies do.</summary>
    public bool IsRequested { get; init; }

    /// <summary>Whether it is installed, satisfies everything and stays as it is.</summary>
    public bool StaysInstalled => Candidate.Installed is not null;

    /// <summary>The hashes that the requirements admit, as <c>algorithm:hex</c>: those of the first requirement, or else of the constraints; empty where none are given.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    /// <summary>The projects of the set that depend on it.</summary>
    public IReadOnlyList<ProjectName> RequiredBy { get; init; } = [];
}

/// <summary>
/// Receives the steps of the solver as they happen. The calls come from the solver's own flow, so their order is the same in every run. All methods have
/// empty defaults.
/// </summary>
public interface IResolutionObserver
{
    /// <summary>The first candidate of a project is tried.</summary>
    /// <param name="requirement">The text of the first requirement on the project.</param>
    /// <param name="origin">The origin of the requirement: <c>-r FILE (line N)</c>, or the chain of parents as pip words it (<c>a-&gt;b-&gt;-r FILE (line N)</c>); empty for the command line.</param>
    /// <param name="candidate">The candidate that is tried first.</param>
    void Collecting(string requirement, string origin, Candidate candidate)
    {
    }

    /// <summary>A candidate was chosen that differs from the one of <see cref="Collecting"/>.</summary>
    void Taken(Candidate candidate)
    {
    }

    /// <summary>An installed distribution satisfies a requirement.</summary>
    void AlreadySatisfied(string requirement, string origin, InstalledCandidate installed)
    {
    }

    /// <summary>A candidate was ruled out because its metadata is that of another file.</summary>
    void Discarded(Candidate candidate, string reason)
    {
    }

    /// <summary>A candidate was ruled out because its metadata is invalid; pip prints a warning.</summary>
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

    /// <summary>Any other warning of pip (unknown extra, yanked candidate, ...).</summary>
    void Warning(string message)
    {
    }
}
