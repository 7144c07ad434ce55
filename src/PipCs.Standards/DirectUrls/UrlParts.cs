namespace PipCs.Standards.DirectUrls;

/// <summary>A URL taken apart and put together as Python's <c>urlsplit</c> and <c>urlunsplit</c> do, on which the bytes of <c>direct_url.json</c> depend.</summary>
internal readonly record struct UrlParts(string Scheme, string Authority, string Path, string Query, string Fragment)
{
    public static UrlParts Split(string url)
    {
        string rest = url.TrimStart(' ');
        if (rest.AsSpan().IndexOfAny('\t', '\r', '\n') >= 0)
        {
            rest = rest.Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        }

        string scheme = "";
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && IsScheme(rest.AsSpan(0, colon)))
        {
            scheme = rest[..colon].ToLowerInvariant();
            rest = rest[(colon + 1)..];
        }

        string authority = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int length = rest.AsSpan(2).IndexOfAny('/', '?', '#');
            int end = length < 0 ? rest.Length : length + 2;
            authority = rest[2..end];
            rest = rest[end..];
        }

        (rest, string fragment) = Cut(rest, '#');
        (rest, string query) = Cut(rest, '?');
        return new UrlParts(scheme, authority, rest, query, fragment);
    }

    public override string ToString()
    {
        string text = Path;
        if (Authority.Length > 0 || (HasAuthority(Scheme) && !Path.StartsWith("//", StringComparison.Ordinal)))
        {
            text = $"//{Authority}{(Path.Length > 0 && Path[0] != '/' ? "/" : "")}{Path}";
        }

        return (Scheme.Length > 0 ? Scheme + ":" : "") + text + (Query.Length > 0 ? "?" + Query : "") + (Fragment.Length > 0 ? "#" + Fragment : "");
    }

    private static bool HasAuthority(string scheme)
        => scheme is "file" or "http" or "https" or "ftp" or "git" or "svn" or "sftp" or "rsync" or "nfs" or "ws" or "wss" || VersionControlNames.IsScheme(scheme);

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }

    private static (string Before, string After) Cut(string text, char separator)
    {
        int position = text.IndexOf(separator, StringComparison.Ordinal);
        return position < 0 ? (text, "") : (text[..position], text[(position + 1)..]);
    }
}
