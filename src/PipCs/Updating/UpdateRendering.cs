using System.Text;
using PipCs.Installing;
using PipCs.Standards.Text;

namespace PipCs.Updating;

/// <summary>The texts of <c>update</c>, without a newline at their end.</summary>
public static class UpdateRendering
{
    /// <summary>A line <c>name old -> new</c> each, ordered by name.</summary>
    public static string Plan(IReadOnlyList<PlannedChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var names = changes.Max(static change => change.Name.Length);
        var versions = changes.Max(static change => Old(change).Length);
        var text = new StringBuilder();
        foreach (var change in changes.OrderBy(static change => change.Name, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(change.Name.PadRight(names)).Append(' ').Append(Old(change).PadRight(versions)).Append(" -> ").Append(change.New);
        }

        return text.ToString();
    }

    /// <summary>One line of JSON: whether it was done, and the changes with <c>old_version</c> (null for a new distribution) and <c>new_version</c>.</summary>
    public static string Json(InstallResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder("{\"changed\": ").Append(result.Changed ? "true" : "false").Append(", \"changes\": [");
        foreach (var change in result.Changes.OrderBy(static change => change.Name, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(text[^1] == '[' ? "{\"name\": " : ", {\"name\": ");
            PythonJson.AppendString(text, change.Name);
            text.Append(", \"old_version\": ");
            if (change.Old is null)
            {
                text.Append("null");
            }
            else
            {
                PythonJson.AppendString(text, change.Old);
            }

            text.Append(", \"new_version\": ");
            PythonJson.AppendString(text, change.New);
            text.Append('}');
        }

        return text.Append("]}").ToString();
    }

    private static string Old(PlannedChange change) => change.Old ?? "(new)";
}
