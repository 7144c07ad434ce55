using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Trees;

namespace PipCs.Uninstalling;

/// <summary>What is installed only because something once needed it that is gone.</summary>
public static class UnusedDistributions
{
    /// <summary>
    /// Finds what nothing that was asked for needs, ordered by name. Asked for is what has REQUESTED (PEP 376), what is editable, what an
    /// installer brought that does not write REQUESTED, and pip itself; needed is what any extra of it needs, since nothing tells
    /// which extras were asked for.
    /// </summary>
    public static IReadOnlyList<InstalledDistribution> Find(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var installed = InstalledSelection.Scan(session.Interpreter, [], session.Reporter);
        var tree = DependencyTree.Read(installed, session.Interpreter.Markers, session.Reporter, ofEveryExtra: true);
        var needed = DependencyTree.Closure(tree.Nodes.Where(static node => IsAskedFor(node.Distribution)));
        return [.. tree.Nodes.Where(node => !needed.Contains(node)).Select(static node => node.Distribution)];
    }

    private static bool IsAskedFor(InstalledDistribution distribution)
        => distribution.Kind != InstalledKind.DistInfo
            || distribution.IsRequested
            || distribution.EditableLocation is not null
            || !distribution.IsLocal
            || distribution.Project.Value == "pip"
            || distribution.Installer is not ("pip" or "uv");
}
