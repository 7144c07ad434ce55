using System.Collections.Concurrent;

namespace PipCs.Index.Metadata;

/// <summary>
/// The servers that support range requests, as far as this run has found out. The first request to a server decides, and the others wait for its answer,
/// because a server without support would send the whole wheel to each of them. Thread-safe.
/// </summary>
internal sealed class RangeServers
{
    /// <summary>How many requests in a row may fail at a server that gave parts before.</summary>
    private const int MostFailures = 3;

    private readonly ConcurrentDictionary<string, Server> _servers = new(StringComparer.OrdinalIgnoreCase);

    private enum Answer
    {
        Unknown,
        Parts,
        NoParts,
    }

    /// <summary>Whether the server of a URL has given a part.</summary>
    internal bool Gives(string url) => ServerOf(url).Answer == Answer.Parts;

    /// <summary>Whether to send a range request. After true, the caller must call <see cref="Learn"/> or <see cref="GiveUp"/>.</summary>
    internal async ValueTask<bool> MayAskAsync(string url, CancellationToken cancellationToken)
    {
        var server = ServerOf(url);
        while (server.Answer == Answer.Unknown)
        {
            Task others;
            lock (server)
            {
                if (server.Answer != Answer.Unknown)
                {
                    break;
                }

                if (server.Asking is null)
                {
                    server.Asking = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    return true;
                }

                others = server.Asking.Task;
            }

            await others.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return server.Answer == Answer.Parts;
    }

    /// <summary>Records whether a server answered a range request with the requested part.</summary>
    internal void Learn(string url, bool gave)
    {
        var server = ServerOf(url);
        lock (server)
        {
            server.Failures = gave ? 0 : server.Failures + 1;
            if (gave || server.Answer == Answer.Unknown || server.Failures >= MostFailures)
            {
                server.Answer = gave ? Answer.Parts : Answer.NoParts;
            }

            server.Release();
        }
    }

    /// <summary>Lets another one ask: this one was cancelled.</summary>
    internal void GiveUp(string url)
    {
        var server = ServerOf(url);
        lock (server)
        {
            server.Release();
        }
    }

    private Server ServerOf(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.AsSpan(start).IndexOf('/');
        return _servers.GetOrAdd(end < 0 ? url : url[..(start + end)], static _ => new Server());
    }

    private sealed class Server
    {
        internal volatile Answer Answer;

        internal int Failures { get; set; }

        internal TaskCompletionSource? Asking { get; set; }

        internal void Release()
        {
            Asking?.TrySetResult();
            Asking = null;
        }
    }
}
