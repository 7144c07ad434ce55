using System.Diagnostics;
using System.Text;
using PipCs.Platform.Processes;

namespace PipCs.Platform.Tests.Processes;

/// <summary>Over real programs: the shell, and Python where a program has to do more.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private static readonly ChildExchange Plain = new();
    private readonly string _root = Directory.CreateTempSubdirectory("pip-cs-child-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Run_exit_code_and_both_outputs_are_apart()
    {
        var result = Run(Shell("echo out; echo err >&2; exit 7"));
        Assert.Equal(new ChildExit(7, 0), result.Exit);
        Assert.Equal("out\n", result.OutputText);
        Assert.Equal("err\n", result.ErrorText);
        Assert.False(result.Exit.IsSuccess);
        Assert.False(result.IsTruncated || result.IsTimedOut);
    }

    [Fact]
    public void Run_merged_output_keeps_the_order_of_writing()
        => Assert.Equal("1\n2\n3\n", Run(Shell("echo 1; echo 2 >&2; echo 3") with { Errors = ChildOutput.WithOutput }).OutputText);

    [Fact]
    public void Run_discarded_output_is_not_read()
    {
        var result = Run(Shell("echo 1; echo 2 >&2") with { Output = ChildOutput.Discarded, Errors = ChildOutput.Discarded });
        Assert.True(result.Exit.IsSuccess);
        Assert.True(result.Output.IsEmpty && result.Errors.IsEmpty);
    }

    [Fact]
    public void Run_arguments_arrive_as_they_are()
    {
        string[] arguments = ["", " ", "a b", "'\"\\$x", "ü\n漢🐍"];
        var result = Run(new ChildCommand("python3", ["-c", "import sys; sys.stdout.buffer.write('|'.join(sys.argv[1:]).encode())", .. arguments]));
        Assert.Equal(string.Join('|', arguments), result.OutputText);
    }

    [Fact]
    public void Run_large_outputs_on_both_pipes_do_not_block()
    {
        const int Size = 5_000_000;
        var result = Run(Python($"import sys\nfor _ in range({Size / 1000}): sys.stdout.write('o' * 1000); sys.stderr.write('e' * 1000)"));
        Assert.Equal(Size, result.Output.Length);
        Assert.Equal(Size, result.Errors.Length);
    }

    [Fact]
    public void Run_input_larger_than_a_pipe_comes_back_while_it_is_written()
    {
        var input = new byte[3_000_000];
        new Random(1).NextBytes(input);
        var result = Run(new ChildCommand("cat"), Plain with { Input = input });
        Assert.True(result.Output.Span.SequenceEqual(input));
    }

    [Fact]
    public void Run_input_that_nobody_reads_is_no_error()
        => Assert.Equal(3, Run(Shell("exit 3"), Plain with { Input = new byte[3_000_000] }).Exit.Code);

    [Fact]
    public void Run_without_input_reads_its_end() => Assert.Equal("end\n", Run(Shell("cat; echo end")).OutputText);

    [Fact]
    public void Run_lines_are_streamed_as_they_come()
    {
        var lines = new List<string>();
        var errors = new List<string>();
        var result = Run(Shell(@"printf 'one\r\n\ntw'; printf 'o\nlast'; printf 'x\n' >&2"), Plain with { OnOutputLine = lines.Add, OnErrorLine = errors.Add });
        Assert.Equal(["one", "", "two", "last"], lines);
        Assert.Equal(["x"], errors);
        Assert.True(result.Output.IsEmpty);
    }

    [Fact]
    public void Run_line_arrives_before_the_program_ends()
    {
        var file = _root + "/go";
        var result = Run(Shell($"echo first; while [ ! -e {file} ]; do sleep 0.01; done; echo second"), Plain with
        {
            Timeout = TimeSpan.FromSeconds(20),
            OnOutputLine = line => File.AppendAllText(file, line),
        });
        Assert.True(result.Exit.IsSuccess);
        Assert.Equal("firstsecond", File.ReadAllText(file));
    }

    [Fact]
    public void Run_exception_of_a_callback_ends_the_program()
    {
        var started = Stopwatch.StartNew();
        Assert.Throws<InvalidOperationException>(() => Run(Shell("echo 1; sleep 60"), Plain with { OnOutputLine = _ => throw new InvalidOperationException() }));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Run_output_over_its_limit_is_read_and_dropped()
    {
        var result = Run(Shell("head -c 1000000 /dev/zero; exit 4"), Plain with { MaximumOutput = 10 });
        Assert.Equal(new byte[10], result.Output.ToArray());
        Assert.True(result.IsTruncated);
        Assert.Equal(4, result.Exit.Code);
        Assert.False(Run(Shell("printf 1234567890"), Plain with { MaximumOutput = 10 }).IsTruncated);
    }

    [Fact]
    public void Run_folder_and_variables_are_the_commands()
    {
        Environment.SetEnvironmentVariable("PIP_CS_CHILD_KEPT", "kept");
        Environment.SetEnvironmentVariable("PIP_CS_CHILD_GONE", "gone");
        var command = Shell("pwd -P; echo $PIP_CS_CHILD_KEPT-$PIP_CS_CHILD_GONE-$SET") with
        {
            WorkingDirectory = _root,
            Variables = new Dictionary<string, string?> { ["SET"] = "ü", ["PIP_CS_CHILD_GONE"] = null },
        };
        Assert.Equal($"{NativeFile.ResolveLinks(_root)}\nkept--ü\n", Run(command).OutputText);
        var whole = new ChildCommand("/usr/bin/env") { HasOnlyItsVariables = true, Variables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null } };
        Assert.Equal("A=1\n", Run(whole).OutputText);
    }

    [Fact]
    public void Run_program_is_looked_for_on_the_childs_path()
    {
        File.WriteAllText(_root + "/pip-cs-tool", "#!/bin/sh\necho found\n");
        File.SetUnixFileMode(_root + "/pip-cs-tool", (UnixFileMode)0b111_101_101);
        var command = new ChildCommand("pip-cs-tool") { Variables = new Dictionary<string, string?> { ["PATH"] = "/nowhere:" + _root + ":/bin:/usr/bin" } };
        Assert.Equal("found\n", Run(command).OutputText);
    }

    [Fact]
    public void Run_signals_that_this_process_ignores_have_their_defaults()
    {
        ProcessIdentity.IgnoreWriteSignals();
        Assert.Equal(13, Run(Shell("kill -PIPE $$")).Exit.Signal);
        Assert.Equal(25, Run(Shell("kill -XFSZ $$")).Exit.Signal);
    }

    [Fact]
    public void Run_exit_by_signal_is_known()
    {
        Assert.Equal(new ChildExit(128 + 9, 9), Run(Shell("kill -KILL $$")).Exit);
        Assert.Equal(new ChildExit(128 + 11, 11), Run(Shell("kill -SEGV $$")).Exit);
    }

    [Theory]
    [InlineData("pip-cs-not-there", null, Errno.NoEntry, "[Errno 2] No such file or directory: 'pip-cs-not-there'")]
    [InlineData("/not/there", null, Errno.NoEntry, "[Errno 2] No such file or directory: '/not/there'")]
    [InlineData("/etc/passwd/x", null, Errno.NotDirectory, "[Errno 20] Not a directory: '/etc/passwd/x'")]
    [InlineData("/", null, Errno.AccessDenied, "[Errno 13] Permission denied: '/'")]
    [InlineData("sh", "/not/there", Errno.NoEntry, "[Errno 2] No such file or directory: '/not/there'")]
    [InlineData("a\0b", null, Errno.Invalid, "[Errno 22] Invalid argument: 'a\\x00b'")]
    public void Start_program_that_cannot_be_started_is_named(string program, string? folder, Errno error, string message)
    {
        var exception = Assert.Throws<ChildStartException>(() => Run(new ChildCommand(program) { WorkingDirectory = folder }));
        Assert.Equal(program, exception.Program);
        Assert.Equal(error, exception.Error);
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Start_file_that_is_not_executable_is_an_error()
    {
        var path = _root + "/plain";
        File.WriteAllText(path, "text");
        Assert.Equal(Errno.AccessDenied, Assert.Throws<ChildStartException>(() => Run(new ChildCommand(path))).Error);
        var named = new ChildCommand("plain") { Variables = new Dictionary<string, string?> { ["PATH"] = _root } };
        Assert.Equal("[Errno 13] Permission denied: 'plain'", Assert.Throws<ChildStartException>(() => Run(named)).Message);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        Assert.Equal($"[Errno 8] Exec format error: '{path}'", Assert.Throws<ChildStartException>(() => Run(new ChildCommand(path))).Message);
    }

    [Fact]
    public void Streams_stay_open_for_a_protocol()
    {
        using var process = ChildProcess.Start(new ChildCommand("cat") { Input = ChildInput.Piped, Errors = ChildOutput.Inherited });
        var answer = new byte[5];
        for (var round = 0; round < 100; round++)
        {
            process.Input.Write("hello"u8);
            process.Output.ReadExactly(answer);
            Assert.Equal("hello", Encoding.UTF8.GetString(answer));
        }

        Assert.False(process.TryWait(TimeSpan.FromMilliseconds(20), out _));
        process.Input.Dispose();
        Assert.True(process.TryWait(TimeSpan.FromSeconds(20), out var exit));
        Assert.True(exit.IsSuccess);
        Assert.Equal(exit, process.Wait());
        Assert.Throws<InvalidOperationException>(() => process.Errors);
    }

    [Fact]
    public void Input_of_a_program_that_is_gone_throws()
    {
        ProcessIdentity.IgnoreWriteSignals();
        using var process = ChildProcess.Start(new ChildCommand("true") { Input = ChildInput.Piped });
        process.Wait();
        Assert.Throws<IOException>(() => process.Input.Write(new byte[10]));
    }

    private static ChildCommand Shell(string script) => new("/bin/sh", "-c", script);

    private static ChildCommand Python(string script) => new("python3", "-c", script);

    private static ChildResult Run(ChildCommand command, ChildExchange? exchange = null)
        => ChildProcess.Run(command, exchange ?? Plain, TestContext.Current.CancellationToken);
}
