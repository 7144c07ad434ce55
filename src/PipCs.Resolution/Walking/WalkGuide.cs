using PipCs.Resolution.Asking;
using PipCs.Resolution.Deciding;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;
using PipCs.Standards.Metadata;

namespace PipCs.Resolution.Walking;

/// <summary>Gives <see cref="PipWalk"/> the suitable candidates of a node, the best of them, and the needs of a candidate.</summary>
internal sealed class WalkGuide(
    ResolutionInputs inputs, ProjectTable projects, RequestedRequirements requested, CandidateRanking ranking,
    LookAhead lookAhead, PageReader pages, MetadataReader metadata, PatienceLines patience)
{
    private readonly Dictionary<string, WalkNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ProjectState, ProjectVersions> _versions = [];

    /// <summary>The node of the Python that candidates require.</summary>
    internal WalkNode Python { get; private set; } = PythonNode();

    /// <summary>The number of candidates whose metadata had to be read, over all walks.</summary>
    internal int Fetched { get; private set; }

    /// <summary>Whether positions changed their meaning during the walk, so that it has to begin again.</summary>
    internal bool IsStale { get; private set; }

    /// <summary>Forgets the nodes of an earlier walk.</summary>
    internal void Begin()
    {
        IsStale = false;
        _nodes.Clear();
        _versions.Clear();
        Python = PythonNode();
    }

    /// <summary>The needs of the request, those with extras last.</summary>
    internal List<WalkNeed> RootNeeds()
    {
        var needs = new List<WalkNeed>();
        foreach (Dependency root in requested.Roots)
        {
            int first = needs.Count;
            AddNeeds(needs, root, null);
            WalkNode named = needs[first].Target;
            named.RequestedOrder = Math.Min(named.RequestedOrder, projects.RequestedOrderOf(root.Target));
        }

        return [.. needs.OrderBy(static need => need.Target.Plain is not null)];
    }

    /// <summary>Loads the page and makes the candidate that the need calls for.</summary>
    internal async ValueTask LoadAsync(WalkNeed need)
    {
        inputs.CancellationToken.ThrowIfCancellationRequested();
        if (need.Target.Project is not { } project)
        {
            return;
        }

        if (need.Dependency is { Requirement.Url: not null } dependency)
        {
            _ = await pages.MakeDirectAsync(dependency).ConfigureAwait(false);
        }

        if (project.NeedsPage || (need.Dependency is not null && !project.IsPageLoaded && !project.IsDirectOnly && !Positions.Contains(need.Dependency.PositionsIn(project.Versions), project.Versions.InstalledPosition)))
        {
            await pages.LoadAsync(project).ConfigureAwait(false);
        }

        IsStale |= !_versions.TryAdd(project, project.Versions) && _versions[project] != project.Versions;
    }

    /// <summary>The needs of a candidate; null where its metadata cannot be used.</summary>
    internal async ValueTask<List<WalkNeed>?> NeedsOfAsync(WalkPin pin)
    {
        if (pin.Node.Project is not { } project)
        {
            return [];
        }

        if (pin.Position == project.Versions.OtherPosition)
        {
            await pages.LoadAsync(project).ConfigureAwait(false);
            IsStale = true;
            return null;
        }

        VersionChoice choice = project.ChoiceAt(pin.Position);
        if (choice.Metadata is null)
        {
            Fetched++;
        }

        DependencyMetadata? read = await metadata.ReadAsync(choice).ConfigureAwait(false);
        if (read is null)
        {
            return null;
        }

        var needs = new List<WalkNeed>();
        if (pin.Node.Plain is not null)
        {
            needs.Add(new WalkNeed(pin.Node.Plain, pin, null, pin.Position));
        }
        else if (metadata.ChecksPython(choice) && read.RequiresPython is not null)
        {
            needs.Add(new WalkNeed(Python, pin, null, metadata.NeedsOtherPython(choice, read) ? 0 : 1));
        }

        Dependency[] own = metadata.DependenciesOf(choice, read);
        lookAhead.PrefetchPages(own);
        foreach (Dependency dependency in own)
        {
            AddNeeds(needs, dependency, pin);
        }

        foreach (string extra in pin.Node.Extras)
        {
            foreach (Dependency dependency in metadata.DependenciesOf(project, choice, extra))
            {
                AddNeeds(needs, dependency, pin);
            }
        }

        return needs;
    }

    /// <summary>The candidates that suit all needs and the constraints, by pip's rules.</summary>
    internal ulong[] Suiting(WalkNode node, ReadOnlySpan<WalkNeed> needs, ReadOnlySpan<WalkNeed> plainNeeds)
    {
        if (node.Project is not { } project)
        {
            bool suits = true;
            foreach (WalkNeed need in needs)
            {
                suits &= need.Exact == 1;
            }

            return suits ? [2] : [0];
        }

        return SuitingVersions.Of(project, needs, plainNeeds, inputs.Request.Options.Releases.Prereleases(project.Name));
    }

    /// <summary>The best of the candidates, or a number below 1.</summary>
    internal int Best(WalkNode node, ulong[] candidates, ReadOnlySpan<WalkNeed> needs)
        => node.Project is { } project ? ranking.Choose(project, candidates, WalkNeed.TraitsOf(needs)) : Positions.HighestBelow(candidates, int.MaxValue);

    /// <summary>Asks ahead for the candidate that will be tried first.</summary>
    internal void Expect(WalkNode node, ulong[] candidates, ReadOnlySpan<WalkNeed> needs)
    {
        int position = Best(node, candidates, needs);
        if (node.Project is { } project && position > 0 && position != project.Versions.OtherPosition)
        {
            lookAhead.PrefetchMetadata(project.ChoiceAt(position));
        }
    }

    /// <summary>Asks ahead for older candidates than the one that is tried, if many were tried.</summary>
    internal void ExpectOlder(WalkNode node, ulong[] candidates, int position)
    {
        if (node.Project is { } project)
        {
            lookAhead.PrefetchOlder(project, candidates, position);
        }
    }

    /// <summary>Records that a candidate cannot be pinned. pip prints a line about the number of such candidates from time to time.</summary>
    internal void Reject(WalkNode node) => patience.Reject(node.Identifier, ++node.Rejections);

    private static WalkNode PythonNode() => new("<Python from Requires-Python>", null, [], null);

    /// <summary>Adds a requirement as pip does. One with extras and a specifier becomes two needs: one for the project, one for the project with the extras.</summary>
    private void AddNeeds(List<WalkNeed> needs, Dependency dependency, WalkPin? parent)
    {
        ProjectState project = projects.Of(dependency);
        WalkNode plain = NodeOf(project, []);
        if (dependency.Extras.Length == 0 || !dependency.Requirement.Specifier.IsEmpty || dependency.Requirement.Url is not null)
        {
            needs.Add(new WalkNeed(plain, parent, dependency, 0));
        }

        if (dependency.Extras.Length > 0)
        {
            needs.Add(new WalkNeed(NodeOf(project, dependency.Extras), parent, dependency, 0));
        }
    }

    private WalkNode NodeOf(ProjectState project, string[] extras)
    {
        string identifier = extras.Length == 0 ? project.Name.Value : $"{project.Name}[{string.Join(',', extras)}]";
        if (!_nodes.TryGetValue(identifier, out WalkNode? node))
        {
            node = new WalkNode(identifier, project, extras, extras.Length == 0 ? null : NodeOf(project, []));
            _nodes.Add(identifier, node);
        }

        return node;
    }
}
