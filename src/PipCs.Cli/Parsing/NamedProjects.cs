using PipCs.Standards.Names;

namespace PipCs.Cli.Parsing;

/// <summary>Understands lists of project names with <c>:all:</c> and <c>:none:</c> among them.</summary>
internal static class NamedProjects
{
    /// <summary>Adds a value's names to one set and takes them from the other. <c>:all:</c> empties both and forgets what came before, <c>:none:</c> empties the first.</summary>
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
