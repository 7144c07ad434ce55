namespace PipCs.Python.Installed;

/// <summary>Paths in <c>file:</c> URLs.</summary>
internal static class FileUrl
{
    /// <summary>The path of a local <c>file:</c> URL; null for another, and where it has a NUL character, which no path can.</summary>
    internal static string? ToPath(string url)
    {
        const string Scheme = "file://";
        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = url.AsSpan(Scheme.Length);
        if (rest.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["localhost".Length..];
        }

        return rest.StartsWith("/") && Uri.UnescapeDataString(rest.ToString()) is var path && !path.Contains('\0', StringComparison.Ordinal) ? path : null;
    }
}
