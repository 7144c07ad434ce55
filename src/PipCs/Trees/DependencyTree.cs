using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Trees;

/// <summary>What needs what among the installed distributions, markers and extras applied.</summary>
public sealed class DependencyTree
{
    private readonly Dictionary<ProjectName, TreeNode> _nodes;

    private DependencyTree(Dictionary<ProjectName, TreeNode> nodes) => _nodes = nodes;

    /// <summary>Every distribution that is installed, ordered by normalised name.</summary>
    public IEnumerable<TreeNode> Nodes => _nodes.Values;

    /// <summary>Reads the requirements of what is installed; one that cannot be read is warned of and left without any.</summary>
    /// <param name="installed">What is installed.</param>
    /// <param name="markers">The environment.</param>
    /// <param name="reporter">Told of what cannot be read.</param>
    /// <param name="ofEveryExtra">Whether the requirements of all extras count: nothing tells which ones a person asked for.</param>
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

        // An extra that somebody asks for brings more requirements, which may ask for extras in turn.
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

    /// <summary>Where to begin so that all are met: what nothing else needs (or, inverted, what needs nothing), then one of each circle that is left.</summary>
    /// <param name="isInverted">Whether the tree is walked from what is needed to what needs it.</param>
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

    /// <summary>What is needed, directly or not, by any of the given distributions, themselves included.</summary>
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

    /// <summary>Whether a requirement applies with an extra and not without; with none where it applies at all.</summary>
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
/// <param name="By">Whose it is.</param>
/// <param name="Requirement">What is required.</param>
/// <param name="Needed">What is installed of that project; null where nothing is.</param>
public sealed record TreeEdge(TreeNode By, Requirement Requirement, TreeNode? Needed)
{
    /// <summary>Whether what is installed satisfies it.</summary>
    public bool IsMet => Needed is not null
        && (Requirement.Specifier.IsEmpty || (Needed.Distribution.HasValidVersion && Requirement.Specifier.Contains(Needed.Distribution.Version, prereleases: true)));
}
