using System.Text;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>
/// Finds the credentials for a URL: its own, else those of an index at the same host, else netrc's. A
/// host that nobody gave credentials for gets none, also after a redirect.
/// </summary>
internal sealed class Credentials
{
    private readonly List<(string Authority, string Path, string Header)> _indexes = [];
    private readonly Func<string, string?> _environment;
    private Netrc? _netrc;

    internal Credentials(IndexOptions options)
    {
        _environment = options.Environment;
        if (!options.NoIndex)
        {
            Take(options.IndexUrl);
            foreach (var url in options.ExtraIndexUrls)
            {
                Take(url);
            }
        }

        foreach (var url in options.FindLinks)
        {
            Take(url);
        }
    }

    /// <summary>The value of the Authorization header, or null.</summary>
    internal string? Find(string url)
    {
        if (LinkUrl.TrySplitCredentials(url, out var without, out var user, out var password) && password is not null)
        {
            return Basic(user, password);
        }

        if (!Uri.TryCreate(without, UriKind.Absolute, out var uri))
        {
            return null;
        }

        // Of several indexes at one host the one whose path begins alike for longest.
        string? best = null;
        var length = -1;
        foreach (var (authority, path, header) in _indexes)
        {
            if (authority.Equals(uri.Authority, StringComparison.OrdinalIgnoreCase))
            {
                var common = path.AsSpan().CommonPrefixLength(uri.AbsolutePath);
                if (common > length)
                {
                    best = header;
                    length = common;
                }
            }
        }

        return best ?? (_netrc ??= Netrc.Load(_environment)).Find(uri.Host) ?? (user.Length > 0 ? Basic(user, "") : null);
    }

    private void Take(string url)
    {
        if (LinkUrl.TrySplitCredentials(url, out var without, out var user, out var password) && Uri.TryCreate(without, UriKind.Absolute, out var uri))
        {
            _indexes.Add((uri.Authority, uri.AbsolutePath, Basic(user, password ?? "")));
        }
    }

    internal static string Basic(string user, string password)
        => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
