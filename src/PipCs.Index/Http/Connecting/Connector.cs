using System.Net;
using System.Net.Sockets;

namespace PipCs.Index.Http.Connecting;

/// <summary>
/// Opens connections: to the address of a host that answers first (Happy Eyeballs, RFC 8305), and through the tunnel of a proxy, for TLS or by SOCKS.
/// </summary>
internal sealed class Connector(ProxyChoice proxies, ProxyTunnel tunnel)
{
    /// <summary>Set on the request for which a connection was opened, once the other side was reached. A timeout after that is a missing answer, not a missing connection.</summary>
    internal static readonly HttpRequestOptionsKey<bool> Reached = new("pip-cs-reached");

    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>A <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.RequestUri is { } uri && proxies.TunnelFor(uri) is { } proxy)
        {
            if (ProxyChoice.IsSocks(proxy))
            {
                var carried = await ConnectAsync(proxy.IdnHost, SocksTunnel.PortOf(proxy), cancellationToken).ConfigureAwait(false);
                carried = await SocksTunnel.OpenAsync(carried, proxy, context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
                context.InitialRequestMessage.Options.Set(Reached, true);
                return carried;
            }

            var stream = await ConnectAsync(proxy.IdnHost, proxy.Port, cancellationToken).ConfigureAwait(false);
            context.InitialRequestMessage.Options.Set(Reached, true);
            return await tunnel.OpenAsync(stream, proxy, context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
        }

        var direct = await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
        context.InitialRequestMessage.Options.Set(Reached, true);
        return direct;
    }

    /// <summary>The addresses in the system's order (RFC 6724), but the two families in turn.</summary>
    internal static IPAddress[] Order(IPAddress[] addresses)
    {
        var first = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToArray();
        var others = addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily).ToArray();
        var ordered = new List<IPAddress>(addresses.Length);
        for (var i = 0; i < Math.Max(first.Length, others.Length); i++)
        {
            ordered.AddRange(first.Skip(i).Take(1));
            ordered.AddRange(others.Skip(i).Take(1));
        }

        return [.. ordered];
    }

    /// <summary>Connects to the first address that answers; each gets a start of 250 ms before the next, unless it fails before.</summary>
    /// <exception cref="SocketException">None answers: why the first did not.</exception>
    internal static async Task<Socket> RaceAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>();
        Exception? failure = null;
        try
        {
            for (var next = 0; next < addresses.Length || running.Count > 0;)
            {
                if (next < addresses.Length)
                {
                    running.Add(ConnectAsync(addresses[next++], port, race.Token));
                }

                var patience = Task.Delay(next < addresses.Length ? AttemptDelay : Timeout.InfiniteTimeSpan, race.Token);
                var ended = await Task.WhenAny([.. running, patience]).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (ended is not Task<Socket> attempt)
                {
                    continue;
                }

                running.Remove(attempt);
                if (attempt.IsCompletedSuccessfully)
                {
                    return attempt.Result;
                }

                failure ??= attempt.Exception?.InnerException;
            }
        }
        finally
        {
            await race.CancelAsync().ConfigureAwait(false);
            foreach (var loser in running)
            {
                _ = loser.ContinueWith(static ended => Drop(ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var socket = addresses.Length == 1
            ? await ConnectAsync(addresses[0], port, cancellationToken).ConfigureAwait(false)
            : await RaceAsync(Order(addresses), port, cancellationToken).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes a connection that lost the race. The exception of a failed one is observed, so that it is not reported as unobserved.</summary>
    private static void Drop(Task<Socket> attempt)
    {
        if (attempt.IsCompletedSuccessfully)
        {
            attempt.Result.Dispose();
        }
        else
        {
            _ = attempt.Exception;
        }
    }
}
