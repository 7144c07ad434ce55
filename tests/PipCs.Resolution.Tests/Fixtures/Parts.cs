using PipCs.Resolution.Asking;
using PipCs.Resolution.Deciding;
using PipCs.Resolution.Growing;
using PipCs.Resolution.Projects;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>The parts of a resolution over an index, wired as <see cref="Resolution"/> wires them, for tests of one part.</summary>
internal sealed class Parts
{
    internal Parts(ResolutionRequest request, IMetadataSource index, RecordingObserver? observer = null)
    {
        var gate = observer is null ? null : new ObserverGate(observer);
        var inputs = new ResolutionInputs(request, index, gate, TestContext.Current.CancellationToken);
        Dependencies = new DependencyReader(request);
        Projects = new ProjectTable(request, index);
        Arrivals = new ArrivalQueue(null, TestContext.Current.CancellationToken);
        Supposed = new SupposedPages(Arrivals, gate);
        Ranking = new CandidateRanking(request);
        LookAhead = new LookAhead(inputs, Projects, Ranking, Dependencies, Arrivals, Supposed);
        Pages = new PageReader(inputs, Projects, LookAhead, Supposed, Arrivals);
        Metadata = new MetadataReader(inputs, LookAhead, Arrivals, Dependencies);
        Universe = new SolverUniverse(Projects);
        Gate = gate;
    }

    internal DependencyReader Dependencies { get; }

    internal ProjectTable Projects { get; }

    internal ArrivalQueue Arrivals { get; }

    internal SupposedPages Supposed { get; }

    internal CandidateRanking Ranking { get; }

    internal LookAhead LookAhead { get; }

    internal PageReader Pages { get; }

    internal MetadataReader Metadata { get; }

    internal SolverUniverse Universe { get; }

    internal ObserverGate? Gate { get; }

    /// <summary>The project with its page loaded.</summary>
    internal async ValueTask<ProjectState> LoadAsync(string name)
    {
        ProjectState project = Projects.Of(ProjectName.Normalize(name));
        await Pages.LoadAsync(project);
        return project;
    }

    internal static Dependency Dependency(string requirement) => new(Requirement.Parse(requirement), null);
}
