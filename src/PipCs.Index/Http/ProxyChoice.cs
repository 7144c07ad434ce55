using System.Net;
using PipCs.Index.Http.Authentication;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>Chooses the proxy of a request: <c>--proxy</c>, else <c>http_proxy</c>, <c>https_proxy</c> or <c>all_proxy</c>, except for hosts in <c>no_proxy</c>.</summary>
internal sealed class ProxyChoice : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly string[] _exceptions = [];

    internal ProxyChoice(IndexOptions options)
    {
        if (options.Proxy is { } proxy)
        {
            _http = _https = Parse(proxy);
            return;
        }

        var all = Variable(options, "all_proxy");
        _http = Parse(Variable(options, "http_proxy") ?? all);
        _https = Parse(Variable(options, "https_proxy") ?? all);
        _exceptions = (Variable(options, "no_proxy") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    internal bool Any => _http is not null || _https is not null;

    /// <summary>Always null. The login in a proxy's URL is sent with each request and tunnel from the start, so the handler does not need it.</summary>
    public ICredentials? Credentials
    {
        get => null;
        set => throw new NotSupportedException();
    }

    /// <summary>The proxy as .NET's handler needs it: null for a request through a tunnel, because we make the tunnels (<see cref="TunnelFor"/>).</summary>
    public Uri? GetProxy(Uri destination) => TunnelFor(destination) is null ? For(destination) : null;

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>The value of Proxy-Authorization for the login in a proxy's URL; null where the URL has no login.</summary>
    internal static string? LoginOf(Uri proxy)
        => LinkUrl.TrySplitCredentials(proxy.OriginalString, out _, out var user, out var password) ? new Login(user, password ?? "").Header : null;

    /// <summary>The HTTP proxy that forwards a plain request, so that its login can be added; null for a tunnel or a direct connection.</summary>
    internal Uri? ForwarderFor(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && For(uri) is { } proxy && IsHttp(proxy) ? proxy : null;

    /// <summary>The proxy that opens a tunnel to a server; null for a forwarded request or a direct connection.</summary>
    internal Uri? TunnelFor(Uri uri) => For(uri) is { } proxy && (uri.Scheme == Uri.UriSchemeHttps || IsSocks(proxy)) ? proxy : null;

    internal static bool IsSocks(Uri proxy) => proxy.Scheme is "socks4" or "socks4a" or "socks5" or "socks5h";

    internal Uri? For(Uri uri)
    {
        var proxy = uri.Scheme == Uri.UriSchemeHttps ? _https : _http;
        return proxy is null || IsExcepted(uri) ? null : proxy;
    }

    private bool IsExcepted(Uri uri)
    {
        var isAddress = IPAddress.TryParse(uri.Host, out var address);
        foreach (var exception in _exceptions)
        {
            // The rules of requests: an address matches itself or its network, a name matches as a suffix, with or without a port; * counts only as the whole value.
            var name = exception.TrimStart('.');
            if ((name == "*" && _exceptions.Length == 1) || uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (isAddress ? IPNetwork.TryParse(name, out var network) && network.Contains(address!) : EndsWith(uri.Authority, name) || EndsWith(uri.Host, name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWith(string host, string name)
        => host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');

    private static bool IsHttp(Uri proxy) => proxy.Scheme == Uri.UriSchemeHttp || proxy.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads a variable. As in Python, the lower-case name is used if it is set, even if it is empty.</summary>
    private static string? Variable(IndexOptions options, string name)
        => (options.Environment(name) ?? options.Environment(name.ToUpperInvariant())) is { Length: > 0 } value ? value : null;

    private static Uri? Parse(string? proxy)
    {
        if (string.IsNullOrEmpty(proxy))
        {
            return null;
        }

        var url = proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy;
        return !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 ? throw Errors.InvalidProxy(LinkUrl.Redact(url))
            : IsHttp(uri) || IsSocks(uri) ? uri
            : throw Errors.UnsupportedProxy(uri.Scheme, LinkUrl.Redact(url));
    }
}
