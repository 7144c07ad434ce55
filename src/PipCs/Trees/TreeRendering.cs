using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Trees;

/// <summary>The texts of <c>tree</c>.</summary>
public static class TreeRendering
{
    /// <summary>Renders the tree with lines. A distribution whose dependencies were shown before ends in <c>(*)</c>.</summary>
    public static string Text(IReadOnlyList<TreeNode> roots, TreeRequest request)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentNullException.ThrowIfNull(request);
        var text = new StringBuilder();
        var shown = new HashSet<TreeNode>();
        var isCut = false;
        foreach (var root in roots)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(root.Distribution.Name).Append(' ').Append(root.Distribution.VersionText);
            shown.Add(root);
            Append(text, root, "", 1, request, shown, ref isCut);
        }

        return isCut ? text.Append("\n(*) shown above").ToString() : text.ToString();
    }

    /// <summary>One line of JSON: every distribution that the text would show, once, ordered by normalised name, with what it requires and who requires it.</summary>
    public static string Json(DependencyTree tree, IReadOnlyList<TreeNode> roots, TreeRequest request)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentNullException.ThrowIfNull(request);
        var shown = Shown(roots, request);
        var json = new PythonJsonWriter().BeginArray();
        foreach (var node in tree.Nodes.Where(shown.Contains))
        {
            json.BeginObject().Member("name", node.Distribution.Name).Member("version", node.Distribution.VersionText).Member("requested", node.Distribution.IsRequested);
            json.BeginArray("requires");
            foreach (var edge in node.Needs)
            {
                json.BeginObject()
                    .Member("name", edge.Requirement.Project.Value)
                    .Member("requirement", edge.Requirement.ToString())
                    .Member("installed_version", edge.Needed?.Distribution.VersionText)
                    .Member("met", edge.IsMet)
                    .End();
            }

            json.End().BeginArray("required_by");
            foreach (var by in node.NeededBy.Select(edge => edge.By.Project.Value).Distinct())
            {
                json.Element(by);
            }

            json.End().End();
        }

        return json.End().ToString();
    }

    private static HashSet<TreeNode> Shown(IReadOnlyList<TreeNode> roots, TreeRequest request)
    {
        var shown = new HashSet<TreeNode>(roots);
        for (var (last, level) = (roots, 1); last.Count > 0 && !(level > request.Depth); level++)
        {
            last = [.. last.SelectMany(node => request.IsInverted ? node.NeededBy.Select(static edge => edge.By) : node.Needs.Select(static edge => edge.Needed).OfType<TreeNode>()).Where(shown.Add)];
        }

        return shown;
    }

    private static void Append(StringBuilder text, TreeNode node, string indent, int level, TreeRequest request, HashSet<TreeNode> shown, ref bool isCut)
    {
        if (level > request.Depth)
        {
            return;
        }

        var edges = request.IsInverted ? node.NeededBy : node.Needs;
        for (var i = 0; i < edges.Count; i++)
        {
            var edge = edges[i];
            var isLast = i == edges.Count - 1;
            var next = request.IsInverted ? edge.By : edge.Needed;
            text.Append('\n').Append(indent).Append(isLast ? "└── " : "├── ");
            text.Append(next is null ? edge.Requirement.Name : $"{next.Distribution.Name} {next.Distribution.VersionText}");
            var wish = Wish(edge);
            text.Append(wish.Length == 0 && edge.IsMet ? "" : $" [{(request.IsInverted ? $"needs {edge.Requirement.Name}{wish}" : wish.Length == 0 ? "any" : wish)}{(edge.IsMet ? "" : next is null ? ", not installed" : ", not met")}]");
            if (next is null)
            {
                continue;
            }

            var below = request.IsInverted ? next.NeededBy : next.Needs;
            if (shown.Add(next))
            {
                Append(text, next, indent + (isLast ? "    " : "│   "), level + 1, request, shown, ref isCut);
            }
            else if (below.Count > 0)
            {
                text.Append(" (*)");
                isCut = true;
            }
        }
    }

    private static string Wish(TreeEdge edge)
        => edge.Requirement.Url is { } url ? $"@ {url}"
            : (edge.Requirement.Extras.Count > 0 ? $"[{string.Join(',', edge.Requirement.Extras)}]" : "") + edge.Requirement.Specifier;
}
