using System.Text;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Indexes;

/// <summary>Passwords in URLs of indexes, files and proxies: used where they belong, and seen nowhere: not in output, logs, reports, the environment or the cache.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "s3cr3t-w0rd";
    private static readonly WheelBuilder Good = new WheelBuilder("good", "1.0").Module().Requires("needed");
    private static readonly WheelBuilder Needed = new WheelBuilder("needed", "1.0").Module();
    private static readonly string Login = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret));

    private readonly Workspace _workspace = new();
    private readonly FaultServer _server;

    public SecretTests()
    {
        var index = FaultServer.Index(Good, Needed);
        _server = new FaultServer((request, stream) => request.Headers.GetValueOrDefault("authorization") == Login
            ? index(request, stream)
            : FaultServer.ReplyAsync(stream, "401 Unauthorized", "text/plain", "no", "WWW-Authenticate: Basic realm=\"x\"\r\n"));
        _workspace.Set("PIP_NO_INPUT", "1");
    }

    private string Authority => $"me:{Secret}@127.0.0.1:{_server.Port}";

    public void Dispose()
    {
        _server.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData("-vvv")]
    [InlineData("--debug")]
    public void Index_with_a_password(string verbosity)
    {
        Run(["install", verbosity, "-i", $"http://{Authority}/simple/", "--report", _workspace["report.json"], "--log", _workspace["log.txt"], "good"]).MustSucceed();
        Assert.Contains("good", File.ReadAllText(_workspace["report.json"]), StringComparison.Ordinal);
        Run(["freeze"]).MustSucceed();
        Run(["list", "--outdated", "-i", $"http://{Authority}/simple/"]).MustSucceed();
        Run(["inspect"]).MustSucceed();
        Run(["cache", "verify"]).MustSucceed();
        Unseen();
    }

    [Fact]
    public void Password_that_is_typed_is_not_shown()
    {
        _workspace.Unset("PIP_NO_INPUT");
        var result = _workspace.OnTerminal([($"User for 127.0.0.1:{_server.Port}: ", "me\n"), ("Password: ", Secret + "\n")], "install", "-i", _server.IndexUrl, "good").MustSucceed();
        Assert.Contains("Successfully installed good-1.0 needed-1.0", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Output, StringComparison.Ordinal);
        Assert.Equal("echo on\n", result.Error);
        Unseen();
    }

    [Fact]
    public void Interrupt_instead_of_a_password_ends_the_run_and_the_terminal_shows_again_what_is_typed()
    {
        _workspace.Unset("PIP_NO_INPUT");
        var result = _workspace.OnTerminal([($"User for 127.0.0.1:{_server.Port}: ", "me\n"), ("Password: ", "\u0003")], "install", "-i", _server.IndexUrl, "good").MustFail();
        Assert.Contains("ERROR: Operation cancelled by user", result.Output, StringComparison.Ordinal);
        Assert.Equal("echo on\n", result.Error);
    }

    [Fact]
    public void Index_with_a_password_in_a_requirements_file_and_the_environment()
    {
        _workspace.Set("PIP_EXTRA_INDEX_URL", $"http://{Authority}/simple/");
        var file = _workspace.Folder("elsewhere") + "/requirements.txt";
        File.WriteAllText(file, $"--index-url http://{Authority}/simple/\ngood\n");
        Run(["install", "-vvv", "-r", file]).MustSucceed();
        Run(["download", "-d", _workspace["downloads"], "-r", file]).MustSucceed();
        File.Delete(file);
        Unseen();
    }

    [Fact]
    public void File_with_a_password()
    {
        Run(["install", "-vvv", "--report", _workspace["report.json"], "--log", _workspace["log.txt"], "-i", $"http://{Authority}/simple/", $"good @ http://{Authority}/files/{Good.FileName}"]).MustSucceed();
        Assert.Contains("good @ http://", Run(["freeze"]).MustSucceed().Output, StringComparison.Ordinal);
        Unseen();
    }

    [Theory]
    [InlineData("http://me:{0}@127.0.0.1:{1}/files/none-1.0-py3-none-any.whl")]
    [InlineData("http://me:{0}@127.0.0.1:9/files/none-1.0-py3-none-any.whl")]
    [InlineData("http://me:{0}x@127.0.0.1:{1}/files/good-1.0-py3-none-any.whl")]
    [InlineData("http://me:{0}@:0/none-1.0-py3-none-any.whl")]
    [InlineData("none @ http://me:{0}@127.0.0.1:{1}/files/good-1.0-py3-none-any.whl")]
    [InlineData("https://me:{0}@127.0.0.1:{1}/files/good-1.0-py3-none-any.whl")]
    public void Error_of_a_file_with_a_password(string requirement)
    {
        requirement = requirement.Replace("{0}", Secret, StringComparison.Ordinal).Replace("{1}", _server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Run(["install", "-vvv", "--retries", "1", "--timeout", "2", requirement]).MustFail();
        Unseen();
    }

    [Theory]
    [InlineData("--index-url", "http://me:{0}@127.0.0.1:9/simple/")]
    [InlineData("--index-url", "https://me:{0}@127.0.0.1:{1}/simple/")]
    [InlineData("--find-links", "http://me:{0}x@127.0.0.1:{1}/links/")]
    [InlineData("--proxy", "http://me:{0}@127.0.0.1:9")]
    [InlineData("--proxy", "me:{0}@127.0.0.1:{1}")]
    public void Error_of_an_option_with_a_password(string option, string value)
    {
        value = value.Replace("{0}", Secret, StringComparison.Ordinal).Replace("{1}", _server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Run(["install", "-vvv", "--retries", "1", "--timeout", "2", "--index-url", _server.IndexUrl, option, value, "nothing"]).MustFail();
        Unseen();
    }

    private ProgramResult Run(string[] arguments)
    {
        var result = _workspace.PipCs(arguments);
        Assert.DoesNotContain(Secret, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Error, StringComparison.Ordinal);
        return result;
    }

    private void Unseen()
    {
        foreach (var file in Directory.GetFiles(_workspace.Root, "*", SearchOption.AllDirectories))
        {
            // The base interpreter's own files are none of ours.
            if (new FileInfo(file).LinkTarget is null)
            {
                Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0, file);
            }

            Assert.DoesNotContain(Secret, file, StringComparison.Ordinal);
        }
    }
}
