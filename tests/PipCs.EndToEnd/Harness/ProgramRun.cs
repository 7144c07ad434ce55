using System.Diagnostics;

namespace PipCs.EndToEnd.Harness;

/// <summary>What a program that has ended wrote, and its exit code.</summary>
internal sealed record ProgramResult(string Command, int ExitCode, string Output, string Error)
{
    public ProgramResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"{this}");
        return this;
    }

    public ProgramResult MustFail(int exitCode = 1)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}: {this}");
        Assert.DoesNotContain("Unhandled exception", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", Error, StringComparison.Ordinal);

        // The texts of .NET's own exceptions are not in the binary: their names must not reach a person.
        Assert.All((string[])["IO_", "net_", "Arg_", "UnauthorizedAccess_", "Exception:"], name => Assert.DoesNotContain(name, Error, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Every piece is in what was written to stderr.</summary>
    public ProgramResult ErrorHas(params string[] pieces)
    {
        Assert.All(pieces, piece => Assert.True(Error.Contains(piece, StringComparison.Ordinal), $"no `{piece}` on stderr: {this}"));
        return this;
    }

    public override string ToString() => $"{Command}\nexit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>A program under way.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly string _command;

    private ProgramRun(Process process, string command)
    {
        _process = process;
        _command = command;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ProgramRun Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        return new ProgramRun(Process.Start(start)!, program + " " + string.Join(' ', start.ArgumentList));
    }

    public ProgramResult Wait()
    {
        if (!_process.WaitForExit(Limit))
        {
            _process.Kill(true);
            Assert.Fail($"{_command} did not end within {Limit}");
        }

        var result = new ProgramResult(_command, _process.ExitCode, _output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult());
        Dispose();
        return result;
    }

    /// <summary>kill -9 of the process alone.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose() => _process.Dispose();
}
