using PipCs.Diagnostics;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Walking;
using PipCs.Standards.Metadata;

namespace PipCs.Resolution;

/// <summary>
/// At the first conflict the way is walked that pip goes, and what it pins is what the solver then tries first. So the solver
/// says what can be had, and pip's order which of it is taken.
/// </summary>
internal sealed partial class Resolution : IWalkGuide
{
    private readonly Dictionary<string, WalkNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ProjectState, ProjectVersions> _walkedVersions = [];
    private readonly HashSet<(string Identifier, int Rejections)> _toldPatience = [];
    private Dictionary<ProjectState, (int Order, ProjectVersions Versions, int Position)>? _walked;
    private WalkNode _python = PythonNode();
    private IReadOnlyList<WalkNeed>? _lastDeadEnd;
    private bool _hasWalked;
    private bool _isWalkStale;
    private int _walkedMetadata;

    /// <summary>Walks once a resolution; false where that has been done, or nothing came of it.</summary>
    private async ValueTask<bool> WalkAsync()
    {
        if (_hasWalked || request.RequireHashes)
        {
            return false;
        }

        _hasWalked = true;
        try
        {
            IReadOnlyList<WalkPin>? pins;
            do
            {
                _isWalkStale = false;
                _nodes.Clear();
                _walkedVersions.Clear();
                _python = PythonNode();
                var walk = new PipWalk(this, _python);
                pins = await walk.RunAsync(RootNeeds()).ConfigureAwait(false);
                _lastDeadEnd = walk.LastDeadEnd;
            }
            while (_isWalkStale);

            TakeUp(pins ?? []);
        }
        catch (UserErrorException)
        {
            // What cannot be had is told only where the solver needs it.
        }

        return true;
    }

    private static WalkNode PythonNode() => new("<Python from Requires-Python>", null, [], null);

    /// <summary>Has the solver try what was pinned first.</summary>
    private void TakeUp(IReadOnlyList<WalkPin> pins)
    {
        if (pins.Count == 0)
        {
            return;
        }

        _walked = [];
        foreach (WalkPin pin in pins)
        {
            if (pin.Node.Project is { } project && pin.Node.Plain is null)
            {
                _walked.Add(project, (_walked.Count, project.Versions, pin.Position));
                project.AdmitWalked(pin.Position);
            }
        }
    }

    /// <summary>The position that the walk pinned, where it may still be chosen.</summary>
    private int? WalkedPosition(SolverPackage package)
        => _walked is not null && _walked.TryGetValue(package.Project!, out (int Order, ProjectVersions Versions, int Position) walked)
            && walked.Versions == package.Project!.Versions && Positions.Contains(package.Allowed, walked.Position) ? walked.Position : null;

    private List<WalkNeed> RootNeeds()
    {
        var needs = new List<WalkNeed>();
        foreach (Dependency root in _roots)
        {
            int first = needs.Count;
            AddNeeds(needs, root, null);
            WalkNode named = needs[first].Target;
            named.RequestedOrder = Math.Min(named.RequestedOrder, RequestedOrderOf(ProjectOf(root)));
        }

        return [.. needs.OrderBy(static need => need.Target.Plain is not null)];
    }

    /// <summary>One requirement as pip has it: with extras and a specifier it is two, one on the project and one on the project with the extras.</summary>
    private void AddNeeds(List<WalkNeed> needs, Dependency dependency, WalkPin? parent)
    {
        WalkNode plain = NodeOf(ProjectOf(dependency), []);
        if (dependency.Extras.Length == 0 || !dependency.Requirement.Specifier.IsEmpty || dependency.Requirement.Url is not null)
        {
            needs.Add(new WalkNeed(plain, parent, dependency, 0));
        }

        if (dependency.Extras.Length > 0)
        {
            needs.Add(new WalkNeed(NodeOf(ProjectOf(dependency), dependency.Extras), parent, dependency, 0));
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

    /// <inheritdoc/>
    int IWalkGuide.Fetched => _walkedMetadata;

    /// <inheritdoc/>
    void IWalkGuide.LookAhead(WalkNode node, ulong[] candidates, int position)
    {
        if (node.Project is { } project)
        {
            PrefetchWalk(project, candidates, position);
        }
    }

    /// <inheritdoc/>
    void IWalkGuide.Expect(WalkNode node, ulong[] candidates, ReadOnlySpan<WalkNeed> needs)
    {
        int position = ((IWalkGuide)this).Best(node, candidates, needs);
        if (node.Project is { } project && position > 0 && position != project.Versions.OtherPosition)
        {
            Prefetch(project.ChoiceAt(position));
        }
    }

    /// <inheritdoc/>
    bool IWalkGuide.IsStale => _isWalkStale;

    /// <inheritdoc/>
    async ValueTask IWalkGuide.LoadAsync(WalkNeed need)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (need.Target.Project is not { } project)
        {
            return;
        }

        if (need.Dependency is { Requirement.Url: not null } dependency)
        {
            _ = await MakeDirectAsync(dependency).ConfigureAwait(false);
        }

        if (project.NeedsPage || (need.Dependency is not null && !project.IsPageLoaded && !project.IsDirectOnly && !Positions.Contains(need.Dependency.PositionsIn(project.Versions), project.Versions.InstalledPosition)))
        {
            await EnsurePageAsync(project).ConfigureAwait(false);
        }

        _isWalkStale |= !_walkedVersions.TryAdd(project, project.Versions) && _walkedVersions[project] != project.Versions;
    }

    /// <inheritdoc/>
    async ValueTask<List<WalkNeed>?> IWalkGuide.NeedsOfAsync(WalkPin pin)
    {
        if (pin.Node.Project is not { } project)
        {
            return [];
        }

        if (pin.Position == project.Versions.OtherPosition)
        {
            await EnsurePageAsync(project).ConfigureAwait(false);
            _isWalkStale = true;
            return null;
        }

        VersionChoice choice = project.ChoiceAt(pin.Position);
        if (choice.Metadata is null)
        {
            _walkedMetadata++;
        }

        DependencyMetadata? metadata = choice.Metadata ?? await GetMetadataAsync(choice).ConfigureAwait(false);
        if (metadata is null)
        {
            return null;
        }

        var needs = new List<WalkNeed>();
        if (pin.Node.Plain is not null)
        {
            needs.Add(new WalkNeed(pin.Node.Plain, pin, null, pin.Position));
        }
        else if (choice.Candidate.Installed is null && !request.IgnoreRequiresPython && metadata.RequiresPython is { } python)
        {
            needs.Add(new WalkNeed(_python, pin, null, python.Contains(request.PythonVersion, prereleases: true) ? 1 : 0));
        }

        Dependency[] own = DependenciesOf(choice, metadata);
        PrefetchPages(own);
        foreach (Dependency dependency in own)
        {
            AddNeeds(needs, dependency, pin);
        }

        foreach (string extra in pin.Node.Extras)
        {
            foreach (Dependency dependency in DependenciesOf(project, choice, extra))
            {
                AddNeeds(needs, dependency, pin);
            }
        }

        return needs;
    }

    /// <inheritdoc/>
    ulong[] IWalkGuide.Suiting(WalkNode node, ReadOnlySpan<WalkNeed> needs, ReadOnlySpan<WalkNeed> plainNeeds)
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

        return SuitingVersions.Of(project, needs, plainNeeds, request.Releases.Prereleases(project.Name));
    }

    /// <inheritdoc/>
    int IWalkGuide.Best(WalkNode node, ulong[] candidates, ReadOnlySpan<WalkNeed> needs)
    {
        if (node.Project is not { } project)
        {
            return Positions.HighestBelow(candidates, int.MaxValue);
        }

        return Choose(project, candidates, WalkNeed.TraitsOf(needs));
    }

    /// <inheritdoc/>
    void IWalkGuide.Rejected(WalkNode node) => TellPatience(node.Identifier, ++node.Rejections);

    private void TellPatience(string identifier, int rejections)
    {
        string? message = rejections switch
        {
            2 => $"INFO: pip is looking at multiple versions of {identifier} to determine which version is compatible with other requirements. This could take a while.",
            8 => $"INFO: pip is still looking at multiple versions of {identifier} to determine which version is compatible with other requirements. This could take a while.",
            13 => "INFO: This is taking longer than usual. You might need to provide the dependency resolver with stricter constraints to reduce runtime. See https://pip.pypa.io/warnings/backtracking for guidance. If you want to abort this run, press Ctrl + C.",
            _ => null,
        };
        if (message is not null && _toldPatience.Add((identifier, rejections)))
        {
            observer?.Info(message);
        }
    }
}
