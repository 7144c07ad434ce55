using System.Collections.Concurrent;
using System.Text.Json;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Indexes;

/// <summary>What indexes count their users by, beside real pip in the same environment.</summary>
public sealed class UserAgentTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void UserAgent_tells_what_real_pips_does()
    {
        var agents = new ConcurrentQueue<string>();
        using var server = new FaultServer((request, stream) =>
        {
            agents.Enqueue(request.Headers["user-agent"]);
            return FaultServer.ReplyAsync(stream, "404 Not Found", "text/plain", "no");
        });
        _workspace.PipCs("install", "--no-index", new WheelBuilder("setuptools", "70.1").Module().Write(_workspace.Folder("wheels"))).MustSucceed();
        _workspace.Set("PIP_USER_AGENT_USER_DATA", "some \"data\"");
        _workspace.Set("CI", "1");
        string[] command = ["download", "--no-deps", "-i", server.IndexUrl, "nothing"];
        _workspace.PipCs(command).MustFail();
        _workspace.RealPip(command).MustFail();
        var both = agents.ToArray();
        var ours = Read(both[0]);
        var pips = Read(both[^1]);

        // Only Python knows its OpenSSL, only a process the version of Rust.
        pips.Remove("openssl_version");
        pips.Remove("rustc_version");
        Assert.Equal(pips, ours);
        Assert.Equal("\"70.1\"", ours["setuptools_version"]);
    }

    private static SortedDictionary<string, string> Read(string agent)
    {
        var space = agent.IndexOf(' ', StringComparison.Ordinal);
        Assert.Equal("pip/26.3", agent[..space]);
        var members = JsonDocument.Parse(agent[space..]).RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText());
        return new(members.ToDictionary(member => member.Key, member => member.Value.Replace("\\u0022", "\\\"", StringComparison.Ordinal)), StringComparer.Ordinal);
    }
}
