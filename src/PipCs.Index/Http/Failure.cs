using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using PipCs.Diagnostics;
using PipCs.Index.Http.Connecting;
using PipCs.Index.Http.Trust;
using PipCs.Platform;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>Turns exceptions of the network stack into a <see cref="NetworkFailureException"/> with pip's words.</summary>
internal static class Failure
{
    /// <summary>A timeout.</summary>
    /// <param name="uri">The requested URL.</param>
    /// <param name="peer">The other side: the server, or the proxy that forwards to it.</param>
    /// <param name="timeout">The length of the wait.</param>
    /// <param name="inner">The exception of the network stack.</param>
    /// <param name="isReached">Whether the other side was reached, so that only its answer is missing, possibly that of a handshake.</param>
    internal static NetworkFailureException Timeout(Uri uri, Uri peer, TimeSpan timeout, Exception inner, bool isReached)
    {
        // A connection that never came is cancelled with this inner exception.
        var connecting = !isReached && (inner.InnerException is TimeoutException || inner is TimeoutException);
        var seconds = NetworkFailureException.PythonNumber(timeout);
        return connecting
            ? new(NetworkFailure.ConnectTimeout, uri.OriginalString, "timed out", $"ConnectTimeoutError(<{Connection(peer)} at 0x0>, 'Connection to {peer.Host} timed out. (connect timeout={seconds})')", inner: inner)
            : new(NetworkFailure.ReadTimeout, uri.OriginalString, "timed out", $"ReadTimeoutError(\"{Pool(peer)}: Read timed out. (read timeout={seconds})\")", inner: inner);
    }

    internal static NetworkFailureException From(Exception exception, Uri uri, Uri peer, Uri? proxy, TimeSpan timeout, bool isReached)
    {
        var url = uri.OriginalString;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is UserErrorException)
            {
                // The file of trusted certificates cannot be read, which was found only in a handshake.
                ExceptionDispatchInfo.Throw(cause);
            }

            if (cause is TimeoutException)
            {
                return Timeout(uri, peer, timeout, cause, isReached);
            }

            if (cause is AuthenticationException)
            {
                if (cause is not UntrustedCertificateException)
                {
                    var problem = HandshakeProblem(cause);
                    return new(NetworkFailure.Certificate, url, problem, $"SSLError(SSLError(1, '{problem}'))", inner: exception);
                }

                var details = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " + cause.Message;
                return new(NetworkFailure.Certificate, url, details, $"SSLError(SSLCertVerificationError(1, {PythonRepr.Quote(details)}))", inner: exception);
            }
        }

        if (Innermost(exception) is SocksRefusedException socks)
        {
            return NotConnected(uri, socks.Message, exception);
        }

        // Python treats a SOCKS proxy as a kind of connection, not as a proxy.
        if (proxy is not null && !ProxyChoice.IsSocks(proxy) && ProxyProblem(exception, uri, proxy) is { } refused)
        {
            return new(NetworkFailure.Proxy, url, $"('Unable to connect to proxy', {refused})", refused, inner: exception) { ProxyUrl = LinkUrl.Redact(proxy.OriginalString) };
        }

        return exception is HttpRequestException request ? FromRequest(request, uri) : Cut(uri, exception);
    }

    /// <summary>The server closed the connection in the middle of an answer.</summary>
    internal static NetworkFailureException Cut(Uri uri, Exception? inner)
        => new(
            NetworkFailure.Connection,
            uri.OriginalString,
            "the connection was closed without a reply from the server.",
            inner is not null && Innermost(inner) is SocketException { SocketErrorCode: SocketError.ConnectionReset }
                ? "ConnectionResetError(104, 'Connection reset by peer')" : "RemoteDisconnected('Remote end closed connection without response')",
            inner: inner);

    /// <summary>The connection broke in the middle of the body.</summary>
    internal static NetworkFailureException Interrupted(Uri uri, Exception inner)
        => new(
            NetworkFailure.Interrupted,
            uri.OriginalString,
            "Connection broken: IncompleteRead",
            "ProtocolError('Connection broken: IncompleteRead')",
            inner: inner);

    private static NetworkFailureException FromRequest(HttpRequestException exception, Uri uri)
    {
        var url = uri.OriginalString;
        switch (exception.HttpRequestError)
        {
            case HttpRequestError.NameResolutionError:
                var reason = $"'{uri.Host}' ([Errno -2] Name or service not known)";
                return new(NetworkFailure.Connection, url, $"Failed to resolve IP address for {reason}", $"NameResolutionError(\"{Connection(uri)}: Failed to resolve {reason}\")", inner: exception);
            case HttpRequestError.ConnectionError:
                return NotConnected(uri, Details(exception), exception);
            case HttpRequestError.SecureConnectionError:
                const string Broken = "[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol";
                return new(NetworkFailure.Certificate, url, Broken, $"SSLError(SSLEOFError(8, '{Broken}'))", inner: exception);
            default:
                return Cut(uri, exception);
        }
    }

    private static NetworkFailureException NotConnected(Uri uri, string details, Exception inner)
        => new(NetworkFailure.Connection, uri.OriginalString, details, $"NewConnectionError(\"{Connection(uri)}: Failed to establish a new connection: {details}\")", inner: inner);

    /// <summary>Why a proxy could not be used, as Python would show the exception; null where it was not the proxy.</summary>
    private static string? ProxyProblem(Exception exception, Uri uri, Uri proxy)
        => Innermost(exception) is TunnelRefusedException refused ? refused.Shown
            : exception is not HttpRequestException request ? null
            : request.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => $"NameResolutionError(\"{Connection(uri, proxy)}: Failed to resolve '{proxy.Host}' ([Errno -2] Name or service not known)\")",
                HttpRequestError.ConnectionError => $"NewConnectionError(\"{Connection(uri, proxy)}: Failed to establish a new connection: {Details(exception)}\")",
                HttpRequestError.ProxyTunnelError => $"OSError('{Details(exception)}')",
                _ => null,
            };

    private static string Details(Exception exception)
        => Innermost(exception) switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "[Errno 111] Connection refused",
            SocketException { SocketErrorCode: SocketError.NetworkUnreachable } => "[Errno 101] Network is unreachable",
            SocketException { SocketErrorCode: SocketError.HostUnreachable } => "[Errno 113] No route to host",
            SocketException { SocketErrorCode: SocketError.HostNotFound } => "[Errno -2] Name or service not known",
            SocketException socket => $"[Errno {socket.NativeErrorCode}] {PlatformError.Message((Errno)socket.NativeErrorCode)}",
            _ => "the connection could not be made",
        };

    /// <summary>OpenSSL's message about a failed handshake. Where .NET itself found that the other side does not speak TLS, the message that OpenSSL would have given.</summary>
    private static string HandshakeProblem(Exception exception)
    {
        // The innermost message is OpenSSL's own: error:0A00010B:SSL routines::wrong version number.
        var text = Innermost(exception).Message;
        var reason = text.StartsWith("error:", StringComparison.Ordinal) ? text[(text.LastIndexOf(':') + 1)..].Trim() : "wrong version number";
        return $"[SSL: {reason.ToUpperInvariant().Replace(' ', '_')}] {reason}";
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }

    private static string Connection(Uri uri) => Connection(uri, uri);

    private static string Connection(Uri uri, Uri peer) => $"{(IsTls(uri) ? "HTTPSConnection" : "HTTPConnection")}(host='{HostOf(peer)}', port={peer.Port})";

    private static string Pool(Uri uri) => $"{(IsTls(uri) ? "HTTPSConnectionPool" : "HTTPConnectionPool")}(host='{HostOf(uri)}', port={uri.Port})";

    private static string HostOf(Uri uri) => uri.Host.Trim('[', ']');

    private static bool IsTls(Uri uri) => uri.Scheme == Uri.UriSchemeHttps;
}
