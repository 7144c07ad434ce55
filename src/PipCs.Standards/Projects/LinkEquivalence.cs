using System.Text;

namespace PipCs.Standards.Projects;

/// <summary>
/// Compares URLs by the files that they name. User name, password, the order of query keys and <c>egg=</c> in the fragment are ignored;
/// <c>subdirectory=</c> and hashes are compared.
/// </summary>
public static class LinkEquivalence
{
    private static readonly string[] CountedKeys = ["subdirectory", "sha512", "sha384", "sha256", "sha224", "sha1", "md5"];

    /// <summary>Whether both refer to the same file.</summary>
    public static bool AreEquivalent(string? left, string? right)
        => string.Equals(left, right, StringComparison.Ordinal)
            || (left is not null && right is not null && string.Equals(KeyOf(left), KeyOf(right), StringComparison.Ordinal));

    /// <summary>A text that is the same for equivalent URLs and for no others.</summary>
    public static string KeyOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var rest = url.AsSpan();
        var fragment = CutFrom(ref rest, '#');
        var query = CutFrom(ref rest, '?');
        var key = new StringBuilder(url.Length + 16);
        var colon = rest.IndexOf(':');
        if (colon > 0)
        {
            _ = key.Append(rest[..colon].ToString().ToLowerInvariant()).Append(':');
            rest = rest[(colon + 1)..];
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            rest = rest[2..];
            var slash = rest.IndexOf('/');
            var authority = slash < 0 ? rest : rest[..slash];
            var host = authority[(authority.LastIndexOf('@') + 1)..];

            // An empty host of a file URL is this machine (RFC 8089).
            var isLocal = host.IsEmpty && key.Equals(LinkUrl.FileScheme);
            _ = key.Append("//").Append(isLocal ? "localhost" : host);
            rest = slash < 0 ? default : rest[slash..];
        }

        _ = key.Append(rest);
        foreach (var (name, values) in Parse(query))
        {
            _ = key.Append('\n').Append(name).Append('=').AppendJoin('\r', values);
        }

        var parts = Parse(fragment);
        foreach (var name in CountedKeys)
        {
            if (parts.TryGetValue(name, out var values))
            {
                _ = key.Append("\n#").Append(name).Append('=').Append(values[0]);
            }
        }

        return key.ToString();
    }

    private static ReadOnlySpan<char> CutFrom(ref ReadOnlySpan<char> text, char mark)
    {
        var at = text.IndexOf(mark);
        if (at < 0)
        {
            return default;
        }

        var cut = text[(at + 1)..];
        text = text[..at];
        return cut;
    }

    /// <summary>The pairs of a query (<c>urllib.parse.parse_qs</c>): values in their order below sorted names, empty ones left out.</summary>
    private static SortedDictionary<string, List<string>> Parse(ReadOnlySpan<char> query)
    {
        var pairs = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1)
            {
                continue;
            }

            var name = Decode(pair[..equals]);
            if (!pairs.TryGetValue(name, out var values))
            {
                pairs.Add(name, values = []);
            }

            values.Add(Decode(pair[(equals + 1)..]));
        }

        return pairs;
    }

    private static string Decode(ReadOnlySpan<char> text) => LinkUrl.Unquote(text.ToString().Replace('+', ' '));
}
