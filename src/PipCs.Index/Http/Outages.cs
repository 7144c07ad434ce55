using System.Collections.Concurrent;
using PipCs.Standards.Projects;

namespace PipCs.Index.Http;

/// <summary>
/// Servers that cannot be reached. The first request that finds this out keeps trying for all others to that server, which wait for it
/// and fail with it. Thread-safe.
/// </summary>
internal sealed class Outages
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<NetworkFailureException?>> _outages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits while another request tries; throws where that gave up.</summary>
    internal async ValueTask WaitAsync(string url, CancellationToken cancellationToken)
    {
        if (!_outages.IsEmpty && _outages.TryGetValue(OriginOf(url), out var outage)
            && await outage.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Begins an outage; false where another request has begun it already and must be waited for.</summary>
    internal bool TryBegin(string url) => _outages.TryAdd(OriginOf(url), new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Ends it: the request that began it gave up (it lasts for this run then), or came through.</summary>
    internal void End(string url, NetworkFailureException? failure)
    {
        var origin = OriginOf(url);
        if (_outages.TryGetValue(origin, out var outage))
        {
            if (failure is null)
            {
                _outages.TryRemove(origin, out _);
            }

            outage.TrySetResult(failure);
        }
    }

    /// <summary>Scheme, host and port of a URL, without credentials.</summary>
    internal static string OriginOf(string url)
    {
        url = LinkUrl.RemoveCredentials(url);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : url;
    }
}
