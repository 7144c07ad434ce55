using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Walking;

namespace PipCs.Resolution.Deciding;

/// <summary>
/// Chooses the package that the solver decides next: first those that <see cref="PinnedWay"/> pinned, in its order, then those with many conflicts, then
/// the others in pip's order.
/// </summary>
internal sealed class DecisionOrder(PinnedWay way)
{
    private const int PromotionThreshold = 5;
    private const int LastRequested = (1 << 24) - 1;

    /// <summary>The package to decide next; null where all are decided. Removes packages from <see cref="Solver.Open"/> that are no longer open.</summary>
    internal SolverPackage? Next(Solver solver)
    {
        SolverPackage? best = null;
        uint bestPreference = uint.MaxValue;
        List<SolverPackage> open = solver.Open;
        for (int i = open.Count - 1; i >= 0; i--)
        {
            SolverPackage package = open[i];
            if (package.IsDecided || !package.IsRequired)
            {
                package.IsListed = false;
                open[i] = open[^1];
                open.RemoveAt(open.Count - 1);
                continue;
            }

            if (package.Base is not { IsDecided: false } && PreferenceOf(package) is var preference && preference <= bestPreference
                && (best is null || preference < bestPreference || string.CompareOrdinal(package.Identifier, best.Identifier) < 0))
            {
                best = package;
                bestPreference = preference;
            }
        }

        return best;
    }

    /// <summary>
    /// If a decided package has ruled out many versions of another one, undoes that decision and has the other package decided first from now on.
    /// </summary>
    /// <param name="solver">The solver.</param>
    /// <param name="package">The package of which one more version was rejected.</param>
    /// <param name="culprit">The package whose requirement ruled the version out.</param>
    internal static void PromoteOver(Solver solver, SolverPackage package, SolverPackage? culprit)
    {
        if (package.Rejections < PromotionThreshold || package.Promotion == Promotion.First || culprit is not { IsDecided: true } || culprit == package || culprit == solver.Root)
        {
            return;
        }

        package.Promotion = Promotion.First;
        if (culprit.Promotion == Promotion.None)
        {
            culprit.Promotion = Promotion.Early;
        }

        solver.Backjump(culprit.DecisionIndex);
    }

    /// <summary>A number that is lower for packages to decide earlier. Its parts, the weightiest first: promoted, with a URL, pinned, bounded from above, the order of the request, with any specifier. Names decide between equals.</summary>
    private uint PreferenceOf(SolverPackage package)
    {
        if (way.TryGetOrder(package.Project!, out uint order))
        {
            return order;
        }

        RequirementTraits traits = package.Traits;
        uint preference = (uint)Promotion.First - (uint)PromotionOf(package);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.Direct);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.Pinned);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.UpperBounded);
        preference = (preference << 24) | (uint)Math.Min(package.RequestedOrder, LastRequested);
        return (preference << 1) | Lacks(traits, RequirementTraits.Unfree);
    }

    private static uint Lacks(RequirementTraits traits, RequirementTraits trait) => (traits & trait) == 0 ? 1u : 0;

    private static Promotion PromotionOf(SolverPackage package)
        => package.Promotion == Promotion.None && package.Conflicts >= PromotionThreshold ? Promotion.Early : package.Promotion;
}
