using System.Net;

namespace PipCs.Index.Http.Trust;

/// <summary>The origins to which requests are sent: https anywhere, this machine, local files, and the hosts of <c>--trusted-host</c>.</summary>
internal sealed class TrustedOrigins
{
    private readonly List<(string Host, int? Port)> _hosts = [];

    internal TrustedOrigins(IReadOnlyList<string> hosts)
    {
        foreach (var host in hosts)
        {
            var text = host.Trim();
            var colon = text.LastIndexOf(':');
            var isPort = colon > 0 && text.IndexOf(']', StringComparison.Ordinal) < colon && text.IndexOf(':', StringComparison.Ordinal) >= (text[0] == '[' ? 0 : colon);
            if (isPort && int.TryParse(text.AsSpan(colon + 1), out var port))
            {
                _hosts.Add((text[..colon].Trim('[', ']'), port));
            }
            else
            {
                _hosts.Add((text.Trim('[', ']'), null));
            }
        }
    }

    /// <summary>Whether a host is named, by itself or with this port.</summary>
    internal bool Names(string host, int port)
    {
        foreach (var (name, only) in _hosts)
        {
            if (name.Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (only is null || only == port))
            {
                return true;
            }
        }

        return false;
    }

    internal bool Any => _hosts.Count > 0;

    /// <summary>Whether a page may be fetched.</summary>
    internal bool Allows(Uri uri)
        => uri.Scheme is "https" or "file" or "ssh"
        || uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || Names(uri.Host, uri.Port);
}
