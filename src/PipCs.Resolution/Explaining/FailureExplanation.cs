using PipCs.Diagnostics;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Reporting;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Walking;

namespace PipCs.Resolution.Explaining;

/// <summary>Makes the error of a failed resolution: pip's lines, with the solver's derivation as a hint. All lines but the last go to the observer.</summary>
/// <param name="inputs">The inputs of the resolution.</param>
/// <param name="roots">The requested requirements.</param>
/// <param name="lastDeadEnd">The needs at which pip's way ended; null where it did not end.</param>
/// <param name="lines">The lines about projects that were reported before.</param>
internal sealed class FailureExplanation(ResolutionInputs inputs, IReadOnlyList<Dependency> roots, IReadOnlyList<WalkNeed>? lastDeadEnd, CollectingLines lines)
{
    private readonly List<string> _linesBefore = [];

    /// <summary>The error that explains a shortened failure.</summary>
    internal UserErrorException Explain(Incompatibility failure)
    {
        var causes = ConflictCauses.Of(failure);
        List<Incompatibility> pythons = causes.Of<RequiresPythonReason>();
        if (pythons.Count > 0)
        {
            return ExplainPython(pythons);
        }

        List<ConflictCause> conflict = WhereWalkEnds(WithRequested(causes.OnOnePackage()));
        var hints = new FailureHints(inputs);
        if (conflict.Count == 1 && conflict[0].Target.Project!.Constraint is null)
        {
            hints.AddCandidates(conflict);
            return ExplainUnmatched(conflict[0], hints);
        }

        hints.AddDerivation(failure, causes);
        hints.AddCandidates(conflict);
        hints.AddUnknownProjects(causes);
        Error(ConflictText.Headline(conflict, lines));
        inputs.Observer?.Info(ConflictText.Details(conflict));
        return Errors.ResolutionImpossible(_linesBefore, hints.All);
    }

    private UserErrorException ExplainPython(List<Incompatibility> facts)
    {
        string version = inputs.Request.PythonVersion.ToString();
        if (facts.Count == 1)
        {
            return Errors.DifferentPython(facts[0].Target!.Identifier, version, PythonOf(facts[0]));
        }

        var causes = new List<string>();
        foreach (Incompatibility fact in facts)
        {
            SolverPackage package = fact.Target!;
            int position = Positions.HighestBelow(fact.Sets[0], int.MaxValue);
            Candidate candidate = package.Project!.ChoiceAt(position).Candidate;
            causes.Add($"'{PythonOf(fact)}' (required by {package.Identifier} {candidate.Version} (from {candidate.Link()}))");
        }

        return Errors.DifferentPythonForSeveral(version, causes);
    }

    private static string PythonOf(Incompatibility fact) => ((RequiresPythonReason)fact.Reason).Python.ToString();

    private UserErrorException ExplainUnmatched(ConflictCause cause, FailureHints hints)
    {
        var text = new UnmatchedText(inputs, cause);
        foreach (string line in text.Lines())
        {
            Error(line);
        }

        if (text.IsRequirementsFile)
        {
            inputs.Observer?.Info("HINT: You are attempting to install a package literally named \"requirements.txt\" (which cannot exist). Consider using the '-r' flag to install the packages listed in requirements.txt");
        }

        return Errors.NoMatchingDistribution(text.Shown, _linesBefore, hints.All);
    }

    /// <summary>
    /// The causes, preceded by the requested requirements on the same project that pip had taken up by then, because pip lists these even if they have no
    /// part in the conflict.
    /// </summary>
    private List<ConflictCause> WithRequested(List<ConflictCause> causes)
    {
        if (causes.Count == 0)
        {
            return causes;
        }

        SolverPackage target = causes[0].Target;
        List<Dependency> all = [.. roots];
        int known = causes.Exists(cause => cause.Parent is not null) ? all.Count : causes.Max(cause => all.IndexOf(cause.Dependency)) + 1;
        IEnumerable<ConflictCause> requested = all
            .Where((root, index) => root.Target == target.Project!.Name && (index < known || root.Direct is not null) && root is not { Extras.Length: > 0, Requirement: { Specifier.IsEmpty: true, Url: null } })
            .Select(root => new ConflictCause(root, target, null, 0));
        return [.. requested, .. causes.Where(cause => cause.Parent is not null)];
    }

    /// <summary>All causes, or only the one that pip names, if pip's search ends at a requirement that no candidate satisfies.</summary>
    private List<ConflictCause> WhereWalkEnds(List<ConflictCause> causes)
    {
        if (lastDeadEnd is not [{ Dependency: { } dependency } need] || need.Target.Project is not { } target)
        {
            return causes;
        }

        List<ConflictCause> named = causes.FindAll(cause => cause.Target.Project == target && cause.Parent?.Project == need.Parent?.Node.Project
            && cause.Dependency.Text == dependency.Text && (need.Parent is null || cause.Position == need.Parent.Position)
            && !Positions.Intersects(dependency.PositionsIn(target.Versions), cause.Target.Universe));
        return named.Count == 1 ? named : causes;
    }

    /// <summary>Reports a line that precedes the error; without an observer it becomes a part of the message.</summary>
    private void Error(string line)
    {
        if (inputs.Observer is null)
        {
            _linesBefore.Add(line);
        }
        else
        {
            inputs.Observer.Error(line);
        }
    }
}
