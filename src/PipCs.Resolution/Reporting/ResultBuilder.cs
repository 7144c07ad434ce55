using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Reporting;

/// <summary>Makes the result from the solver's decisions, in pip's order of installation, and reports pip's warnings about the chosen distributions.</summary>
internal sealed class ResultBuilder(ResolutionInputs inputs, CollectingLines lines)
{
    internal ResolutionResult Build(Solver solver)
    {
        List<SolverPackage> order = InstallationOrder.Of(solver.Packages, inputs.Request.Options.IgnoreRequiresPython);
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
        Dependency? first = package.Requirers.Count > 0 ? package.Requirers[0].Dependency : null;
        Candidate candidate = KeepInstalled(project, first?.Requirement.Name ?? project.Name.Value, choice.Candidate);
        lines.Take(project, candidate);
        if (candidate.File is { IsYanked: true } file)
        {
            inputs.Observer?.Warning(YankedWarning(project, candidate, file));
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
        var requiredBy = new List<ProjectName>();
        bool isRequested = false;
        foreach (ActiveRequirement active in package.Requirers)
        {
            isRequested |= active.Parent.IsRoot;
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
            AllowedHashes = project.HashesFor(first),
            RequiredBy = requiredBy,
        };
    }

    /// <summary>The installed distribution in place of a URL of the same version, except of a local file that is no wheel, as pip does.</summary>
    private Candidate KeepInstalled(ProjectState project, string name, Candidate candidate)
    {
        if (candidate.DirectUrl is not { } url || project.Installed is not { IsEditable: false, StaysBeside: false } installed || installed.Version != candidate.Version)
        {
            return candidate;
        }

        if (LinkUrl.IsFile(url))
        {
            if (!LinkUrl.WithoutFragment(url).EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            inputs.Observer?.Info($"{name} is already installed with the same version as the provided wheel. Use --force-reinstall to force an installation of the wheel.");
        }

        return CandidateKinds.OfInstalled(project, installed);
    }

    private static string YankedWarning(ProjectState project, Candidate candidate, ProjectFile file)
    {
        string from = file.ComesFrom.Length == 0 ? "" : $" (from {file.ComesFrom})";
        string python = file.RequiresPythonId >= 0 ? $" (requires-python:{file.Page.RequiresPythonTexts[file.RequiresPythonId]})" : "";
        return $"The candidate selected for download or install is a yanked version: '{project.Name}' candidate (version {candidate.Version} at {file.Url}{from}{python})\n"
            + $"Reason for being yanked: {(string.IsNullOrEmpty(file.YankedReason) ? "<none given>" : file.YankedReason)}";
    }
}
