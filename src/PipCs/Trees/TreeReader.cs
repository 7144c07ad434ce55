using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Selection;
using PipCs.Standards.Names;

namespace PipCs.Trees;

/// <summary>The options of <c>tree</c>.</summary>
public sealed record TreeRequest
{
    /// <summary>The projects to begin with; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether to show the distributions that need them instead of those that they need.</summary>
    public bool IsInverted { get; init; }

    /// <summary>The number of levels to show below the first; null for all.</summary>
    public int? Depth { get; init; }
}

/// <summary><c>tree</c>: the dependencies between installed distributions, each with its requirement.</summary>
internal static class TreeReader
{
    /// <summary>Reads the tree and finds the nodes that it begins with.</summary>
    /// <exception cref="UserErrorException">A named project is not installed.</exception>
    internal static (DependencyTree Tree, IReadOnlyList<TreeNode> Roots) Run(TreeRequest request, Session session)
    {
        var installed = InstalledSelection.Scan(session.Interpreter, [], session.Reporter);
        var tree = DependencyTree.Read(installed, session.Interpreter.Markers, session.Reporter);
        if (request.Names.Count == 0)
        {
            return (tree, tree.Roots(request.IsInverted));
        }

        var missing = request.Names.Where(name => !tree.TryGet(ProjectName.Normalize(name), out _)).ToList();
        if (missing.Count > 0)
        {
            throw Errors.NotInstalled(missing);
        }

        return (tree, [.. request.Names.Select(ProjectName.Normalize).Distinct().Select(name => tree.TryGet(name, out var node) ? node : null!)]);
    }
}
