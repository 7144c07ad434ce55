using System.Net;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>Which proxy a request goes through: <c>--proxy</c>, else <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c> less <c>no_proxy</c>.</summary>
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

    /// <summary>The credentials of the proxies' URLs.</summary>
    public ICredentials? Credentials
    {
        get => new ProxyLogin(this);
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => For(destination);

    public bool IsBypassed(Uri host) => For(host) is null;

    internal Uri? For(Uri uri)
    {
        var proxy = uri.Scheme == Uri.UriSchemeHttps ? _https : _http;
        return proxy is null || IsExcepted(uri) ? null : proxy;
    }

    private bool IsExcepted(Uri uri)
    {
        foreach (var exception in _exceptions)
        {
            var name = exception.TrimStart('.');
            if (name == "*" || uri.Authority.Equals(name, StringComparison.OrdinalIgnoreCase) || uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (uri.Host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && uri.Host[^(name.Length + 1)] == '.')
                || (IPNetwork.TryParse(name, out var network) && IPAddress.TryParse(uri.Host, out var address) && network.Contains(address)))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Variable(IndexOptions options, string name)
        => options.Environment(name) is { Length: > 0 } lower ? lower : options.Environment(name.ToUpperInvariant()) is { Length: > 0 } upper ? upper : null;

    private static Uri? Parse(string? proxy)
    {
        if (string.IsNullOrEmpty(proxy))
        {
            return null;
        }

        var url = proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri : throw Errors.InvalidProxy(LinkUrl.Redact(url));
    }

    private sealed class ProxyLogin(ProxyChoice choice) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            foreach (var proxy in (ReadOnlySpan<Uri?>)[choice._http, choice._https])
            {
                if (proxy is not null && proxy.Host == uri.Host && LinkUrl.TrySplitCredentials(proxy.OriginalString, out _, out var user, out var password))
                {
                    return new NetworkCredential(user, password);
                }
            }

            return null;
        }
    }
}
