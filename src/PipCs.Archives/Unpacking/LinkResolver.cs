namespace PipCs.Archives.Unpacking;

/// <summary>Follows an archive's symbolic links without a file system, as if all of them were made.</summary>
/// <param name="links">Each link's path and target.</param>
/// <param name="top">The folder that no link may lead out of; empty for the whole archive.</param>
internal sealed class LinkResolver(IReadOnlyDictionary<string, string> links, string top)
{
    // As the kernel has it: more is a circle.
    private const int MostLinks = 40;

    /// <summary>Whether a link, and every link on the way to its target, leads to a place below the top folder.</summary>
    internal bool StaysInside(string link)
    {
        var followed = 0;
        var rest = new Stack<string>(link.Split('/').Reverse());
        var parts = new List<string>();
        while (rest.TryPop(out var part))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return false;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }

            var path = string.Join('/', parts);
            if (part != ".." && links.TryGetValue(path, out var target))
            {
                if (++followed > MostLinks)
                {
                    return false;
                }

                parts.RemoveAt(parts.Count - 1);
                foreach (var next in target.Split('/').Reverse())
                {
                    rest.Push(next);
                }
            }
            else if (!IsBelowTop(path) && followed > 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsBelowTop(string path)
        => top.Length == 0 || path == top || (path.StartsWith(top, StringComparison.Ordinal) && path[top.Length] == '/');
}
