using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index;

/// <summary>The errors of this room for users. URLs come without credentials.</summary>
internal static class Errors
{
    internal static UserErrorException ConnectionFailed(string host, string url, string details)
        => new(
            $"Failed to connect to {host} while fetching {url}",
            hints: [$"Are you connected to the Internet? If so, check whether your system can connect to {host} before trying again. There may be a firewall or proxy that's preventing the connection."])
        {
            Reference = "connection-failed",
            Context = details,
        };

    internal static UserErrorException ConnectionTimedOut(string host, string url, string seconds, string during)
        => new(
            $"Unable to fetch {url}",
            hints: ["This is probably a temporary issue with the remote server or the network connection. If this error persists, check the network configuration. There may be a firewall or proxy that's preventing the connection."])
        {
            Reference = "connection-timeout",
            Context = $"{host} didn't respond within {seconds} seconds{during}",
        };

    internal static UserErrorException NotTrusted(string host, string url, string details)
        => new(
            $"Failed to establish a secure connection to {host} while fetching {url}",
            hints: ["You may need to use --cert or check your proxy/firewall configuration."])
        {
            Reference = "ssl-verification-failed",
            Context = details,
        };

    internal static UserErrorException ProxyFailed(string proxy, string url, string details)
        => new($"Failed to connect to proxy {proxy} while fetching {url}", hints: ["This is likely a proxy configuration issue."])
        {
            Reference = "proxy-connection-failed",
            Context = details,
        };

    /// <summary>requests' <c>HTTPError</c>. Its cause is a <see cref="FileRefusedException"/>, so that the caller can add which requirement needed the file.</summary>
    internal static UserErrorException HttpStatus(int status, string reason, string url)
        => new($"{status} {(status < 500 ? "Client" : "Server")} Error: {reason} for url: {url}", inner: new FileRefusedException(status, url));

    internal static UserErrorException TooManyRedirects(string url, int limit)
        => new($"Exceeded {limit} redirects while fetching {url}.");

    internal static UserErrorException IncompleteDownload(string url, string received, string expected, int attempts)
        => new(
            $"Download failed {(attempts > 1 ? $"after {attempts} attempts " : "")}because not enough bytes were received ({received}/{expected})",
            hints: [attempts > 1 ? "Use --resume-retries to configure resume attempt limit." : "Consider using --resume-retries to enable download resumption."])
        {
            Reference = "incomplete-download",
            Context = "URL: " + url,
            Note = "This is an issue with network connectivity, not pip.",
        };

    internal static UserErrorException PageUnreadable(string url, string details)
        => new($"The page {url} is not what its Content-Type says: {details}", hints: ["The server, or a proxy before it, answers with a broken page. Check --index-url."]);

    internal static UserErrorException CertificateBundleUnreadable(string path, string details)
        => new(SystemFailureText.Of($"Could not find a suitable TLS CA certificate bundle, invalid path: {path}\n"), hints: [$"`{path}`: {details}."]);

    internal static UserErrorException ClientCertificateUnreadable(string path, string details)
        => new(SystemFailureText.Of($"Could not find the TLS certificate file, invalid path: {path}\n"), hints: [$"`{path}`: {details}."]);

    internal static UserErrorException InvalidProxy(string proxy)
        => new($"Please check proxy URL. It is malformed and could be missing the host: {proxy}");

    internal static UserErrorException UnsupportedProxy(string scheme, string proxy)
        => new($"Proxy URL had unsupported scheme {scheme}, should use http:// or https://: {proxy}", hints: ["A proxy's URL may also begin with `socks5://`, `socks5h://`, `socks4://` or `socks4a://`."]);

    internal static UserErrorException InvalidUrl(string url)
        => new($"Invalid URL '{url}': no host or no supported scheme.");

    internal static UserErrorException FileOnOtherHost(string url)
        => new(LinkUrl.DescribeOtherHost(url));

    internal static UserErrorException FileUnreadable(string details)
        => new(SystemFailureText.Of($"{details}\n"));

    internal static UserErrorException AnswerInterrupted(string url, string details)
        => new(SystemFailureText.Of($"{details}\n"), hints: [$"The answer of {url} breaks off each time: the server, or a proxy before it, is at fault."]);

    internal static UserErrorException MetadataHashMismatch(string url, string expected, string actual)
        => new(
            $"THESE PACKAGES DO NOT MATCH THE HASHES FROM THE INDEX: the metadata {url}\n        Expected sha256 {expected}\n             Got        {actual}",
            hints: ["The index or something between it and you has altered the file. Do not install it before you know what."]);

    internal static UserErrorException SdistNotSupported(string file, string url)
        => new(
            $"{file} is a source distribution ({url}); building from source is not available yet.",
            hints: ["Ask for wheels only with `--only-binary :all:`, or choose a version that has a wheel for this interpreter."]);

    internal static UserErrorException SearchFault(string code, string text)
        => new($"XMLRPC request failed [code: {code}]\n{text}");

    internal static UserErrorException SearchRefused(int status, string url)
        => new($"HTTP error {status} while getting {url}", exitCode: 2, hints: ["The index has no search by XML-RPC at this URL, as most have none: `--index` names another."]);

    internal static UserErrorException SearchUnreadable(string url)
        => new($"What {url} answers is no answer to a search (XML-RPC).", exitCode: 2, hints: ["`--index` is the base URL of an index that can search, not that of its simple API."]);

    internal static UserErrorException OfflineMissing(string what, string hint)
        => new($"Offline, and the cache does not hold {what}.", hints: [hint], inner: new NotInCacheException(what));
}
