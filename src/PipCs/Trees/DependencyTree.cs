using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Trees;

/// <summary>The dependencies between installed distributions, with markers and extras applied.</summary>
public sealed class DependencyTree
{
    private readonly Dictionary<ProjectName, TreeNode> _nodes;

    private DependencyTree(Dictionary<ProjectName, TreeNode> nodes) => _nodes = nodes;

    /// <summary>Every distribution that is installed, ordered by normalised name.</summary>
    public IEnumerable<TreeNode> Nodes => _nodes.Values;

    /// <summary>Reads the requirements of the installed distributions. A distribution whose requirements cannot be read has none, and a warning is reported.</summary>
    /// <param name="installed">The installed distributions.</param>
    /// <param name="markers">The marker values of the environment.</param>
    /// <param name="reporter">Receives the warnings.</param>
    /// <param name="ofEveryExtra">Whether the requirements of all extras count. An environment does not record which extras a person asked for.</param>
    public static DependencyTree Read(InstalledDistributions installed, MarkerEnvironment markers, IReporter reporter, bool ofEveryExtra = false)
    {
        ArgumentNullException.ThrowIfNull(installed);
        ArgumentNullException.ThrowIfNull(reporter);
        var nodes = new Dictionary<ProjectName, TreeNode>(installed.All.Count);
        var requirements = new Dictionary<ProjectName, IReadOnlyList<Requirement>>(installed.All.Count);
        var provided = new Dictionary<ProjectName, IReadOnlyList<string>>(installed.All.Count);
        foreach (var distribution in installed.All)
        {
            if (!distribution.TryReadDependencies(out var metadata, out var error))
            {
                reporter.Report(Severity.Warning, $"Error parsing dependencies of {distribution.Project}: {error}");
            }

            nodes.Add(distribution.Project, new TreeNode(distribution));
            requirements.Add(distribution.Project, metadata?.RequiresDist ?? []);
            provided.Add(distribution.Project, metadata?.ProvidesExtra ?? []);
        }

        // A requested extra adds requirements, which may request extras in turn.
        var waiting = new Queue<(TreeNode Node, string Extra)>(nodes.Values.Select(node => (node, "")));
        foreach (var (node, extra) in ofEveryExtra ? nodes.Values.SelectMany(node => provided[node.Project].Select(extra => (node, extra))) : [])
        {
            waiting.Enqueue((node, extra));
        }

        var seen = new HashSet<(ProjectName, string)>();
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add((next.Node.Project, next.Extra)))
            {
                continue;
            }

            foreach (var requirement in requirements[next.Node.Project].Where(requirement => IsBroughtBy(next.Extra, requirement, markers)))
            {
                nodes.TryGetValue(requirement.Project, out var needed);
                Join(next.Node, requirement, needed);
                foreach (var extra in needed is null ? [] : requirement.Extras)
                {
                    waiting.Enqueue((needed!, extra));
                }
            }
        }

        foreach (var node in nodes.Values)
        {
            node.Sort();
        }

        return new DependencyTree(nodes);
    }

    /// <summary>Finds a project; false where it is not installed.</summary>
    public bool TryGet(ProjectName project, out TreeNode node) => _nodes.TryGetValue(project, out node!);

    /// <summary>The nodes from which a walk meets every node: those that no other one needs (inverted: those that need none), then one of each remaining cycle.</summary>
    /// <param name="isInverted">Whether the walk goes from a distribution to those that need it.</param>
    public IReadOnlyList<TreeNode> Roots(bool isInverted)
    {
        var roots = _nodes.Values.Where(node => isInverted ? !node.Needs.Exists(edge => edge.Needed is not null) : node.NeededBy.Count == 0).ToList();
        var met = new HashSet<TreeNode>();
        roots.ForEach(root => Walk(root, isInverted, met));
        foreach (var node in _nodes.Values)
        {
            if (!met.Contains(node))
            {
                roots.Add(node);
                Walk(node, isInverted, met);
            }
        }

        return roots;
    }

    /// <summary>The given distributions and all that they need, directly or not.</summary>
    public static IReadOnlySet<TreeNode> Closure(IEnumerable<TreeNode> from)
    {
        ArgumentNullException.ThrowIfNull(from);
        var met = new HashSet<TreeNode>();
        foreach (var node in from)
        {
            Walk(node, isInverted: false, met);
        }

        return met;
    }

    /// <summary>Whether a requirement applies with an extra only; for an empty extra, whether it applies without extras.</summary>
    private static bool IsBroughtBy(string extra, Requirement requirement, MarkerEnvironment markers)
        => requirement.Marker is { } marker ? marker.Evaluate(markers, extra) && (extra.Length == 0 || !marker.Evaluate(markers, "")) : extra.Length == 0;

    private static void Join(TreeNode by, Requirement requirement, TreeNode? needed)
    {
        if (needed == by || by.Needs.Exists(known => known.Requirement.Equals(requirement)))
        {
            return;
        }

        var edge = new TreeEdge(by, requirement, needed);
        by.Needs.Add(edge);
        needed?.NeededBy.Add(edge);
    }

    private static void Walk(TreeNode from, bool isInverted, HashSet<TreeNode> met)
    {
        var waiting = new Stack<TreeNode>([from]);
        while (waiting.TryPop(out var node))
        {
            if (met.Add(node))
            {
                foreach (var edge in isInverted ? node.NeededBy : node.Needs)
                {
                    if ((isInverted ? edge.By : edge.Needed) is { } next)
                    {
                        waiting.Push(next);
                    }
                }
            }
        }
    }
}

/// <summary>An installed distribution in the tree.</summary>
public sealed class TreeNode
{
    internal TreeNode(InstalledDistribution distribution) => Distribution = distribution;

    /// <summary>The distribution.</summary>
    public InstalledDistribution Distribution { get; }

    /// <summary>Its project.</summary>
    public ProjectName Project => Distribution.Project;

    internal List<TreeEdge> Needs { get; } = [];

    internal List<TreeEdge> NeededBy { get; } = [];

    internal void Sort()
    {
        Needs.Sort(static (left, right) => left.Requirement.Project.CompareTo(right.Requirement.Project));
        NeededBy.Sort(static (left, right) => left.By.Project.CompareTo(right.By.Project));
    }
}

/// <summary>A requirement of an installed distribution that applies here.</summary>
/// <param name="By">The distribution that has the requirement.</param>
/// <param name="Requirement">The requirement.</param>
/// <param name="Needed">The installed distribution of the required project; null where there is none.</param>
public sealed record TreeEdge(TreeNode By, Requirement Requirement, TreeNode? Needed)
{
    /// <summary>Whether the installed distribution satisfies the requirement.</summary>
    public bool IsMet => Needed is not null
        && (Requirement.Specifier.IsEmpty || (Needed.Distribution.HasValidVersion && Requirement.Specifier.Contains(Needed.Distribution.Version, prereleases: true)));
}
