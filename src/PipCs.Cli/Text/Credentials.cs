namespace PipCs.Cli.Text;

/// <summary>Keeps passwords out of what is shown.</summary>
internal static class Credentials
{
    /// <summary>The URL with its password as <c>****</c>; a user name alone, which may be a token, too.</summary>
    internal static string Redact(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return url;
        }

        start += 3;
        var slash = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var end = slash < 0 ? url.Length : start + slash;
        var at = url.LastIndexOf('@', end - 1, end - start);
        if (at < start)
        {
            return url;
        }

        var colon = url.IndexOf(':', start, at - start);
        return colon < 0 ? $"{url.AsSpan(0, start)}****{url.AsSpan(at)}" : $"{url.AsSpan(0, colon)}:****{url.AsSpan(at)}";
    }
}
