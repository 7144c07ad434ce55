using System.Text;

namespace PipCs.Python.Installed;

/// <summary>Paths as Python's <c>pathlib.PurePosixPath</c> spells them.</summary>
internal static class PosixPath
{
    /// <summary>Drops empty and <c>.</c> parts. <c>..</c> stays, because a link may come before it.</summary>
    internal static string Tidy(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.StartsWith("./", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal) && !path.EndsWith('/'))
        {
            return path.Length == 0 ? "." : path;
        }

        var tidy = new StringBuilder(path.Length);
        if (path.StartsWith('/'))
        {
            tidy.Append('/');
        }

        foreach (var range in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan(range);
            if (part.IsEmpty || part.SequenceEqual("."))
            {
                continue;
            }

            if (tidy.Length > 0 && tidy[^1] != '/')
            {
                tidy.Append('/');
            }

            tidy.Append(part);
        }

        return tidy.Length == 0 ? "." : tidy.ToString();
    }
}
