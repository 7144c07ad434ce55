using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Selection;
using PipCs.Trees;

namespace PipCs.Uninstalling;

/// <summary>Finds distributions that are installed only because a distribution that is gone needed them.</summary>
public static class UnusedDistributions
{
    /// <summary>
    /// Finds the distributions that were not requested and that no requested distribution needs, ordered by name. A distribution counts as requested if it has
    /// REQUESTED (PEP 376), is editable, was installed by an installer that does not write REQUESTED, or is pip. The dependencies of all its extras count
    /// as needed, because an environment does not record the requested extras.
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
