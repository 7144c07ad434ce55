using PipCs.Diagnostics;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>How a request failed.</summary>
internal enum NetworkFailure
{
    Connection,
    ConnectTimeout,
    ReadTimeout,
    Certificate,
    Proxy,
    Status,
    Redirects,

    /// <summary>The connection broke in the middle of the body.</summary>
    Interrupted,
}

/// <summary>A request that failed after all its retries: a page is skipped then, a file ends the run.</summary>
internal sealed class NetworkFailureException : Exception
{
    internal NetworkFailureException(NetworkFailure kind, string url, string details, string python, int status = 0, Exception? inner = null)
        : base(details, inner)
    {
        Kind = kind;
        Url = url;
        Python = python;
        Status = status;
    }

    internal NetworkFailure Kind { get; }

    /// <summary>The URL, redacted.</summary>
    internal string Url { get; }

    /// <summary>The exception as Python would show it, in pip's warning of a retry.</summary>
    internal string Python { get; }

    internal int Status { get; }

    /// <summary>Whether no connection to the server could be made, so that any other request to it fails in the same way.</summary>
    internal bool IsUnreachable
        => Kind is NetworkFailure.ConnectTimeout or NetworkFailure.Certificate or NetworkFailure.Proxy
            || (Kind == NetworkFailure.Connection && (Python.StartsWith("NewConnectionError", StringComparison.Ordinal) || Python.StartsWith("NameResolutionError", StringComparison.Ordinal)));

    /// <summary>The proxy, redacted, where it was the proxy's failure.</summary>
    internal string? ProxyUrl { get; init; }

    internal UserErrorException ToUserError(TimeSpan timeout)
    {
        var host = Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.IdnHost : Url;
        return Kind switch
        {
            NetworkFailure.ConnectTimeout => Errors.ConnectionTimedOut(host, Url, PythonNumber(timeout), " (while establishing a connection)"),
            NetworkFailure.ReadTimeout => Errors.ConnectionTimedOut(host, Url, PythonNumber(timeout), ""),
            NetworkFailure.Certificate => Errors.NotTrusted(host, Url, Message),
            NetworkFailure.Proxy => Errors.ProxyFailed(ProxyUrl ?? "", Url, Message),
            NetworkFailure.Status => Errors.HttpStatus(Status, Message, Url),
            NetworkFailure.Redirects => Errors.TooManyRedirects(Url, Transport.MaximumRedirects),
            NetworkFailure.Interrupted => Errors.AnswerInterrupted(Url, Message),
            _ => Errors.ConnectionFailed(host, Url, Message),
        };
    }

    /// <summary>A float as Python prints it.</summary>
    internal static string PythonNumber(TimeSpan time)
        => time.TotalSeconds.ToString(time.TotalSeconds == Math.Floor(time.TotalSeconds) ? "0.0" : "0.###", System.Globalization.CultureInfo.InvariantCulture);
}
