using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution;

/// <summary>
/// Sorts the chosen projects in pip's order of installation. Every project gets a weight, and the heaviest are installed first:
/// projects without dependencies, then those whose dependencies all have their weights, and so on. Projects in cycles remain; their weight is their
/// greatest distance from the root. Equal weights are sorted by name, descending.
/// A project with extras is a node of its own beside the project. Python is a node too: each project with a Requires-Python depends on it,
/// and is therefore installed after those without one.
/// </summary>
internal sealed class InstallationOrder(bool ignoresRequiresPython)
{
    private const int VisitLimit = 5;
    private const string Python = "<Python>";

    private readonly List<SolverPackage?> _packages = [null];
    private readonly List<HashSet<int>> _children = [[]];
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);

    /// <summary>The decided projects in the order of their installation.</summary>
    internal static List<SolverPackage> Of(List<SolverPackage> packages, bool ignoresRequiresPython) => new InstallationOrder(ignoresRequiresPython).Sort(packages);

    private List<SolverPackage> Sort(List<SolverPackage> packages)
    {
        for (int i = 1; i < packages.Count; i++)
        {
            SolverPackage package = packages[i];
            if (package.IsDecided && package.Base is null)
            {
                Connect(package);
            }
        }

        Dictionary<SolverPackage, int> weights = Weigh();
        var result = new List<SolverPackage>(weights.Keys);
        result.Sort((left, right) =>
        {
            int order = weights[right].CompareTo(weights[left]);
            return order != 0 ? order : string.CompareOrdinal(right.Identifier, left.Identifier);
        });
        return result;
    }

    /// <summary>Adds the edges to a package from all that require it, and its edge to Python.</summary>
    private void Connect(SolverPackage package)
    {
        int own = NodeOf(package.Identifier, package);
        VersionChoice choice = package.Project!.ChoiceAt(package.Decided);
        if (!ignoresRequiresPython && !choice.Candidate.IsInstalled() && choice is { Metadata.RequiresPython.IsEmpty: false })
        {
            _ = _children[own].Add(NodeOf(Python, null));
        }

        foreach (ActiveRequirement active in package.Requirers)
        {
            Dependency dependency = active.Dependency;
            foreach (int parent in ParentsOf(active.Parent))
            {
                if (dependency.Extras.Length == 0)
                {
                    _ = _children[parent].Add(own);
                    continue;
                }

                int node = NodeOf(package, dependency.Extras);
                _ = _children[node].Add(own);
                _ = _children[parent].Add(node);
                if (!dependency.Requirement.Specifier.IsEmpty || dependency.Requirement.Url is not null)
                {
                    _ = _children[parent].Add(own);
                }
            }
        }
    }

    /// <summary>The nodes that get an edge for each requirement of a package: the package's node, and the nodes of the project with extras that include the package.</summary>
    private List<int> ParentsOf(SolverPackage parent)
    {
        if (parent.Project is null)
        {
            return [0];
        }

        var nodes = new List<int>();
        SolverPackage project = parent.Base ?? parent;
        if (parent.Extra is null)
        {
            nodes.Add(NodeOf(project.Identifier, project));
        }

        foreach (ActiveRequirement active in project.Requirers)
        {
            string[] extras = active.Dependency.Extras;
            if (extras.Length > 0 && (parent.Extra is null || Array.IndexOf(extras, parent.Extra) >= 0))
            {
                int node = NodeOf(project, extras);
                if (!nodes.Contains(node))
                {
                    nodes.Add(node);
                }
            }
        }

        return nodes;
    }

    private int NodeOf(SolverPackage package, string[] extras) => NodeOf($"{package.Identifier}[{string.Join(',', extras)}]", null);

    private int NodeOf(string identifier, SolverPackage? installs)
    {
        if (!_nodes.TryGetValue(identifier, out int node))
        {
            node = _packages.Count;
            _nodes.Add(identifier, node);
            _packages.Add(installs);
            _children.Add([]);
        }

        return node;
    }

    /// <summary>Gives weights to the leaves, removes them, and repeats this until only cycles are left; then gives weights to those.</summary>
    private Dictionary<SolverPackage, int> Weigh()
    {
        int count = _packages.Count;
        var weights = new Dictionary<SolverPackage, int>(count);
        var parents = new List<int>[count];
        var open = new int[count];
        var leaves = new List<int>();
        for (int node = 0; node < count; node++)
        {
            open[node] = _children[node].Count;
            foreach (int child in _children[node])
            {
                (parents[child] ??= []).Add(node);
            }

            if (open[node] == 0 && node > 0)
            {
                leaves.Add(node);
            }
        }

        int remaining = count;
        var isGone = new bool[count];
        while (leaves.Count > 0)
        {
            int weight = remaining - 1;
            var next = new List<int>();
            foreach (int leaf in leaves)
            {
                isGone[leaf] = true;
                if (_packages[leaf] is { } package)
                {
                    weights.Add(package, weight);
                }

                foreach (int parent in parents[leaf] ?? [])
                {
                    if (--open[parent] == 0 && parent > 0)
                    {
                        next.Add(parent);
                    }
                }
            }

            remaining -= leaves.Count;
            leaves = next;
        }

        if (remaining > 1)
        {
            Visit(0, 0, isGone, new bool[count], new int[count], weights);
        }

        return weights;
    }

    private void Visit(int node, int depth, bool[] isGone, bool[] onPath, int[] visits, Dictionary<SolverPackage, int> weights)
    {
        if (isGone[node] || onPath[node] || visits[node] >= VisitLimit)
        {
            return;
        }

        onPath[node] = true;
        int[] children = [.. _children[node]];
        Array.Sort(children);
        foreach (int child in children)
        {
            Visit(child, depth + 1, isGone, onPath, visits, weights);
        }

        onPath[node] = false;
        visits[node]++;
        if (_packages[node] is { } package)
        {
            weights[package] = weights.TryGetValue(package, out int known) ? Math.Max(known, depth) : depth;
        }
    }
}
