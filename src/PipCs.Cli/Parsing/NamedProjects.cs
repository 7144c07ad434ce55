using PipCs.Standards.Names;

namespace PipCs.Cli.Parsing;

/// <summary>Parses lists of project names that may contain <c>:all:</c> and <c>:none:</c>.</summary>
internal static class NamedProjects
{
    /// <summary>Adds a value's names to one set and removes them from the other. <c>:all:</c> empties both and drops the names before it, <c>:none:</c> empties the first.</summary>
    internal static void Merge(string value, HashSet<string> target, HashSet<string> other)
    {
        ReadOnlySpan<string> names = value.Split(',');
        int all;
        while ((all = names.IndexOf(":all:")) >= 0)
        {
            other.Clear();
            target.Clear();
            target.Add(":all:");
            names = names[(all + 1)..];
            if (!names.Contains(":none:"))
            {
                return;
            }
        }

        foreach (var name in names)
        {
            if (name == ":none:")
            {
                target.Clear();
                continue;
            }

            var normalized = ProjectName.Normalize(name).Value;
            other.Remove(normalized);
            target.Add(normalized);
        }
    }
}
