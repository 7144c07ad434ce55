using PipCs.Diagnostics;
using PipCs.Resolution.Explaining;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Resolution.Tests.Fixtures;

namespace PipCs.Resolution.Tests;

/// <summary>
/// Small random universes: there is a result exactly when trying every combination finds one, and it is consistent; where
/// there is none, the explanation rests on what the universe says, follows step by step, and needs every fact that it names.
/// </summary>
public sealed class BruteForceTests
{
    private const int Cases = 20_000;

    [Fact]
    public async Task RunAsync_random_universe_agrees_with_brute_force()
    {
        int satisfiable = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var universe = new RandomUniverse(seed);
            string[]? result = await ResolveAsync(universe, null, seed);
            if (seed % 4 == 0)
            {
                Assert.Equal(result, await ResolveAsync(universe, new Random(seed), seed));
            }

            if (result is not null)
            {
                satisfiable++;
                AssertConsistent(universe, result, seed);
            }
            else
            {
                Assert.False(universe.HasSolution(), $"seed {seed}: there is a solution, and none was found");
            }
        }

        Assert.InRange(satisfiable, Cases / 10, Cases * 9 / 10);
    }

    private static async Task<string[]?> ResolveAsync(RandomUniverse universe, Random? delay, int seed)
    {
        var resolution = new Resolution(Requests.For(universe.Roots), universe.BuildIndex(delay), null, TestContext.Current.CancellationToken);
        try
        {
            ResolutionResult result = await resolution.RunAsync();
            return [.. result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version} {string.Join(',', item.Extras)}")];
        }
        catch (UserErrorException)
        {
            AssertDerivation(universe, resolution.Failure!, seed);
            Incompatibility shortened = FactCore.Shorten(resolution.Failure!);
            AssertDerivation(universe, shortened, seed);
            AssertMinimal(shortened, seed);
            return null;
        }
    }

    private static void AssertConsistent(RandomUniverse universe, string[] result, int seed)
    {
        var chosen = result.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => int.Parse(parts[1]));
        Assert.True(universe.IsConsistent(chosen, out HashSet<string> reached), $"seed {seed}: {string.Join("; ", result)}");
        Assert.Equal(reached.Where(name => !name.Contains('[')).Order(), chosen.Keys.Order());
        Assert.Equal(reached.Where(name => name.Contains('[')).Order(), result.Where(line => line.EndsWith(" x", StringComparison.Ordinal)).Select(line => line[0] + "[x]").Order());
    }

    /// <summary>Every fact is one of the universe, every conclusion follows from its two causes, and the last one needs no choice at all.</summary>
    private static void AssertDerivation(RandomUniverse universe, Incompatibility failure, int seed)
    {
        foreach (SolverPackage package in failure.Packages)
        {
            Assert.True(package.Project is null, $"seed {seed}: the last conclusion depends on {package.Identifier}");
        }

        var seen = new HashSet<Incompatibility>();
        var pending = new Stack<Incompatibility>([failure]);
        while (pending.TryPop(out Incompatibility? step))
        {
            if (!seen.Add(step))
            {
                continue;
            }

            if (step.Reason is not Conclusion conclusion)
            {
                AssertFact(universe, step, seed);
                continue;
            }

            Assert.True(Follows(step, conclusion.First, conclusion.Second), $"seed {seed}: a conclusion does not follow");
            pending.Push(conclusion.First);
            pending.Push(conclusion.Second);
        }
    }

    /// <summary>The rule of resolution: on one package the conclusion lies in the union of both, on all others in each.</summary>
    private static bool Follows(Incompatibility conclusion, Incompatibility first, Incompatibility second)
    {
        SolverPackage[] packages = [.. first.Packages.Concat(second.Packages).Concat(conclusion.Packages).Distinct()];
        return packages.Any(pivot => packages.All(package =>
        {
            ulong[] set = SetOf(conclusion, package);
            return package == pivot
                ? Positions.IsSubset(set, Positions.Union(SetOf(first, package), SetOf(second, package)))
                : Positions.IsSubset(set, SetOf(first, package)) && Positions.IsSubset(set, SetOf(second, package));
        }));
    }

    private static ulong[] SetOf(Incompatibility incompatibility, SolverPackage package)
        => incompatibility.IndexOf(package) is >= 0 and var index ? incompatibility.Sets[index] : package.Project is null ? [2] : package.Universe;

    private static void AssertFact(RandomUniverse universe, Incompatibility fact, int seed)
    {
        Dependency dependency = Assert.IsType<DependencyReason>(fact.Reason).Dependency;
        SolverPackage parent = fact.Packages[0];
        bool isOfExtra = StatedDependency.ExtraOf(fact) is not null;
        foreach (int position in parent.Project is null ? [0] : PositionsOf(fact.Sets[0]))
        {
            string[] requirements = parent.Project is null ? universe.Roots : universe.RequirementsOf(parent.Identifier, Version(parent, position));
            string text = StatedDependency.At(fact, position).Requirement.ToString();
            Assert.True(requirements.Any(item => Standards.Requirements.Requirement.Parse(item).ToString() == text && item.Contains(';') == isOfExtra), $"seed {seed}: {parent.Identifier} does not ask for {text}");
        }

        if (fact.Target is { Extra: null } target && fact.IndexOf(target) is > 0 and var index)
        {
            foreach (int position in PositionsOf(target.Universe))
            {
                bool isAdmitted = dependency.Requirement.Specifier.Contains(target.Project!.Versions.VersionAt(position));
                Assert.True(isAdmitted != Positions.Contains(fact.Sets[index], position), $"seed {seed}: {dependency.Requirement} and {target.Identifier} {Version(target, position)}");
            }
        }
    }

    private static void AssertMinimal(Incompatibility failure, int seed)
    {
        List<Incompatibility> facts = ConflictCauses.Of(failure).Facts;
        for (int i = 0; i < facts.Count; i++)
        {
            Assert.True(FactCore.Derive([.. facts[..i], .. facts[(i + 1)..]]) is null, $"seed {seed}: fact {i} of {facts.Count} is not needed");
        }
    }

    private static IEnumerable<int> PositionsOf(ulong[] set)
    {
        for (int position = 1; position < set.Length * 64; position++)
        {
            if (Positions.Contains(set, position))
            {
                yield return position;
            }
        }
    }

    private static int Version(SolverPackage package, int position) => int.Parse(package.Project!.Versions.VersionAt(position).ToString());
}
