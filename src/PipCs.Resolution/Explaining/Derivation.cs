using System.Text;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>Words the solver's derivation of a failure as a chain of plain sentences.</summary>
internal sealed class Derivation
{
    private const int MostSentences = 8;
    private const int MostFacts = 12;
    private const int MostWordings = 3;
    private const string Impossible = "what was asked for cannot be had";

    private readonly List<string> _sentences = [];
    private readonly List<string> _pending = [];
    private readonly HashSet<Incompatibility> _explained = [];

    /// <summary>The explanation in sentences. Where these would be too many to follow, it lists the facts that cannot all hold.</summary>
    internal static string Explain(Incompatibility failure)
    {
        var derivation = new Derivation();
        if (failure.Reason is not Conclusion)
        {
            return $"Because {Fact(failure)}, {Impossible}.";
        }

        return derivation.AddNode(failure) ? string.Join(' ', derivation._sentences) : ListFacts(ConflictCauses.Of(failure).Facts);
    }

    private static string ListFacts(List<Incompatibility> facts)
    {
        facts = [.. facts.Where(IsAsked), .. facts.Where(fact => !IsAsked(fact))];
        var text = new StringBuilder("These cannot hold together:");
        for (int i = 0; i < facts.Count && i < MostFacts; i++)
        {
            _ = text.Append("\n  ").Append(Fact(facts[i]));
        }

        return facts.Count <= MostFacts ? text.ToString() : text.Append($"\n  and {facts.Count - MostFacts} more").ToString();
    }

    /// <summary>Adds the sentences of a conclusion and of its causes; false where there are too many steps.</summary>
    private bool AddNode(Incompatibility node)
    {
        // Each conclusion is linked to the next by its first derived cause. The loop goes down along these links, and the sentences are added on the way up.
        var chain = new Stack<Incompatibility>();
        Incompatibility current = node;
        while (true)
        {
            chain.Push(current);
            if (chain.Count > MostSentences * 4)
            {
                return false;
            }

            var conclusion = (Conclusion)current.Reason;
            Incompatibility? deeper = Unexplained(conclusion.First) ?? Unexplained(conclusion.Second);
            if (deeper is null)
            {
                break;
            }

            current = deeper;
        }

        Incompatibility? previous = null;
        while (chain.TryPop(out Incompatibility? step))
        {
            if (!AddStep(step, previous, chain.TryPeek(out Incompatibility? next) ? next : null))
            {
                return false;
            }

            previous = step;
        }

        return true;
    }

    private Incompatibility? Unexplained(Incompatibility cause) => cause.Reason is Conclusion && !_explained.Contains(cause) ? cause : null;

    private bool AddStep(Incompatibility step, Incompatibility? previous, Incompatibility? next)
    {
        (Incompatibility first, Incompatibility second) = (Conclusion)step.Reason;
        if (second == previous)
        {
            (first, second) = (second, first);
        }

        if (Unexplained(second) is { } other)
        {
            if (!AddNode(other))
            {
                return false;
            }

            previous = null;
        }

        if (_sentences.Count >= MostSentences)
        {
            return false;
        }

        _ = _explained.Add(step);
        if (first == previous)
        {
            _pending.Add(Words(second));
            if (IsAsked(second) && next?.Reason is Conclusion later && IsAsked(later.First == step ? later.Second : later.First))
            {
                // Requested requirements share one sentence.
                return true;
            }

            _sentences.Add($"And because {string.Join(" and ", _pending)}, {ConclusionWords(step)}.");
            _pending.Clear();
            return true;
        }

        _sentences.Add($"Because {Words(first)} and {Words(second)}, {ConclusionWords(step)}.");
        return true;
    }

    private static bool IsAsked(Incompatibility incompatibility) => incompatibility.Reason is DependencyReason && incompatibility.Packages[0].Project is null;

    private static string Words(Incompatibility incompatibility) => incompatibility.Reason is Conclusion ? ConclusionWords(incompatibility) : Fact(incompatibility);

    private static string Fact(Incompatibility fact)
    {
        SolverPackage target = fact.Target!;
        switch (fact.Reason)
        {
            case ConstraintReason { Constraint: var constraint }:
                string origin = constraint.Root?.Origin is { Length: > 0 } given ? $" ({given})" : "";
                return $"the constraint {constraint.Text}{origin} rules out {VersionWords.Of(target, fact.Sets[0])}";
            case UnusableMetadataReason unusable:
                return $"the metadata of {VersionWords.Of(target, fact.Sets[0])} cannot be used ({unusable.Fault})";
            case RequiresPythonReason required:
                return $"{VersionWords.Of(target, fact.Sets[0])} requires Python {required.Python}";
            default:
                return DependencyFact(fact, ((DependencyReason)fact.Reason).Dependency, target);
        }
    }

    private static string DependencyFact(Incompatibility fact, Dependency dependency, SolverPackage target)
    {
        SolverPackage parent = fact.Packages[0];
        bool isImpossible = target.Extra is null && !Positions.Intersects(dependency.PositionsIn(target.Project!.Versions), target.Universe);
        string nobody = isImpossible ? target.Project!.Page is null && target.Project.Direct.Count == 0 ? $", of which nothing was found" : ", which no candidate matches" : "";
        if (parent.Project is null)
        {
            string origin = dependency.Root!.Origin.Length > 0 ? $" ({dependency.Root.Origin})" : "";
            return $"you asked for {Wording(dependency)}{origin}{nobody}";
        }

        string with = StatedDependency.ExtraOf(fact) is { } extra ? $" with the extra '{extra}'" : "";
        return string.Join(" and ", ByWording(fact).Select(group => $"{VersionWords.Of(parent, group.Positions)}{with} depends on {Wording(group.Dependency)}{nobody}"));
    }

    private static string Wording(Dependency dependency)
        => dependency.Override is not { } given ? dependency.ErrorText
            : $"{dependency.Replaces}, which is overridden by {dependency.Text}{(given.Origin.Length > 0 ? $" ({given.Origin})" : "")}";

    /// <summary>The versions that a fact stands for, grouped by the wording of their requirement.</summary>
    private static List<(Dependency Dependency, ulong[] Positions)> ByWording(Incompatibility fact)
    {
        var groups = new List<(Dependency Dependency, ulong[] Positions)>();
        ulong[] versions = fact.Sets[0];
        foreach ((int position, Dependency stated) in StatedDependency.AllOf(fact))
        {
            int known = groups.FindIndex(group => group.Dependency.ErrorText == stated.ErrorText);
            if (known < 0)
            {
                groups.Add((stated, new ulong[versions.Length]));
                known = groups.Count - 1;
            }

            Positions.Add(groups[known].Positions, position);
        }

        return groups.Count is > 0 and <= MostWordings ? groups : [(((DependencyReason)fact.Reason).Dependency, versions)];
    }

    private static string ConclusionWords(Incompatibility conclusion)
    {
        var chosen = new List<string>();
        var needed = new List<string>();
        for (int i = 0; i < conclusion.Packages.Length; i++)
        {
            SolverPackage package = conclusion.Packages[i];
            ulong[] set = conclusion.Sets[i];
            if (Positions.Contains(set, Positions.Absent))
            {
                needed.Add(VersionWords.OneOf(package, Positions.Difference(package.Universe, set)));
            }
            else
            {
                chosen.Add(VersionWords.Of(package, set));
            }
        }

        return (chosen.Count, needed.Count) switch
        {
            (0, 0) => Impossible,
            (0, _) => $"{string.Join(" or ", needed)} must be installed",
            (1, 0) => $"{chosen[0]} cannot be installed",
            (_, 0) => $"{string.Join(" and ", chosen)} cannot {(chosen.Count == 2 ? "both" : "all")} be installed",
            _ => $"{string.Join(" with ", chosen)} needs {string.Join(" or ", needed)}",
        };
    }
}
