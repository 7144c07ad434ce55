using System.Collections.Concurrent;
using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http.Authentication;

/// <summary>
/// Finds the credentials for a URL: those in the URL, then those of an index at the same host, then those in netrc. netrc is also used if one of the
/// first two has a user name without a password. If a server refuses these credentials, the keyring is asked, and then the user. A host never gets the
/// credentials of another one, not even after a redirect. A login for TLS is never sent without TLS. Thread-safe.
/// </summary>
internal sealed class Credentials : IDisposable
{
    private readonly List<(Uri Uri, string? User, string? Password)> _indexes = [];
    private readonly ConcurrentDictionary<string, Login?> _learned = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _asking = new(1);
    private readonly IndexOptions _options;
    private readonly Keyring _keyring;
    private readonly ConcurrentDictionary<string, (string Service, Login Login)> _toSave = new(StringComparer.OrdinalIgnoreCase);
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

        var index = Nearest(uri, hasLogin: true);
        var known = _learned.GetValueOrDefault(Origin(uri)) ?? (index is { User: { } owner, Password: { } secret } ? new Login(owner, secret) : null);
        return known?.Header
            ?? (_netrc ??= Netrc.Load(_options.Environment)).Find(uri.Host)
            ?? ((index?.User ?? user) is { Length: > 0 } name ? new Login(name, "").Header : null);
    }

    /// <summary>The credentials to send after a server has refused a request (401). The keyring and the user are asked once for each host. Null where no credentials are found.</summary>
    /// <param name="url">The URL of the refused request.</param>
    /// <param name="sent">The credentials of that request, or null.</param>
    /// <param name="cancellationToken">Cancels the wait for a turn, and ends a keyring that is being asked.</param>
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
            if (!_learned.TryGetValue(Origin(uri), out var login))
            {
                login = Ask(uri, user, cancellationToken);
                _learned[Origin(uri)] = login;
            }

            return login?.Header is { } header && header != sent ? header : null;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Saves in the keyring the login that the user typed, if the server has accepted it now and the user wants it saved.</summary>
    internal void Keep(string url, CancellationToken cancellationToken)
    {
        if (!_toSave.IsEmpty && Uri.TryCreate(LinkUrl.RemoveCredentials(url), UriKind.Absolute, out var uri) && _toSave.TryRemove(Origin(uri), out var kept))
        {
            _keyring.Save(kept.Service, kept.Login, cancellationToken);
        }
    }

    private Login? Ask(Uri uri, string user, CancellationToken cancellationToken)
    {
        var index = Nearest(uri, hasLogin: false);
        if (index is { User: not null, Password: not null })
        {
            return null;
        }

        var known = index?.User ?? (user.Length > 0 ? user : null);
        return FromKeyring(index is { } found ? [found.Uri.AbsoluteUri, uri.Authority] : [uri.Authority], known, cancellationToken) ?? FromPerson(uri, cancellationToken);
    }

    private Login? FromPerson(Uri uri, CancellationToken cancellationToken)
    {
        if (_options.LoginPrompt is not { } person || person.AskUser(uri.Authority) is not { Length: > 0 } user)
        {
            return null;
        }

        if (FromKeyring([uri.Authority], user, cancellationToken) is { } known)
        {
            return known;
        }

        if (person.AskPassword() is not { } password)
        {
            return null;
        }

        var login = new Login(user, password);
        if (_keyring.IsThere && person.AskToSave())
        {
            _toSave[Origin(uri)] = (uri.Authority, login);
        }

        return login;
    }

    private Login? FromKeyring(string[] services, string? user, CancellationToken cancellationToken)
        => _options.Keyring == KeyringProvider.Disabled ? null : _keyring.Find(services, user, cancellationToken);

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Of several indexes at one host, the one whose path has the longest start in common with the URL.</summary>
    private (Uri Uri, string? User, string? Password)? Nearest(Uri uri, bool hasLogin)
    {
        (Uri Uri, string? User, string? Password)? best = null;
        var length = -1;
        foreach (var index in _indexes)
        {
            if (index.Uri.Authority.Equals(uri.Authority, StringComparison.OrdinalIgnoreCase) && (!hasLogin || index.User is not null)
                && (index.Uri.Scheme != Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttps)
                && index.Uri.AbsolutePath.AsSpan().CommonPrefixLength(uri.AbsolutePath) is var common && common > length)
            {
                best = index;
                length = common;
            }
        }

        return best;
    }
}
