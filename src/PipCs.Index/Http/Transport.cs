using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using PipCs.Diagnostics;
using PipCs.Index.Http.Authentication;
using PipCs.Index.Http.Connecting;
using PipCs.Index.Http.Pacing;
using PipCs.Index.Http.Trust;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>
/// Sends requests as pip does, with its headers, retries, redirects and credentials. It has one pooled handler, made at
/// the first request, and a second one for hosts whose certificates are not checked. A run that the cache answers makes neither. Thread-safe.
/// </summary>
internal sealed partial class Transport : IDisposable
{
    internal const int MaximumRedirects = 30;

    /// <summary>The limit for the headers of an answer in KiB. The default of .NET is 64, and some proxies and registries send more.</summary>
    private const int LargestHeaders = 512;

    private static readonly TimeSpan ConnectGrace = TimeSpan.FromMilliseconds(250);

    // Closing an answer before its end keeps the connection only if the rest of the body arrives within this time.
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(100);

    private readonly IndexOptions _options;
    private readonly IReporter _reporter;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly TrustedOrigins _trusted;
    private readonly Credentials _credentials;
    private readonly ContentCoding _coding = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Pace> _paces = new(StringComparer.OrdinalIgnoreCase);
    private readonly Outages _outages = new();
    private readonly ConcurrentDictionary<string, bool> _speaksHttp2 = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _plain = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<ServerTrust> _trust;
    private HttpMessageInvoker? _verifying;
    private HttpMessageInvoker? _trusting;
    private ProxyChoice? _proxy;
    private string? _userAgent;

    internal Transport(IndexOptions options, IReporter reporter, TimeProvider time, Random? random = null)
    {
        _options = options;
        _reporter = reporter;
        _time = time;
        _random = random ?? Random.Shared;
        _trusted = new TrustedOrigins(options.TrustedHosts);
        _credentials = new Credentials(options, reporter);
        _trust = new(() => new ServerTrust(options));
    }

    internal TrustedOrigins Trusted => _trusted;

    public void Dispose()
    {
        _verifying?.Dispose();
        _trusting?.Dispose();
        _credentials.Dispose();
    }

    /// <summary>Sends a request and gives the answer when its headers have arrived. Status 4xx and 5xx are failures, 304 is not.</summary>
    /// <exception cref="NetworkFailureException">The request failed after all retries.</exception>
    internal Task<Answer> OpenAsync(Call call, CancellationToken cancellationToken)
        => RetryAsync(call, static (self, call, token) => self.FollowAsync(call, token), cancellationToken);

    /// <summary>Sends a request and reads the whole body. A failure while reading is retried too.</summary>
    /// <exception cref="NetworkFailureException">The request failed after all retries.</exception>
    internal Task<FetchedBody> FetchAsync(Call call, CancellationToken cancellationToken)
        => RetryAsync(
            call,
            static async (self, call, token) =>
            {
                using var answer = await self.FollowAsync(call, token).ConfigureAwait(false);
                return await answer.ReadBodyAsync(token).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<Answer> FollowAsync(Call call, CancellationToken cancellationToken)
    {
        var url = call.Url;
        var isAsked = false;
        for (var redirects = 0; ;)
        {
            var sent = _credentials.Find(url);
            var answer = await SendAsync(call, url, cancellationToken).ConfigureAwait(false);
            var status = answer.Status;
            if (isAsked && status < 400)
            {
                _credentials.Keep(url, cancellationToken);
            }

            if (status is 301 or 302 or 303 or 307 or 308 && answer.Header("Location") is { } target)
            {
                answer.Dispose();
                var next = RedirectedTo(target, url, status);
                if (redirects++ == MaximumRedirects)
                {
                    throw new NetworkFailureException(NetworkFailure.Redirects, LinkUrl.Redact(call.Url), "Exceeded 30 redirects.", "");
                }

                // Only 307 and 308 keep the method, as in browsers and in pip's library.
                call = status is 307 or 308 ? call : call with { Content = null };
                url = next;
                isAsked = false;
                continue;
            }

            if (status == 401 && !isAsked && await _credentials.AskAsync(url, sent, cancellationToken).ConfigureAwait(false) is not null)
            {
                isAsked = true;
                answer.Dispose();
                continue;
            }

            if (status >= 400)
            {
                throw Refused(answer, url, call.Once ? null : sent);
            }

            return answer;
        }
    }

    private string RedirectedTo(string target, string url, int status)
    {
        var next = LinkUrl.EnsureQuoted(LinkUrl.Join(LinkUrl.RemoveCredentials(url), target));
        if (IsHttp(next))
        {
            return next;
        }

        _reporter.Report(Severity.Warning, $"Not following redirect from {LinkUrl.Redact(url)} to {LinkUrl.Redact(next)}: a redirect to a non-http(s) location is not allowed.");
        throw new NetworkFailureException(NetworkFailure.Status, LinkUrl.Redact(url), "Redirect to a location that is not http(s)", "", status);
    }

    private NetworkFailureException Refused(Answer answer, string url, string? sent)
    {
        using (answer)
        {
            if (answer.Status == 401 && sent is not null)
            {
                _reporter.Report(Severity.Warning, $"401 Error, Credentials not correct for {LinkUrl.RemoveCredentials(url)}");
            }

            return new(NetworkFailure.Status, LinkUrl.Redact(url), answer.Reason, "", answer.Status)
            {
                Data = { [RetryAfterKey] = RetryAfter(answer.Header("Retry-After")) },
            };
        }
    }

    private async Task<Answer> SendAsync(Call call, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(LinkUrl.RemoveCredentials(url), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri) || uri.Host.Length == 0 || !IsHttp(uri.OriginalString))
        {
            throw LinkUrl.IsFile(url) ? Errors.FileOnOtherHost(url) : Errors.InvalidUrl(LinkUrl.Redact(url));
        }

        var invoker = InvokerFor(uri);
        var peer = _proxy!.ForwarderFor(uri) ?? uri;
        using var request = MakeRequest(call, url, uri);
        var turn = await _paces.GetOrAdd(uri.GetLeftPart(UriPartial.Authority), (_, isTls) => new Pace(isTls, _options.ConnectionsPerServer), uri.Scheme == Uri.UriSchemeHttps)
            .TakeAsync(cancellationToken).ConfigureAwait(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The handler has its own timeout for connecting, whose exception names the connection as the cause. This timeout is a little longer, so that the handler's comes first.
        if (_options.Timeout != Timeout.InfiniteTimeSpan)
        {
            deadline.CancelAfter(_options.Timeout + ConnectGrace);
        }

        try
        {
            var response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            var answer = new Answer(response, uri.OriginalString, peer, _options.Timeout, turn, _coding);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                turn.Strained();
            }
            else
            {
                turn.Answered(response.Version);
            }

            return answer;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            turn.Dispose();
            throw Failure.Timeout(uri, peer, _options.Timeout, exception, request.Options.TryGetValue(Connector.Reached, out _));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            turn.Strained();
            turn.Dispose();
            throw Failure.From(exception, uri, peer, _proxy?.For(uri), _options.Timeout, request.Options.TryGetValue(Connector.Reached, out _));
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private HttpRequestMessage MakeRequest(Call call, string url, Uri uri)
    {
        var request = new HttpRequestMessage(call.Content is not null ? HttpMethod.Post : call.Head ? HttpMethod.Head : HttpMethod.Get, uri)
        {
            Version = _plain.IsEmpty || !_plain.ContainsKey(uri.GetLeftPart(UriPartial.Authority)) ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = call.Content is { } content ? new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } } : null,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", _userAgent);

        // From a server on this machine bytes cost less than inflating them, except over TLS, which costs more than inflating.
        headers.TryAddWithoutValidation("Accept-Encoding", call.Identity || (uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp) ? "identity" : "gzip");
        headers.TryAddWithoutValidation("Accept", call.Accept ?? "*/*");
        Add(headers, "If-None-Match", call.IfNoneMatch);
        Add(headers, "If-Modified-Since", call.IfModifiedSince);
        Add(headers, "If-Range", call.IfRange);
        Add(headers, "Cache-Control", call.Revalidate ? "max-age=0" : null);
        Add(headers, "Authorization", _credentials.Find(url));
        Add(headers, "Proxy-Authorization", _proxy!.ForwarderFor(uri) is { } proxy ? ProxyChoice.LoginOf(proxy) : null);
        if (call.Range is { } range)
        {
            headers.TryAddWithoutValidation("Range", $"bytes={range.From}-{range.To}");
        }

        return request;
    }

    private static void Add(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsHttp(string url)
        => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private HttpMessageInvoker InvokerFor(Uri uri)
    {
        if (_verifying is { } made && !_trusted.Any)
        {
            return made;
        }

        lock (_lock)
        {
            _proxy ??= new ProxyChoice(_options);
            _userAgent ??= UserAgent.Compose(_options);
            return IsTrusted(_proxy.ForwarderFor(uri) ?? uri)
                ? _trusting ??= new HttpMessageInvoker(MakeHandler(isTrusted: true))
                : _verifying ??= new HttpMessageInvoker(MakeHandler(isTrusted: false));
        }
    }

    private bool IsTrusted(Uri server) => server.Scheme == Uri.UriSchemeHttps && _trusted.Names(server.Host, server.Port);

    [SuppressMessage("Reliability", "CA2262", Justification = "KiB are meant.")]
    private SocketsHttpHandler MakeHandler(bool isTrusted)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // Any other value makes the handler add its own Accept-Encoding. `Answer` undoes the compression.
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = LargestHeaders,
            MaxConnectionsPerServer = _options.ConnectionsPerServer,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 4 * 1024 * 1024,
            ConnectTimeout = _options.Timeout,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ResponseDrainTimeout = DrainTime,
            ActivityHeadersPropagator = null,
            UseProxy = _proxy!.Any,
            Proxy = _proxy.Any ? _proxy : null,
            SslOptions = _trust.Value.OptionsFor(isTrusted),
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.NegotiatedHttpVersion.Major >= 2 && context.InitialRequestMessage.RequestUri is { } uri)
                {
                    _speaksHttp2[uri.GetLeftPart(UriPartial.Authority)] = true;
                }

                return new(context.PlaintextStream);
            },
            ConnectCallback = new Connector(_proxy, new ProxyTunnel(proxy => _trust.Value.OptionsFor(IsTrusted(proxy)))).ConnectAsync,
        };
        if (_options.ClientCertificate is { } client)
        {
            handler.SslOptions.ClientCertificateContext = ServerTrust.LoadClient(client);
        }

        return handler;
    }
}
