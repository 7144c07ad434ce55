using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http.Authentication;

/// <summary>
/// Finds the credentials for a URL: its own, else those of an index at the same host, else netrc's; where a server wants
/// others, the keyring's, else what a person answers. A host that nobody gave credentials for gets none, also after a
/// redirect; nothing is kept beyond the run. Thread-safe.
/// </summary>
internal sealed class Credentials : IDisposable
{
    private readonly List<(Uri Uri, string? User, string? Password)> _indexes = [];
    private readonly ConcurrentDictionary<string, Login?> _learned = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _asking = new(1);
    private readonly IndexOptions _options;
    private readonly Keyring _keyring;
    private Netrc? _netrc;

    internal Credentials(IndexOptions options, IReporter reporter)
    {
        _options = options;
        _keyring = new Keyring(options, reporter);
        foreach (var url in options.NoIndex ? options.FindLinks : [options.IndexUrl, .. options.ExtraIndexUrls, .. options.FindLinks])
        {
            _ = LinkUrl.TrySplitCredentials(url, out var without, out var user, out var password);
            if (Uri.TryCreate(without, UriKind.Absolute, out var uri))
            {
                _indexes.Add((uri, user.Length > 0 || password is not null ? user : null, password));
            }
        }
    }

    public void Dispose() => _asking.Dispose();

    /// <summary>The value of the Authorization header, or null.</summary>
    internal string? Find(string url)
    {
        if (LinkUrl.TrySplitCredentials(url, out var without, out var user, out var password) && password is not null)
        {
            return new Login(user, password).Header;
        }

        if (!Uri.TryCreate(without, UriKind.Absolute, out var uri))
        {
            return null;
        }

        return (_learned.GetValueOrDefault(uri.Authority) ?? IndexLogin(uri))?.Header
            ?? (_netrc ??= Netrc.Load(_options.Environment)).Find(uri.Host)
            ?? (user.Length > 0 ? new Login(user, "").Header : null);
    }

    /// <summary>What to send where the server is not content with what it got (401): once a host; null where nothing else is known.</summary>
    /// <param name="url">The URL that answered so.</param>
    /// <param name="sent">What it got, or null.</param>
    /// <param name="cancellationToken">Cancels the wait for a turn.</param>
    internal async Task<string?> AskAsync(string url, string? sent, CancellationToken cancellationToken)
    {
        _ = LinkUrl.TrySplitCredentials(url, out var without, out var user, out var password);
        if (password is not null || !Uri.TryCreate(without, UriKind.Absolute, out var uri))
        {
            return null;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_learned.TryGetValue(uri.Authority, out var login))
            {
                login = Ask(uri, user);
                _learned[uri.Authority] = login;
            }

            return login?.Header is { } header && header != sent ? header : null;
        }
        finally
        {
            _asking.Release();
        }
    }

    private Login? Ask(Uri uri, string user)
    {
        var index = Nearest(uri, hasLogin: false);
        if (index is { User: not null, Password: not null })
        {
            return null;
        }

        var known = index?.User ?? (user.Length > 0 ? user : null);
        return FromKeyring(index is { } found ? [found.Uri.AbsoluteUri, uri.Authority] : [uri.Authority], known) ?? FromPerson(uri.Authority);
    }

    private Login? FromPerson(string authority)
        => _options.LoginPrompt?.AskUser(authority) is not { Length: > 0 } user ? null
            : FromKeyring([authority], user) ?? (_options.LoginPrompt.AskPassword() is { } password ? new Login(user, password) : null);

    private Login? FromKeyring(string[] services, string? user)
        => _options.Keyring == KeyringProvider.Disabled ? null : _keyring.Find(services, user);

    private Login? IndexLogin(Uri uri) => Nearest(uri, hasLogin: true) is { User: { } user } index ? new Login(user, index.Password ?? "") : null;

    /// <summary>Of several indexes at one host the one whose path begins alike for longest.</summary>
    private (Uri Uri, string? User, string? Password)? Nearest(Uri uri, bool hasLogin)
    {
        (Uri Uri, string? User, string? Password)? best = null;
        var length = -1;
        foreach (var index in _indexes)
        {
            if (index.Uri.Authority.Equals(uri.Authority, StringComparison.OrdinalIgnoreCase) && (!hasLogin || index.User is not null)
                && index.Uri.AbsolutePath.AsSpan().CommonPrefixLength(uri.AbsolutePath) is var common && common > length)
            {
                best = index;
                length = common;
            }
        }

        return best;
    }
}
