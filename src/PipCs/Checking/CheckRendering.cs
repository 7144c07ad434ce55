using System.Text;

namespace PipCs.Checking;

/// <summary>The text of <c>pip check</c>, without a newline at its end.</summary>
public static class CheckRendering
{
    /// <summary>One line for each problem, or one that there is none; empty where the only problem is unreadable metadata, of which a warning was printed already.</summary>
    public static string Text(CheckResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.IsClean)
        {
            return "No broken requirements found.";
        }

        var text = new StringBuilder();
        foreach (var broken in result.Missing)
        {
            text.Append(broken.Distribution.Project).Append(' ').Append(broken.Distribution.Version)
                .Append(" requires ").Append(broken.Requirement.Project).Append(", which is not installed.\n");
        }

        foreach (var broken in result.Conflicting)
        {
            text.Append(broken.Distribution.Project).Append(' ').Append(broken.Distribution.Version)
                .Append(" has requirement ").Append(broken.Requirement).Append(", but you have ")
                .Append(broken.Requirement.Project).Append(' ').Append(broken.Found).Append(".\n");
        }

        foreach (var distribution in result.Unsupported)
        {
            text.Append(distribution.Name).Append(' ').Append(distribution.Version).Append(" is not supported on this platform\n");
        }

        return text.Length == 0 ? "" : text.ToString(0, text.Length - 1);
    }
}
