using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Downloading;

/// <summary>How often files are transferred, and what is told of it, from servers that know neither ranges nor metadata files.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly WheelBuilder Large = new WheelBuilder("large", "1.0").Module().Add("large/data.bin", Noise());

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("install")]
    [InlineData("download", "-d", "files")]
    [InlineData("lock", "-o", "pylock.toml")]
    public void Wheel_whose_metadata_only_the_whole_of_it_tells_is_transferred_once(params string[] command)
    {
        using var server = new FaultServer(FaultServer.Index(Large));
        _workspace.PipCs([.. InWorkspace(command), "-i", server.IndexUrl, "large"]).MustSucceed();
        Assert.Single(server.Requests, request => request.EndsWith(".whl", StringComparison.Ordinal));
    }

    [Fact]
    public void Download_tells_of_each_file_once_with_its_size_as_pip_does()
    {
        using var plain = new FaultServer(FaultServer.Index(Large));
        using var withMetadata = new FaultServer(FaultServer.IndexWithMetadata(new WheelBuilder("beside", "1.0").Module()));
        string[] command = ["download", "--no-deps", "-i", plain.IndexUrl, "--extra-index-url", withMetadata.IndexUrl, "large", "beside"];
        var expected = Told(_workspace.RealPip([.. command, "-d", _workspace["pip"]]).MustSucceed());
        Assert.Equal(expected, Told(_workspace.PipCs([.. command, "-d", _workspace["first"]]).MustSucceed()));

        // The second time the metadata is in the cache. The size of a file that has none on the page is not.
        var second = Told(_workspace.PipCs([.. command, "-d", _workspace["second"]]).MustSucceed());
        Assert.Equal(expected.Select(WithoutSize), second.Select(line => WithoutSize(line.Replace("Using cached beside-1.0-py3-none-any.whl.metadata", "Downloading beside-1.0-py3-none-any.whl.metadata", StringComparison.Ordinal))));
    }

    [Fact]
    public void File_that_is_gone_is_told_once_after_what_it_was_wanted_for()
    {
        var index = FaultServer.Index(Large);
        using var server = new FaultServer((request, stream) => request.Path.EndsWith(".whl", StringComparison.Ordinal)
            ? FaultServer.ReplyAsync(stream, "404 Not Found", "text/plain", "gone") : index(request, stream));
        var result = _workspace.PipCs("install", "-i", server.IndexUrl, "large").MustFail();
        Assert.Contains("Collecting large", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Error.Split("HTTP error 404").Length - 1);
        result.ErrorHas("ERROR: HTTP error 404 while getting ", "ERROR: Could not install requirement large from ");
    }

    [Fact]
    public void Extra_index_that_is_not_there_is_told_once()
    {
        using var server = new FaultServer(FaultServer.Index(Large, new WheelBuilder("other", "1.0").Module(), new WheelBuilder("third", "1.0").Module()));
        var result = _workspace.PipCs("install", "--retries", "1", "-i", server.IndexUrl, "--extra-index-url", "http://127.0.0.1:1/simple/", "large", "other", "third").MustSucceed();
        Assert.Equal("WARNING: http://127.0.0.1:1 cannot be reached ([Errno 111] Connection refused): going on without what it has, and not asking it again.", result.Error.TrimEnd());
    }

    private static IEnumerable<string> Told(ProgramResult result)
        => result.Output.Split('\n').Where(line => line.TrimStart().StartsWith("Collecting", StringComparison.Ordinal) || line.TrimStart().StartsWith("Downloading", StringComparison.Ordinal) || line.TrimStart().StartsWith("Using", StringComparison.Ordinal));

    private static string WithoutSize(string line) => line.EndsWith(')') ? line[..line.LastIndexOf(" (", StringComparison.Ordinal)] : line;

    private string[] InWorkspace(string[] command) => command.Length < 3 ? command : [command[0], command[1], _workspace[command[2]]];

    private static byte[] Noise()
    {
        var bytes = new byte[60_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
