using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Updating;

/// <summary>The texts of the commands that show a plan, without a newline at their end.</summary>
public static class ChangeRendering
{
    /// <summary>Renders a line <c>name old -> new</c> for each change.</summary>
    public static string Plan(IReadOnlyList<PlannedChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var names = changes.Max(static change => change.Name.Length);
        var versions = changes.Max(static change => Old(change).Length);
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(change.Name.PadRight(names)).Append(' ').Append(Old(change).PadRight(versions)).Append(" -> ").Append(change.New ?? "(removed)");
        }

        return text.ToString();
    }

    /// <summary>One line of JSON: whether the plan was carried out, and the changes with <c>old_version</c> (null for a new distribution) and <c>new_version</c> (null for one that is removed).</summary>
    public static string Json(ChangeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var json = new PythonJsonWriter();
        json.BeginObject().Member("changed", result.Changed).BeginArray("changes");
        foreach (var change in result.Changes)
        {
            json.BeginObject().Member("name", change.Name).Member("old_version", change.Old).Member("new_version", change.New).End();
        }

        return json.End().End().ToString();
    }

    private static string Old(PlannedChange change) => change.Old ?? "(new)";
}
