using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Selection;
using PipCs.Standards.Names;

namespace PipCs.Trees;

/// <summary>What to show.</summary>
public sealed record TreeRequest
{
    /// <summary>The projects to begin with; none for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether to show who needs them, not what they need.</summary>
    public bool IsInverted { get; init; }

    /// <summary>How many levels below the first to show; null for all.</summary>
    public int? Depth { get; init; }
}

/// <summary><c>tree</c>: what needs what, and by which requirement.</summary>
internal static class TreeReader
{
    /// <summary>Reads the tree and finds where it is to begin.</summary>
    /// <exception cref="UserErrorException">A name is that of nothing installed.</exception>
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
