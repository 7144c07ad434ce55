using System.Buffers;
using System.Text;
using PipCs.Standards.DirectUrls;

namespace PipCs.Standards.Projects;

/// <summary>URLs as pip treats them: joined, quoted, shown, and turned to paths and back (RFC 3986 with Python's habits).</summary>
public static partial class LinkUrl
{
    private const char LastControl = ' ';

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?# \t\n");
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/");

    /// <summary>Makes a link absolute (<c>urllib.parse.urljoin</c>; an absolute http link stays as it is), without the white space that <see cref="Clean(string)"/> removes.</summary>
    public static string Join(string baseUrl, string link)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(link);
        link = Clean(link);
        if (link.Length == 0 || link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith("http://", StringComparison.Ordinal) || SchemeLength(link) > 0)
        {
            return link.Length == 0 ? baseUrl : link;
        }

        var origin = OriginLength(baseUrl);
        var scheme = SchemeLength(baseUrl);
        if (link.StartsWith("//", StringComparison.Ordinal))
        {
            return string.Concat(baseUrl.AsSpan(0, scheme + 1), link);
        }

        var basePath = baseUrl.AsSpan(origin);
        var query = basePath.IndexOfAny('?', '#');
        if (query >= 0)
        {
            basePath = basePath[..query];
        }

        if (link[0] is '?' or '#')
        {
            return string.Concat(baseUrl.AsSpan(0, origin), basePath, link);
        }

        var tail = link.AsSpan().IndexOfAny('?', '#');
        var path = tail < 0 ? link : link[..tail];
        var joined = path[0] == '/' ? path : string.Concat(basePath[..(basePath.LastIndexOf('/') + 1)], path);
        return string.Concat(baseUrl.AsSpan(0, origin), RemoveDotSegments(joined), tail < 0 ? default : link.AsSpan(tail));
    }

    /// <summary>A link as browsers read it (URL standard, "basic URL parser"): without blanks and control characters at its ends, and without tabs and line ends within.</summary>
    internal static string Clean(string link)
    {
        var trimmed = link.AsSpan();
        while (!trimmed.IsEmpty && trimmed[0] <= LastControl)
        {
            trimmed = trimmed[1..];
        }

        while (!trimmed.IsEmpty && trimmed[^1] <= LastControl)
        {
            trimmed = trimmed[..^1];
        }

        if (trimmed.IndexOfAny('\t', '\r', '\n') >= 0)
        {
            return string.Concat(trimmed.ToString().Split(['\t', '\r', '\n']));
        }

        return trimmed.Length == link.Length ? link : trimmed.ToString();
    }

    /// <summary>The same for a link in UTF-8. Nearly every link is given back as it is.</summary>
    internal static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> link)
    {
        var isClean = link.IsEmpty || (link[0] > LastControl && link[^1] > LastControl && link.IndexOfAny((byte)'\t', (byte)'\r', (byte)'\n') < 0);
        return isClean ? link : Encoding.UTF8.GetBytes(Clean(Encoding.UTF8.GetString(link)));
    }

    /// <summary>Quotes the characters that a URL's path must not contain; existing escapes stay.</summary>
    public static string EnsureQuoted(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var start = OriginLength(url);
        var length = url.AsSpan(start).IndexOfAny('?', '#') is var end and >= 0 ? end : url.Length - start;
        var path = url.AsSpan(start, length);
        if (!path.ContainsAnyExcept(Unreserved))
        {
            return url;
        }

        var result = new StringBuilder(url.Length + 16).Append(url, 0, start);
        while (true)
        {
            // What is reserved splits the path: an @, which may set off a revision, and a quoted slash.
            var cut = path.IndexOfAny('@', '%');
            while (cut >= 0 && path[cut] == '%' && !path[cut..].StartsWith("%2F", StringComparison.OrdinalIgnoreCase))
            {
                var next = path[(cut + 1)..].IndexOfAny('@', '%');
                cut = next < 0 ? -1 : cut + 1 + next;
            }

            result.Append(Quote(Unquote((cut < 0 ? path : path[..cut]).ToString())));
            if (cut < 0)
            {
                break;
            }

            var reserved = path[cut] == '@' ? "@" : "%2F";
            result.Append(reserved);
            path = path[(cut + reserved.Length)..];
        }

        return result.Append(url, start + length, url.Length - start - length).ToString();
    }

    /// <summary>Quotes a path: letters, digits and <c>_.-~/</c> stay (<c>urllib.parse.quote</c>).</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExcept(Unreserved))
        {
            return text;
        }

        const string Digits = "0123456789ABCDEF";
        var result = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value < 0x80 && Unreserved.Contains((char)value))
            {
                result.Append((char)value);
            }
            else
            {
                result.Append('%').Append(Digits[value >> 4]).Append(Digits[value & 15]);
            }
        }

        return result.ToString();
    }

    /// <summary>Decodes percent escapes as UTF-8; other percent signs stay (<c>urllib.parse.unquote</c>).</summary>
    public static string Unquote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                bytes[length++] = (byte)((HexValue(bytes[i + 1]) << 4) | HexValue(bytes[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>The URL with its password, or a user name without password, as <c>****</c>: for messages and logs.</summary>
    public static string Redact(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!TrySplitCredentials(url, out var without, out var user, out var password))
        {
            return url;
        }

        var start = SchemeLength(without) + 3;
        return string.Concat(without.AsSpan(0, start), password is null ? "****" : Quote(user) + ":****", "@", without.AsSpan(start));
    }

    /// <summary>A text, such as a requirement or a message, with each URL in it redacted as by <see cref="Redact"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsNames">Whether a user name without a password, such as git's, stays.</param>
    public static string RedactAll(string text, bool keepsNames = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; (at = text.IndexOf("://", at, StringComparison.Ordinal)) >= 0; at += 3)
        {
            var start = at;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.'))
            {
                start--;
            }

            var end = text.AsSpan(at + 3).IndexOfAny(AuthorityEnds) is var length and >= 0 ? at + 3 + length : text.Length;
            var authority = text.AsSpan(at + 3, end - at - 3);
            if (start < at && authority.LastIndexOf('@') is >= 0 and var split && (!keepsNames || authority[..split].Contains(':')))
            {
                text = string.Concat(text.AsSpan(0, start), Redact(text[start..end]), text.AsSpan(end));
            }
        }

        return text;
    }

    /// <summary>The URL without user name and password.</summary>
    public static string RemoveCredentials(string url) => TrySplitCredentials(url, out var without, out _, out _) ? without : url;

    /// <summary>Removes user name and password from a URL; false where there are none.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="without">The URL without them.</param>
    /// <param name="user">The user name, decoded.</param>
    /// <param name="password">The password, decoded; null where there is only a name.</param>
    public static bool TrySplitCredentials(string url, out string without, out string user, out string? password)
    {
        ArgumentNullException.ThrowIfNull(url);
        without = url;
        user = "";
        password = null;
        var scheme = SchemeLength(url);
        if (scheme == 0 || !url.AsSpan(scheme).StartsWith("://", StringComparison.Ordinal))
        {
            return false;
        }

        var start = scheme + 3;
        var authority = url.AsSpan(start, OriginLength(url) - start);
        var at = authority.LastIndexOf('@');
        if (at < 0)
        {
            return false;
        }

        var colon = authority[..at].IndexOf(':');
        user = Unquote((colon < 0 ? authority[..at] : authority[..colon]).ToString());
        password = colon < 0 ? null : Unquote(authority[(colon + 1)..at].ToString());
        without = string.Concat(url.AsSpan(0, start), url.AsSpan(start + at + 1));
        return true;
    }

    /// <summary>
    /// The name for a file downloaded from this URL: the last segment of the decoded path, or the host where there is no segment or it is <c>.</c> or <c>..</c>. It is
    /// always the name of one file and never leads out of a folder; empty where nothing is left.
    /// </summary>
    public static string FileName(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        UrlParts parts = UrlParts.Split(url);
        var name = LastSegment(Unquote(parts.Path).TrimEnd('/'));
        return name.Length > 0 ? name : LastSegment(parts.Authority[(parts.Authority.LastIndexOf('@') + 1)..]);
    }

    private static string LastSegment(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is "." or ".." ? "" : name;
    }

    /// <summary>The length of the scheme; 0 where the text has none.</summary>
    public static int SchemeLength(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var length = 0;
        while (length < url.Length && (char.IsAsciiLetterOrDigit(url[length]) || url[length] is '+' or '-' or '.'))
        {
            length++;
        }

        return length > 0 && length < url.Length && url[length] == ':' && char.IsAsciiLetter(url[0]) ? length : 0;
    }

    /// <summary>How long scheme and authority are: where the path begins.</summary>
    internal static int OriginLength(string url)
    {
        var scheme = SchemeLength(url);
        var start = scheme == 0 ? 0 : scheme + 1;
        if (!url.AsSpan(start).StartsWith("//", StringComparison.Ordinal))
        {
            return start;
        }

        var end = url.AsSpan(start + 2).IndexOfAny('/', '?', '#');
        return end < 0 ? url.Length : start + 2 + end;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static string RemoveDotSegments(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] == "..")
            {
                if (kept.Count > 1)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segments[i] != ".")
            {
                kept.Add(segments[i]);
                continue;
            }

            if (i == segments.Length - 1)
            {
                kept.Add("");
            }
        }

        return string.Join('/', kept);
    }
}
