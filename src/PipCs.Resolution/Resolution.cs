using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution;

/// <summary>
/// One resolution: drives the solver, asking the source only for what a decision needs. The solver
/// starts again where its universe has to grow (a page that was not needed at first, a pre-release or
/// yanked version that a requirement admits); what was fetched and read stays.
/// </summary>
internal sealed partial class Resolution(ResolutionRequest request, IMetadataSource source, ObserverGate? observer, CancellationToken cancellationToken)
{
    private readonly Dictionary<ProjectName, ProjectState> _projects = [];
    private readonly DependencyReader _reader = new(request.Environment, request.Overrides);
    private readonly List<Dependency> _roots = [];
    private readonly Dictionary<ProjectName, SolverPackage> _packages = [];
    private Solver _solver = new();
    private Incompatibility? _failure;
    private Incompatibility? _shortest;
    private SolverPackage? _rejecter;

    /// <summary>How often the universe had to grow.</summary>
    internal int Restarts { get; private set; }

    /// <summary>Why there is no resolution, once that is known.</summary>
    internal Incompatibility? Failure => _failure;

    private enum Step
    {
        Ok,
        Rejected,
        Restart,
    }

    internal async ValueTask<ResolutionResult> RunAsync()
    {
        try
        {
            if (await TrySolveAsync().ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }
        catch (OutdatedPageException)
        {
            return await AgainAsync().ConfigureAwait(false);
        }

        if (await HasNewPageAsync(_shortest!).ConfigureAwait(false))
        {
            observer?.BeginAnew();
            return await AgainAsync().ConfigureAwait(false);
        }

        throw Explain(_shortest!);
    }

    private ValueTask<ResolutionResult> AgainAsync() => new Resolution(request, source, observer, cancellationToken).RunAsync();

    private async ValueTask<Step> SolveAsync()
    {
        Step step = await ActivateAsync(_solver.Root, 1, null, _roots).ConfigureAwait(false);
        if (step == Step.Restart)
        {
            return step;
        }

        SolverPackage changed = _solver.Root;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_solver.Propagate(changed, out _failure))
            {
                return Step.Rejected;
            }

            if (_solver.Conflicts > 0 && await WalkAsync().ConfigureAwait(false))
            {
                return Step.Restart;
            }

            SolverPackage? next = NextPackage();
            if (next is null)
            {
                return Step.Ok;
            }

            step = next.Extra is null ? await DecideVersionAsync(next).ConfigureAwait(false) : await DecideExtraAsync(next).ConfigureAwait(false);
            if (step == Step.Restart || (step == Step.Rejected && _rejecter is not null && await WalkAsync().ConfigureAwait(false)))
            {
                return Step.Restart;
            }

            changed = step == Step.Rejected && next.Extra is not null ? next.Base! : next;
        }
    }

    /// <summary>Reads what a person asked for and makes the candidates of URLs.</summary>
    private async ValueTask CollectAsync()
    {
        foreach (RootRequirement constraint in request.Constraints)
        {
            ProjectState project = ProjectOf(constraint.Requirement.Project);
            project.Constraints.Add(constraint);
            AddHashes(project, constraint.Hashes);
        }

        foreach (ProjectState project in _projects.Values)
        {
            project.ConstraintHashes = project.Hashes is null ? [] : [.. project.Hashes.Order(StringComparer.Ordinal)];
            await SetConstraintAsync(project).ConfigureAwait(false);
        }

        foreach (RootRequirement replacement in request.Overrides)
        {
            AddHashes(ProjectOf(replacement.Requirement.Project), replacement.Hashes);
        }

        // pip looks at what is asked for with nothing but extras after all else; the order of decisions stays the given one.
        foreach (RootRequirement root in request.Requirements.OrderBy(static root => root.Requirement is { Extras.Count: > 0, Url: null, Specifier.IsEmpty: true }))
        {
            int first = _roots.Count;
            _roots.AddRange(_reader.Read(root));
            AddHashes(ProjectOf(root.Requirement.Project), root.Hashes);
            for (int i = first; i < _roots.Count; i++)
            {
                if (_roots[i].Requirement.Url is null)
                {
                    PrefetchPage(ProjectOf(_roots[i]), _roots[i]);
                }
            }
        }

        foreach (Dependency dependency in _roots)
        {
            if (dependency.Requirement.Url is not null)
            {
                await MakeDirectAsync(dependency).ConfigureAwait(false);
                ProjectState project = ProjectOf(dependency);
                project.IsDirectOnly = true;
                if (!project.IsCollected)
                {
                    project.IsCollected = true;
                    project.Template = TemplateOf(dependency, _solver.Root);
                    observer?.Collecting(project.Template.Value.Text, project.Template.Value.Origin, dependency.Direct!);
                }
            }
        }
    }

    private async ValueTask SetConstraintAsync(ProjectState project)
    {
        Requirement first = project.Constraints[0].Requirement;
        var specifier = first.Specifier;
        string? url = first.Url;
        bool admitsNothing = false;
        for (int i = 1; i < project.Constraints.Count; i++)
        {
            specifier = specifier.And(project.Constraints[i].Requirement.Specifier);
            string? other = project.Constraints[i].Requirement.Url;
            admitsNothing |= url is not null && other is not null && !LinkEquivalence.AreEquivalent(url, other);
            url ??= other;
        }

        var requirement = new Requirement(first.Name, null, specifier, url);
        admitsNothing |= url is not null && !source.Supports(requirement);
        project.Constraint = new Dependency(requirement, project.Constraints[0]) { AdmitsNothing = admitsNothing };
        if (url is not null)
        {
            if (!admitsNothing)
            {
                await MakeDirectAsync(project.Constraint).ConfigureAwait(false);
            }

            project.IsDirectOnly = true;
        }
    }

    private async ValueTask<bool> MakeDirectAsync(Dependency dependency)
    {
        if (dependency.Direct is not null)
        {
            return false;
        }

        Candidate candidate = await source.GetDirectAsync(dependency.Requirement, cancellationToken).ConfigureAwait(false);
        dependency.Direct = candidate;
        return ProjectOf(dependency).AddDirect(candidate);
    }

    private static void AddHashes(ProjectState project, IReadOnlyList<string> hashes)
    {
        if (hashes.Count == 0)
        {
            return;
        }

        if (project.Hashes is null)
        {
            project.Hashes = new HashSet<string>(hashes, StringComparer.Ordinal);
        }
        else
        {
            project.Hashes.IntersectWith(hashes);
        }
    }

    private ProjectState ProjectOf(Dependency dependency) => dependency.Project ??= ProjectOf(dependency.Target);

    private ProjectState ProjectOf(ProjectName name)
    {
        if (!_projects.TryGetValue(name, out ProjectState? project))
        {
            InstalledCandidate? installed = null;
            if (!request.ForceReinstall)
            {
                _ = request.Installed.TryGetValue(name, out installed);
            }

            project = new ProjectState(name, request.Releases.Prereleases(name))
            {
                Installed = installed,
                PrefersInstalled = request.Upgrade != UpgradeStrategy.Eager && (request.Upgrade == UpgradeStrategy.ToSatisfyOnly || !IsRequested(name)),
            };
            _projects.Add(name, project);
        }

        return project;
    }

    private bool IsRequested(ProjectName name)
    {
        foreach (RootRequirement root in request.Requirements)
        {
            if (root.Requirement.Project == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The dependencies of a choice that hold without extras; read once.</summary>
    private Dependency[] DependenciesOf(VersionChoice choice, DependencyMetadata metadata)
        => choice.Dependencies ??= request.IgnoreDependencies ? [] : _reader.Read(metadata);

    private async ValueTask EnsurePageAsync(ProjectState project)
    {
        if (project.PendingPage is { } pending)
        {
            await WaitAsync(pending).ConfigureAwait(false);
            if (!project.IsPageLoaded)
            {
                SetPage(project, await pending.ConfigureAwait(false));
            }

            return;
        }

        long start = ResolutionTimes.Begin(request.Times);
        ValueTask<ProjectPage?> task = source.GetPageAsync(project.Name, cancellationToken);
        ResolutionTimes.EndPages(request.Times, start);
        if (task.IsCompletedSuccessfully)
        {
            SetPage(project, task.Result);
            return;
        }

        Task<ProjectPage?> answer = task.AsTask();
        if (!_isWaiting && source.PeekPage(project.Name) is { } supposed)
        {
            Suppose(project, supposed, answer);
            return;
        }

        project.PendingPage = answer;
        await BeginWaitingAsync().ConfigureAwait(false);
        await WaitAsync(answer).ConfigureAwait(false);
        SetPage(project, await answer.ConfigureAwait(false));
    }

    private void SetPage(ProjectState project, ProjectPage? page)
    {
        if (page is not null && source.IsLocked(project.Name))
        {
            PageJudgement.RequireUsable(request, page);
        }

        project.SetPage(page, page is null ? null : new PageJudgement(request, page, project.Hashes));
    }
}
