using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Install.Staging;

/// <summary>Paths as text, treated as Python's <c>os.path</c> does on POSIX.</summary>
internal static class InstallPath
{
    /// <summary>The folder of a part of the scheme as the interpreter names it, without <c>--root</c>.</summary>
    internal static string Of(InstallationScheme scheme, SchemePart part) => part switch
    {
        SchemePart.Purelib => scheme.Purelib,
        SchemePart.Platlib => scheme.Platlib,
        SchemePart.Headers => scheme.Headers,
        SchemePart.Scripts => scheme.Scripts,
        _ => scheme.Data,
    };

    /// <summary>Puts the folder of <c>--root</c> in front of an absolute path.</summary>
    internal static string InRoot(string? root, string path)
        => Normalize(root is null ? path : root.TrimEnd('/') + "/" + path.TrimStart('/'));

    /// <summary>Joins a folder and a name that is not absolute.</summary>
    internal static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : folder + "/" + name;

    /// <summary>The path without its last part; <c>/</c> for an entry of the root, empty where there is no slash.</summary>
    internal static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 ? path[..slash] : slash == 0 ? "/" : "";
    }

    /// <summary><c>os.path.normpath</c>: no empty, <c>.</c> or resolvable <c>..</c> parts, links not looked at.</summary>
    internal static string Normalize(string path)
    {
        if (IsNormal(path))
        {
            return path;
        }

        var parts = new List<string>();
        var absolute = path.StartsWith('/');
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".")
            {
                continue;
            }

            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".." || !absolute)
            {
                parts.Add(part);
            }
        }

        var joined = string.Join('/', parts);
        return absolute ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    /// <summary><c>os.path.relpath</c> of normalised absolute paths.</summary>
    internal static string Relative(string path, string folder)
    {
        var to = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var from = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var same = 0;
        while (same < to.Length && same < from.Length && string.Equals(to[same], from[same], StringComparison.Ordinal))
        {
            same++;
        }

        var parts = new List<string>(from.Length + to.Length);
        for (var i = same; i < from.Length; i++)
        {
            parts.Add("..");
        }

        parts.AddRange(to.AsSpan(same));
        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    /// <summary><c>os.path.realpath</c>: links resolved as far as the path exists, the rest as it is.</summary>
    internal static string Real(string path)
    {
        if (NativeFile.ResolveLinks(path) is { } real)
        {
            return real;
        }

        var trimmed = path.TrimEnd('/');
        var parent = Parent(trimmed);
        return parent.Length == 0 || trimmed.Length <= 1 ? Normalize(path) : Normalize(Join(Real(parent), trimmed[(trimmed.LastIndexOf('/') + 1)..]));
    }

    /// <summary>Whether a path is a folder or lies below it; both normalised.</summary>
    internal static bool IsWithin(string path, string folder)
        => path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || folder.EndsWith('/') || path[folder.Length] == '/');

    private static bool IsNormal(ReadOnlySpan<char> path)
    {
        if (path.Length == 0 || (path.Length > 1 && path[^1] == '/') || path[0] == '.')
        {
            return false;
        }

        for (var i = 1; i < path.Length; i++)
        {
            if (path[i - 1] == '/' && path[i] is '/' or '.')
            {
                // A name that begins with a dot is normal too; Normalize leaves it as it is.
                return false;
            }
        }

        return true;
    }
}
