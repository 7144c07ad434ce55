using PipCs.Diagnostics;
using PipCs.Resolution.Asking;
using PipCs.Resolution.Deciding;
using PipCs.Resolution.Explaining;
using PipCs.Resolution.Growing;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Walking;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Resolution;

/// <summary>
/// One resolution: drives the solver decision by decision, and waits only for the pages and metadata that a decision needs. The solver begins again if
/// its universe has to grow; fetched pages and metadata stay.
/// </summary>
internal sealed class Resolution
{
    private readonly ResolutionInputs _inputs;
    private readonly SupposedPages _supposed;
    private readonly CandidateRanking _ranking;
    private readonly LookAhead _lookAhead;
    private readonly PageReader _pages;
    private readonly MetadataReader _metadata;
    private readonly SolverUniverse _universe;
    private readonly RequirementFacts _facts;
    private readonly RequestedRequirements _requested;
    private readonly Activation _activation;
    private readonly PinnedWay _way;
    private readonly DecisionOrder _order;
    private readonly CollectingLines _lines;
    private readonly PatienceLines _patience;
    private Incompatibility? _failure;
    private Incompatibility? _shortest;

    internal Resolution(ResolutionRequest request, IMetadataSource source, ObserverGate? observer, CancellationToken cancellationToken)
        : this(new ResolutionInputs(request, source, observer, cancellationToken))
    {
    }

    private Resolution(ResolutionInputs inputs)
    {
        _inputs = inputs;
        var projects = new ProjectTable(inputs.Request, inputs.Source);
        var dependencies = new DependencyReader(inputs.Request);
        var arrivals = new ArrivalQueue(inputs.Request.Times, inputs.CancellationToken);
        _supposed = new SupposedPages(arrivals, inputs.Observer);
        _ranking = new CandidateRanking(inputs.Request);
        _lookAhead = new LookAhead(inputs, projects, _ranking, dependencies, arrivals, _supposed);
        _pages = new PageReader(inputs, projects, _lookAhead, _supposed, arrivals);
        _metadata = new MetadataReader(inputs, _lookAhead, arrivals, dependencies);
        _lines = new CollectingLines(inputs.Observer);
        _patience = new PatienceLines(inputs.Observer);
        _universe = new SolverUniverse(projects);
        _facts = new RequirementFacts(_universe);
        _requested = new RequestedRequirements(inputs, projects, dependencies, _lookAhead, _pages, _lines);
        _activation = new Activation(inputs, projects, _universe, _facts, _ranking, _lookAhead, _pages, _supposed, _lines);
        _way = new PinnedWay(inputs.Request, new WalkGuide(inputs, projects, _requested, _ranking, _lookAhead, _pages, _metadata, _patience));
        _order = new DecisionOrder(_way);
    }

    /// <summary>The number of times that the universe had to grow.</summary>
    internal int Restarts => _universe.Restarts;

    /// <summary>The reason why there is no solution; null while that is not known.</summary>
    internal Incompatibility? Failure => _failure;

    /// <summary>Resolves the request.</summary>
    /// <exception cref="UserErrorException">There is no consistent set.</exception>
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

        // The cache may have given an old page. The error is thrown only after all pages were confirmed.
        IEnumerable<ProjectName> judged = ConflictCauses.Of(_shortest!).Facts.SelectMany(static fact => fact.Packages.Append(fact.Target!))
            .Where(static package => !package.IsRoot).Select(static package => package.Project!.Name).Distinct();
        if (await _pages.RefreshAsync(judged).ConfigureAwait(false))
        {
            _inputs.Observer?.BeginAnew();
            return await AgainAsync().ConfigureAwait(false);
        }

        throw new FailureExplanation(_inputs, _requested.Roots, _way.LastDeadEnd, _lines).Explain(_shortest!);
    }

    private ValueTask<ResolutionResult> AgainAsync() => new Resolution(_inputs).RunAsync();

    /// <summary>Solves, and confirms the supposed pages before anything is returned or thrown; null where there is no consistent set.</summary>
    /// <exception cref="OutdatedPageException">A page differs from the supposed one.</exception>
    private async ValueTask<ResolutionResult?> TrySolveAsync()
    {
        try
        {
            await _requested.ReadAsync(_universe.Root).ConfigureAwait(false);
            Step step;
            while ((step = await SolveAsync().ConfigureAwait(false)) == Step.Restart
                || (step == Step.Rejected && Admission.AdmitBehind(_shortest = FactCore.Shorten(_failure!))))
            {
                _universe.Restart();
            }

            await _supposed.ConfirmAsync().ConfigureAwait(false);
            return step == Step.Done ? new ResultBuilder(_inputs, _lines).Build(_universe.Solver) : null;
        }
        catch (UserErrorException) when (_supposed.HasAny)
        {
            await _supposed.ConfirmAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<Step> SolveAsync()
    {
        Solver solver = _universe.Solver;
        Step step = await _activation.ActivateAsync(solver.Root, 1, null, _requested.Roots).ConfigureAwait(false);
        if (step == Step.Restart)
        {
            return step;
        }

        SolverPackage changed = solver.Root;
        while (true)
        {
            _inputs.CancellationToken.ThrowIfCancellationRequested();
            if (!solver.Propagate(changed, out _failure))
            {
                return Step.Rejected;
            }

            if (solver.Conflicts > 0 && await _way.WalkAsync().ConfigureAwait(false))
            {
                return Step.Restart;
            }

            SolverPackage? next = _order.Next(solver);
            if (next is null)
            {
                return Step.Done;
            }

            step = next.Extra is null ? await DecideVersionAsync(next).ConfigureAwait(false) : await DecideExtraAsync(next).ConfigureAwait(false);
            if (step == Step.Restart || (step == Step.Rejected && _facts.Rejecter is not null && await _way.WalkAsync().ConfigureAwait(false)))
            {
                return Step.Restart;
            }

            changed = step == Step.Rejected && next.Extra is not null ? next.Base! : next;
        }
    }

    private async ValueTask<Step> DecideVersionAsync(SolverPackage package)
    {
        ProjectState project = package.Project!;
        int position = _way.PositionOf(package) ?? _ranking.Choose(project, package.Allowed, package.Traits);
        if (position == project.Versions.OtherPosition)
        {
            await _pages.LoadAsync(project).ConfigureAwait(false);
            return Step.Restart;
        }

        _lookAhead.PrefetchOlder(project, package.Allowed, position);
        VersionChoice choice = project.ChoiceAt(position);
        DependencyMetadata? metadata = await _metadata.ReadAsync(choice).ConfigureAwait(false);
        if (metadata is null)
        {
            RequirementFacts.RuleOut(package, position, new UnusableMetadataReason(choice.Unusable));
            return Step.Rejected;
        }

        if (_metadata.NeedsOtherPython(choice, metadata))
        {
            RequirementFacts.RuleOut(package, position, new RequiresPythonReason(metadata.RequiresPython!));
            return Step.Rejected;
        }

        Step step = await _activation.ActivateAsync(package, position, null, _metadata.DependenciesOf(choice, metadata)).ConfigureAwait(false);
        if (step == Step.Rejected)
        {
            package.Rejections++;
            _patience.Reject(package.Identifier, package.Rejections);
            DecisionOrder.PromoteOver(_universe.Solver, package, _facts.Rejecter);
        }

        return step;
    }

    private ValueTask<Step> DecideExtraAsync(SolverPackage extra)
    {
        SolverPackage parent = extra.Base!;
        Dependency[] dependencies = _metadata.DependenciesOf(parent.Project!, parent.Project!.ChoiceAt(parent.Decided), extra.Extra!);
        return _activation.ActivateAsync(parent, parent.Decided, extra, dependencies);
    }
}
