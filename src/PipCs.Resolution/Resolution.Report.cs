using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;

namespace PipCs.Resolution;

internal sealed partial class Resolution
{
    /// <summary>Tells the observer of a project's first candidate, or that what is installed satisfies; false where only the page would tell.</summary>
    private bool Collect(ProjectState project, Dependency dependency, SolverPackage requirer)
    {
        if (!project.HadCandidate)
        {
            project.ParentName = requirer.Project?.Name.Value;
            if (!project.IsCollected)
            {
                project.Template = TemplateOf(dependency, requirer);
            }
        }

        foreach (string extra in dependency.Extras)
        {
            project.ExtraTemplates ??= new Dictionary<string, (string, string)>(StringComparer.Ordinal);
            if (!project.ExtraTemplates.ContainsKey(extra))
            {
                project.ExtraTemplates.Add(extra, (dependency.ErrorText, OriginOf(dependency, requirer)));
            }
        }

        SolverPackage package = PackageOf(project);
        Span<ulong> matching = project.Versions.Words <= Positions.FewWords ? stackalloc ulong[Positions.FewWords] : new ulong[project.Versions.Words];
        matching = matching[..project.Versions.Words];
        Positions.Intersect(package.Allowed, dependency.PositionsIn(project.Versions), matching);
        int position = Choose(project, matching, dependency.Traits | TraitsOf(package));
        if (position <= 0 || position == project.Versions.OtherPosition)
        {
            return position <= 0;
        }

        project.HadCandidate = true;
        Prefetch(project.ChoiceAt(position));
        if (observer is null || project.IsCollected)
        {
            return true;
        }

        (string text, string from) = project.Template!.Value;
        int installed = project.Versions.InstalledPosition;
        if (installed > 0 && Positions.Contains(matching, installed) && !project.IsAlreadySatisfiedTold)
        {
            project.IsAlreadySatisfiedTold = true;
            observer.AlreadySatisfied(text, from, project.Installed!);
        }

        if (position != installed)
        {
            project.IsCollected = true;
            Candidate first = project.ChoiceAt(position).Candidate;
            project.ToldFile = first.File;
            observer.Collecting(text, from, first);
        }

        return true;
    }

    /// <summary>What is told of a project's candidates: the text of the requirement that comes first, and what brought it.</summary>
    private (string Text, string Origin) TemplateOf(Dependency dependency, SolverPackage requirer)
    {
        string origin = OriginOf(dependency, requirer);
        bool isSplit = dependency.Extras.Length > 0 && !dependency.Requirement.Specifier.IsEmpty && dependency.Requirement.Url is null;
        return isSplit ? (dependency.TextWithoutExtras, Chain(dependency.ErrorText, origin)) : (dependency.Text, origin);
    }

    /// <summary>The hashes that a project's file must have: of the requirement that came first, or else of the constraints, as pip's.</summary>
    private static IReadOnlyList<string> HashesOf(ProjectState project, Dependency? first)
        => (first?.Override ?? first?.Root)?.Hashes is { Count: > 0 } own ? own : project.ConstraintHashes;

    /// <summary>Refuses the candidate that is looked at first where no hashes are given for it.</summary>
    private async ValueTask RequireHashesAsync(ProjectState project, Dependency dependency)
    {
        SolverPackage package = PackageOf(project);
        Dependency first = package.Requirers.Count > 0 ? package.Requirers[0].Dependency : dependency;
        int position = Choose(project, Positions.Intersection(package.Allowed, dependency.PositionsIn(project.Versions)), dependency.Traits | TraitsOf(package));
        if (position > 0 && position != project.Versions.OtherPosition && position != project.Versions.InstalledPosition && HashesOf(project, first).Count == 0)
        {
            // The message names what the observer was told of the candidate, which a supposed page keeps back.
            await ConfirmAsync().ConfigureAwait(false);
            await source.RefuseWithoutHashesAsync(project.ChoiceAt(position).Candidate, first.Requirement, cancellationToken).ConfigureAwait(false);
        }
    }

    private string OriginOf(Dependency dependency, SolverPackage requirer)
    {
        if (dependency.Root is not null || requirer == _solver.Root)
        {
            return dependency.Root?.Origin ?? "";
        }

        (string text, string origin) = requirer.Extra is null || requirer.Project!.ExtraTemplates?.TryGetValue(requirer.Extra, out (string Text, string Origin) template) != true
            ? requirer.Project!.Template ?? (requirer.Identifier, "")
            : template;
        return Chain(text, origin);
    }

    private static string Chain(string text, string origin) => origin.Length == 0 ? text : $"{text}->{origin}";

    private ResolutionResult BuildResult()
    {
        var order = InstallationOrder.Of(_solver.Packages, request.IgnoreRequiresPython);
        var distributions = new List<ResolvedDistribution>(order.Count);
        foreach (SolverPackage package in order)
        {
            distributions.Add(Describe(package));
        }

        return new ResolutionResult(distributions);
    }

    private ResolvedDistribution Describe(SolverPackage package)
    {
        ProjectState project = package.Project!;
        VersionChoice choice = project.ChoiceAt(package.Decided);
        Candidate candidate = KeepInstalled(project, package.Requirers.Count > 0 ? package.Requirers[0].Dependency.Requirement.Name : project.Name.Value, choice.Candidate);
        if (project.ToldFile is { } told && candidate.File is { } taken && taken != told)
        {
            observer?.Taken(candidate);
        }

        if (candidate.File is { IsYanked: true } file)
        {
            observer?.Warning(YankedWarning(project, candidate, file));
        }

        var extras = new List<string>();
        foreach (SolverPackage extra in package.Extras)
        {
            if (extra.IsDecided)
            {
                extras.Add(extra.Extra!);
            }
        }

        extras.Sort(StringComparer.Ordinal);
        var requiredBy = new List<Standards.Names.ProjectName>();
        bool isRequested = false;
        foreach (ActiveRequirement active in package.Requirers)
        {
            isRequested |= active.Parent == _solver.Root;
            if (active.Parent.Project is { } parent && parent != project && !requiredBy.Contains(parent.Name))
            {
                requiredBy.Add(parent.Name);
            }
        }

        return new ResolvedDistribution
        {
            Candidate = candidate,
            Metadata = choice.Metadata!,
            Extras = extras,
            DecisionOrder = package.DecisionIndex,
            IsRequested = isRequested,
            AllowedHashes = HashesOf(project, package.Requirers.Count > 0 ? package.Requirers[0].Dependency : null),
            RequiredBy = requiredBy,
        };
    }

    /// <summary>A URL of the version that is installed already is not installed again, except from a local source, as pip does.</summary>
    private Candidate KeepInstalled(ProjectState project, string name, Candidate candidate)
    {
        if (candidate.DirectUrl is not { } url || project.Installed is not { IsEditable: false, StaysBeside: false } installed || installed.Version != candidate.Version)
        {
            return candidate;
        }

        if (url.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            int end = url.IndexOf('#', StringComparison.Ordinal);
            if (!(end < 0 ? url : url[..end]).EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            observer?.Info($"{name} is already installed with the same version as the provided wheel. Use --force-reinstall to force an installation of the wheel.");
        }

        return new Candidate { Project = candidate.Project, Version = installed.Version, Source = new DistributionSource.Installed(installed) };
    }

    private static string YankedWarning(ProjectState project, Candidate candidate, ProjectFile file)
    {
        string from = file.ComesFrom.Length == 0 ? "" : $" (from {file.ComesFrom})";
        string python = file.RequiresPythonId >= 0 ? $" (requires-python:{file.Page.RequiresPythonTexts[file.RequiresPythonId]})" : "";
        return $"The candidate selected for download or install is a yanked version: '{project.Name}' candidate (version {candidate.Version} at {file.Url}{from}{python})\n"
            + $"Reason for being yanked: {(string.IsNullOrEmpty(file.YankedReason) ? "<none given>" : file.YankedReason)}";
    }
}
