using PipCs.Diagnostics;
using PipCs.Resolution.Tests.Fixtures;
using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests;

/// <summary>Small random universes: there is a result exactly when trying every combination finds one, and it is consistent.</summary>
public sealed class BruteForceTests
{
    private const int Cases = 2000;
    private static readonly string[] Projects = ["a", "b", "c", "d", "e"];
    private static readonly string[] Operators = [">=", "<=", "==", "!=", "<", ">"];

    [Fact]
    public async Task ResolveAsync_random_universe_agrees_with_brute_force()
    {
        int satisfiable = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            Universe universe = MakeUniverse(random);
            string[]? result = await ResolveAsync(universe, null);
            Assert.Equal(result, await ResolveAsync(universe, new Random(seed)));
            if (result is not null)
            {
                satisfiable++;
                AssertConsistent(universe, result, seed);
            }
            else
            {
                Assert.False(Exists(universe), $"seed {seed}: there is a solution, and none was found");
            }
        }

        Assert.InRange(satisfiable, Cases / 10, Cases * 9 / 10);
    }

    private static Universe MakeUniverse(Random random)
    {
        var versions = new Dictionary<string, List<(int Version, string[] Requires)>>();
        foreach (string project in Projects)
        {
            var list = new List<(int, string[])>();
            for (int version = 1; version <= 1 + random.Next(4); version++)
            {
                list.Add((version, MakeRequirements(random, random.Next(4), withExtras: true)));
            }

            versions.Add(project, list);
        }

        return new Universe(versions, MakeRequirements(random, 1 + random.Next(3), withExtras: true));
    }

    private static string[] MakeRequirements(Random random, int count, bool withExtras)
    {
        var requirements = new string[count];
        for (int i = 0; i < count; i++)
        {
            string project = Projects[random.Next(Projects.Length)];
            string extra = withExtras && random.Next(5) == 0 ? "[x]" : "";
            string specifier = random.Next(3) == 0 ? "" : Operators[random.Next(Operators.Length)] + (1 + random.Next(4));
            string marker = random.Next(4) == 0 && count > 1 ? "; extra == 'x'" : "";
            requirements[i] = project + extra + specifier + marker;
        }

        return requirements;
    }

    private static async Task<string[]?> ResolveAsync(Universe universe, Random? delay)
    {
        var index = new MemoryIndex { Delay = delay };
        foreach ((string project, var versions) in universe.Versions)
        {
            foreach ((int version, string[] requires) in versions)
            {
                _ = index.Add(project, version.ToString(), new ReleaseFiles { Requires = requires, Extras = ["x"] });
            }
        }

        try
        {
            ResolutionResult result = await Resolver.ResolveAsync(Requests.For([.. universe.Roots.Where(root => !root.Contains(';'))]), index, null, TestContext.Current.CancellationToken);
            return [.. result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version} {string.Join(',', item.Extras)}")];
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private static void AssertConsistent(Universe universe, string[] result, int seed)
    {
        var chosen = result.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => int.Parse(parts[1]));
        Assert.True(IsConsistent(universe, chosen, out HashSet<string> reached), $"seed {seed}: {string.Join("; ", result)}");
        Assert.Equal(reached.Where(name => !name.Contains('[')).Order(), chosen.Keys.Order());
        Assert.Equal(reached.Where(name => name.Contains('[')).Order(), result.Where(line => line.EndsWith(" x", StringComparison.Ordinal)).Select(line => line[0] + "[x]").Order());
    }

    private static bool Exists(Universe universe)
    {
        var chosen = new Dictionary<string, int>();
        return Try(0);

        bool Try(int project)
        {
            if (project == Projects.Length)
            {
                return IsConsistent(universe, chosen, out _);
            }

            foreach ((int version, _) in universe.Versions[Projects[project]])
            {
                chosen[Projects[project]] = version;
                if (Try(project + 1))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Follows the requirements from the root and checks each against the choice.</summary>
    private static bool IsConsistent(Universe universe, Dictionary<string, int> chosen, out HashSet<string> reached)
    {
        reached = [];
        var pending = new Stack<string>(universe.Roots.Where(root => !root.Contains(';')));
        while (pending.TryPop(out string? text))
        {
            var requirement = Requirement.Parse(text);
            string name = requirement.Name;
            if (!chosen.TryGetValue(name, out int version) || !requirement.Specifier.Contains(PackageVersion.Parse(version.ToString())))
            {
                return false;
            }

            foreach (string node in requirement.Extras.Count > 0 ? (string[])[name, name + "[x]"] : [name])
            {
                if (!reached.Add(node))
                {
                    continue;
                }

                foreach (string next in universe.Versions[name].Single(item => item.Version == version).Requires)
                {
                    if (next.Contains(';') == (node != name))
                    {
                        pending.Push(next.Split(';')[0]);
                    }
                }
            }
        }

        return true;
    }

    private sealed record Universe(Dictionary<string, List<(int Version, string[] Requires)>> Versions, string[] Roots);
}
