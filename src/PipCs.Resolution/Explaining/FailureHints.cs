using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Explaining;

/// <summary>Collects the hints below an error: the derivation, and the rules and places that exclude a suitable version.</summary>
internal sealed class FailureHints(ResolutionInputs inputs)
{
    private readonly List<string> _hints = [];

    internal IReadOnlyList<string> All => _hints;

    /// <summary>Adds the derivation, and the constraints that have a part in the failure and that the derivation leaves out.</summary>
    internal void AddDerivation(Incompatibility failure, ConflictCauses causes)
    {
        string derivation = Derivation.Explain(failure);
        _hints.Add(derivation);
        foreach (Incompatibility fact in causes.Of<ConstraintReason>())
        {
            foreach (RootRequirement constraint in fact.Target!.Project!.Constraints)
            {
                if (constraint.Origin.Length > 0 && !derivation.Contains($"({constraint.Origin})", StringComparison.Ordinal))
                {
                    _hints.Add($"`{constraint.Requirement}` is a constraint ({constraint.Origin}).");
                }
            }
        }
    }

    /// <summary>Adds the version that only a rule excludes, and the source's hint about the places that it searched.</summary>
    internal void AddCandidates(List<ConflictCause> causes)
    {
        if (causes.Count == 0 || causes.Exists(static cause => cause.Dependency.Direct is not null))
        {
            return;
        }

        ProjectState project = causes[0].Target.Project!;
        if (project.Judgement is { } judgement && project.Page is { } page)
        {
            ulong[] matching = causes[0].Dependency.PositionsIn(project.Versions);
            for (int i = 1; i < causes.Count; i++)
            {
                matching = Positions.Intersection(matching, causes[i].Dependency.PositionsIn(project.Versions));
            }

            if (project.Constraint is { } constraint)
            {
                matching = Positions.Intersection(matching, constraint.PositionsIn(project.Versions));
            }

            AddVersion(project, judgement, page, matching);
        }

        if (causes.Count == 1 && inputs.Source.HintFor(project.Name) is { } hint)
        {
            _hints.Add(hint);
        }
    }

    /// <summary>Adds the source's hints about projects that it did not find.</summary>
    internal void AddUnknownProjects(ConflictCauses causes)
    {
        foreach (ProjectState project in causes.Of<DependencyReason>().Select(static fact => fact.Target!.Project!).Distinct())
        {
            if (project.Page is null && project.Direct.Count == 0 && inputs.Source.HintFor(project.Name) is { } hint && !_hints.Contains(hint))
            {
                _hints.Add(hint);
            }
        }
    }

    private void AddVersion(ProjectState project, PageJudgement judgement, ProjectPage page, ulong[] matching)
    {
        int newest = 0;
        for (int position = project.Versions.VersionCount; position > 0; position--)
        {
            if (!Positions.Contains(matching, position) || project.Versions.SourceOf(position) is not (>= 0 and var source))
            {
                continue;
            }

            bool isCandidate = project.IsCandidate(position);
            if (!isCandidate && judgement.IsPrerelease(source) && judgement.IsUsable(source))
            {
                string how = inputs.Request.Options.Releases.Prereleases(project.Name) == false ? "`--only-final` keeps it out" : "`--pre` would let it in";
                _hints.Add($"`{project.Name} {page.GetVersion(source)}` is a pre-release; {how}.");
                return;
            }

            if (newest == 0 && (!isCandidate || project.ChoiceAt(position).Unusable is not null))
            {
                newest = position;
            }
        }

        if (newest > 0)
        {
            int source = project.Versions.SourceOf(newest);
            string why = project.IsCandidate(newest) ? "its metadata cannot be used" : judgement.WhyNot(source);
            _hints.Add($"`{project.Name} {page.GetVersion(source)}` exists, but {why}.");
        }
    }
}
