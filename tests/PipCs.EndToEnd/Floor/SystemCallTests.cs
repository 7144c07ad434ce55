using System.Text.RegularExpressions;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Floor;

/// <summary>What a warm command must not do, seen by strace: load OpenSSL, open a socket, start a process.</summary>
public sealed class SystemCallTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void List_and_freeze_start_nothing_and_speak_to_nobody()
    {
        Install("--no-index", "-f", Path.Combine(Binary.Root, "samples", "packages"), "pipcs-hello").MustSucceed();
        _workspace.PipCs("list").MustSucceed();
        Traced("--version").MustBeQuiet();
        Traced("help").MustBeQuiet();
        Traced("cache", "stats").MustBeQuiet();
        Traced("list").MustBeQuiet();
        Traced("freeze").MustBeQuiet();
        Traced("show", "-f", "pipcs-hello").MustBeQuiet();
        Traced("check").MustBeQuiet();
    }

    [Fact]
    public void List_outdated_that_the_cache_knows_starts_nothing_and_speaks_to_nobody()
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("pipcs-hello", "9.0").Module()));
        Install("--no-index", "-f", Path.Combine(Binary.Root, "samples", "packages"), "pipcs-hello").MustSucceed();
        string[] command = ["list", "--outdated", "--cache-ttl", "1h", "-i", server.IndexUrl];
        var asked = _workspace.PipCs(command).MustSucceed().Output;
        Assert.Contains("9.0", asked, StringComparison.Ordinal);
        var trace = Traced(command);
        Assert.Equal(asked, trace.Result.Output);
        trace.MustBeQuiet();
    }

    [Fact]
    public void Install_of_what_is_there_starts_nothing_and_speaks_to_nobody()
    {
        string[] arguments = ["--no-index", "-f", Path.Combine(Binary.Root, "samples", "packages"), "pipcs-hello"];
        Install(arguments).MustSucceed();
        var trace = Traced(["install", .. arguments]);
        Assert.Contains("Requirement already satisfied: pipcs-hello", trace.Result.Output, StringComparison.Ordinal);
        trace.MustBeQuiet();
    }

    [Fact]
    public void Install_from_an_index_that_the_cache_knows_starts_nothing_and_speaks_to_nobody()
    {
        // max-age keeps the pages fresh for ten minutes; the wheels lie in the store, their bytecode beside them.
        var index = RecordedIndex.Mirror();
        Install("-i", index, "rich").MustSucceed();
        _workspace.Set("VIRTUAL_ENV", _workspace.MakeVenv("second"));
        var trace = Traced("install", "-i", index, "rich");
        trace.MustBeQuiet();
        Assert.Contains("Successfully installed", trace.Result.Output, StringComparison.Ordinal);

        // Nothing to do is quiet too.
        Traced("install", "-i", index, "rich").MustBeQuiet();
    }

    private ProgramResult Install(params string[] arguments) => _workspace.PipCs(["install", .. arguments]);

    private Trace Traced(params string[] arguments)
    {
        Assert.SkipUnless(Binary.Find("strace") is not null, "strace is not installed");
        var file = _workspace["trace"];
        var result = _workspace.Run(
            Binary.Find("strace")!, ["-f", "-o", file, "-e", "trace=process,socket,connect,openat,open", Binary.PipCs, .. arguments]);
        Assert.SkipWhen(result.Error.Contains("ptrace", StringComparison.OrdinalIgnoreCase) && result.ExitCode != 0, "strace may not trace here");
        return new Trace(result.MustSucceed(), File.ReadAllLines(file));
    }

    private sealed record Trace(ProgramResult Result, string[] Lines)
    {
        public void MustBeQuiet()
        {
            Assert.DoesNotContain(Lines, line => line.Contains("libssl", StringComparison.Ordinal) || line.Contains("libcrypto", StringComparison.Ordinal));
            Assert.DoesNotContain(Lines, line => Regex.IsMatch(line, @"^\d+ +(socket|connect)\("));

            // The first execve is the program itself; a thread shares the memory of its process, another process does not.
            Assert.Single(Lines, line => Regex.IsMatch(line, @"^\d+ +execve\("));
            Assert.DoesNotContain(Lines, line => Regex.IsMatch(line, @"^\d+ +(fork|vfork)\("));
            Assert.DoesNotContain(Lines, line => Regex.IsMatch(line, @"^\d+ +clone3?\(") && !line.Contains("CLONE_THREAD", StringComparison.Ordinal));
        }
    }
}
