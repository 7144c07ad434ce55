using PipCs.Standards.Requirements;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>A few projects with a few versions each, made from a seed, small enough to try every combination.</summary>
internal sealed class RandomUniverse
{
    private static readonly string[] Projects = ["a", "b", "c", "d", "e"];
    private static readonly string[] Operators = [">=", "<=", "==", "!=", "<", ">"];
    private readonly Dictionary<string, List<(int Version, string[] Requires)>> _versions = [];

    internal RandomUniverse(int seed)
    {
        var random = new Random(seed);
        foreach (string project in Projects)
        {
            var list = new List<(int, string[])>();
            int count = 1 + random.Next(4);
            for (int version = 1; version <= count; version++)
            {
                list.Add((version, MakeRequirements(random, random.Next(4))));
            }

            _versions.Add(project, list);
        }

        Roots = [.. MakeRequirements(random, 1 + random.Next(3)).Where(root => !root.Contains(';'))];
    }

    internal string[] Roots { get; }

    internal string[] RequirementsOf(string project, int version) => _versions[project].Single(item => item.Version == version).Requires;

    internal MemoryIndex BuildIndex(Random? delay)
    {
        var index = new MemoryIndex { Delay = delay };
        foreach ((string project, var versions) in _versions)
        {
            foreach ((int version, string[] requires) in versions)
            {
                _ = index.Add(project, version.ToString(), new ReleaseFiles { Requires = requires, Extras = ["x"] });
            }
        }

        return index;
    }

    /// <summary>Whether any choice of versions is consistent.</summary>
    internal bool HasSolution()
    {
        var chosen = new Dictionary<string, int>();
        return Try(0);

        bool Try(int project)
        {
            if (project == Projects.Length)
            {
                return IsConsistent(chosen, out _);
            }

            foreach ((int version, _) in _versions[Projects[project]])
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
    internal bool IsConsistent(Dictionary<string, int> chosen, out HashSet<string> reached)
    {
        reached = [];
        var pending = new Stack<string>(Roots);
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

                foreach (string next in RequirementsOf(name, version))
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

    private static string[] MakeRequirements(Random random, int count)
    {
        var requirements = new string[count];
        for (int i = 0; i < count; i++)
        {
            string project = Projects[random.Next(Projects.Length)];
            string extra = random.Next(5) == 0 ? "[x]" : "";
            string specifier = random.Next(3) == 0 ? "" : Operators[random.Next(Operators.Length)] + (1 + random.Next(4));
            string marker = random.Next(4) == 0 && count > 1 ? "; extra == 'x'" : "";
            requirements[i] = project + extra + specifier + marker;
        }

        return requirements;
    }
}
