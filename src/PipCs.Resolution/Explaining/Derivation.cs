using System.Text;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>Tells the solver's derivation of a failure as a chain of plain sentences.</summary>
internal sealed class Derivation
{
    private const int MostSentences = 8;

    private readonly List<string> _sentences = [];
    private readonly HashSet<Incompatibility> _told = [];

    /// <summary>The explanation; null where it would be too long to help.</summary>
    internal static string? Tell(Incompatibility failure)
    {
        var derivation = new Derivation();
        if (failure.Reason != Reason.Derived)
        {
            return $"Because {Fact(failure)}, what was asked for cannot be had.";
        }

        return derivation.TellNode(failure) ? string.Join(' ', derivation._sentences) : null;
    }

    /// <summary>Tells a conclusion and what it needs; false where there are too many steps.</summary>
    private bool TellNode(Incompatibility node)
    {
        // A chain hangs together by its first derived cause; go down iteratively, then tell upwards.
        var chain = new Stack<Incompatibility>();
        Incompatibility current = node;
        while (true)
        {
            chain.Push(current);
            if (chain.Count > MostSentences * 4)
            {
                return false;
            }

            Incompatibility? deeper = Untold(current.FirstCause!) ?? Untold(current.SecondCause!);
            if (deeper is null)
            {
                break;
            }

            current = deeper;
        }

        Incompatibility? previous = null;
        while (chain.TryPop(out Incompatibility? step))
        {
            if (!TellStep(step, previous))
            {
                return false;
            }

            previous = step;
        }

        return true;
    }

    private Incompatibility? Untold(Incompatibility cause) => cause.Reason == Reason.Derived && !_told.Contains(cause) ? cause : null;

    private bool TellStep(Incompatibility step, Incompatibility? previous)
    {
        Incompatibility first = step.FirstCause!;
        Incompatibility second = step.SecondCause!;
        if (second == previous)
        {
            (first, second) = (second, first);
        }

        if (Untold(second) is { } other)
        {
            if (!TellNode(other))
            {
                return false;
            }

            previous = null;
        }

        if (_sentences.Count >= MostSentences)
        {
            return false;
        }

        var text = new StringBuilder();
        if (first == previous)
        {
            _ = text.Append("And because ").Append(Words(second));
        }
        else
        {
            _ = text.Append("Because ").Append(Words(first)).Append(" and ").Append(Words(second));
        }

        _ = text.Append(", ").Append(Conclusion(step)).Append('.');
        _sentences.Add(text.ToString());
        _ = _told.Add(step);
        return true;
    }

    private static string Words(Incompatibility incompatibility) => incompatibility.Reason == Reason.Derived ? Conclusion(incompatibility) : Fact(incompatibility);

    /// <summary>A fact that was given, in words.</summary>
    private static string Fact(Incompatibility fact)
    {
        SolverPackage target = fact.Target!;
        switch (fact.Reason)
        {
            case Reason.Constraint:
                var constraint = (Dependency)fact.Source!;
                string origin = constraint.Root?.Origin is { Length: > 0 } given ? $" ({given})" : "";
                return $"the constraint {constraint.Text}{origin} rules out {VersionWords.Of(target, fact.Sets[0])}";
            case Reason.UnusableMetadata:
                return $"the metadata of {VersionWords.Of(target, fact.Sets[0])} cannot be used ({fact.Source})";
            case Reason.RequiresPython:
                return $"{VersionWords.Of(target, fact.Sets[0])} requires Python {fact.Source}";
            default:
                return DependencyFact(fact, (Dependency)fact.Source!, target);
        }
    }

    private static string DependencyFact(Incompatibility fact, Dependency dependency, SolverPackage target)
    {
        SolverPackage parent = fact.Packages[0];
        bool isImpossible = target.Extra is null && !Positions.Intersects(dependency.PositionsIn(target.Project!.Versions), target.Universe);
        string nobody = isImpossible ? target.Project!.Page is null && target.Project.Direct.Count == 0 ? $", which no index has" : ", which no candidate matches" : "";
        if (parent.Project is null)
        {
            string origin = dependency.Root!.Origin.Length > 0 ? $" ({dependency.Root.Origin})" : "";
            return $"you asked for {dependency.ErrorText}{origin}{nobody}";
        }

        string who = VersionWords.Of(parent, fact.Sets[0]);
        if (fact.Packages.Length > 1 && fact.Packages[1].Base == parent)
        {
            who = $"{who} with the extra '{fact.Packages[1].Extra}'";
        }

        return $"{who} depends on {dependency.ErrorText}{nobody}";
    }

    /// <summary>A conclusion in words.</summary>
    private static string Conclusion(Incompatibility conclusion)
    {
        var chosen = new List<string>();
        var needed = new List<string>();
        for (int i = 0; i < conclusion.Packages.Length; i++)
        {
            SolverPackage package = conclusion.Packages[i];
            ulong[] set = conclusion.Sets[i];
            if (Positions.Contains(set, Positions.Absent))
            {
                needed.Add(VersionWords.Of(package, Positions.Difference(package.Universe, set)));
            }
            else
            {
                chosen.Add(VersionWords.Of(package, set));
            }
        }

        return (chosen.Count, needed.Count) switch
        {
            (0, 0) => "what was asked for cannot be had",
            (0, _) => $"{string.Join(" or ", needed)} must be chosen",
            (1, 0) => $"{chosen[0]} cannot be used",
            (_, 0) => $"{string.Join(" and ", chosen)} cannot {(chosen.Count == 2 ? "both" : "all")} be chosen",
            _ => $"{string.Join(" with ", chosen)} needs {string.Join(" or ", needed)}",
        };
    }
}
