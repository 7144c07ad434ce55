using System.Runtime.InteropServices;
using PipCs.Cache;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Start;
using PipCs.Cli.Terminal;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Python.Interpreters;

namespace PipCs.Cli.Commands;

/// <summary>The environment of a command. Expensive parts are made at the first need.</summary>
internal sealed class CommandContext : IDisposable
{
    private readonly ParsedArguments _arguments;
    private readonly CacheFolders _caches;
    private readonly ConsoleReporter _reporter;
    private CancellationTokenSource? _cancellation;
    private PosixSignalRegistration? _interrupt;

    internal CommandContext(ParsedArguments arguments, ProgramLocation program, TargetPython target, CacheFolders caches, StandardOutput output, ConsoleReporter reporter)
    {
        _arguments = arguments;
        _caches = caches;
        Program = program;
        Target = target;
        Output = output;
        _reporter = reporter;
    }

    /// <summary>The name and path by which the program was started.</summary>
    internal ProgramLocation Program { get; }

    /// <summary>The Python of the run, as far as it is known without probing it.</summary>
    internal TargetPython Target { get; }

    /// <summary>The Python of the run; found and probed at the first need.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be run.</exception>
    internal Interpreter Interpreter => Target.Interpreter;

    /// <summary>Our cache; disabled under <c>--no-cache-dir</c>.</summary>
    internal CacheRoot Cache => _caches.Own;

    /// <summary>pip's cache folder; null where the cache is turned off.</summary>
    internal string? PipCacheFolder => _caches.Pip;

    /// <summary>Standard output, for data that is printed even under <c>-q</c> (<c>freeze</c>, JSON); messages go through <see cref="Reporter"/>.</summary>
    internal StandardOutput Output { get; }

    /// <summary>With <c>-v</c>, reports the version and place of this program, and the Python that it works for.</summary>
    internal void ReportProgram()
    {
        if (Reporter.Shows(Severity.Verbose))
        {
            Reporter.Report(Severity.Verbose, $"Using {ProgramVersion.Describe(Program, Target)}");
        }
    }

    /// <summary>Gets the messages.</summary>
    internal IReporter Reporter => _reporter;

    /// <summary>Prints the steps of a command; null where they are not shown, so that no event is made.</summary>
    internal IProgress<PipEvent>? StepLines => _reporter.Shows(Severity.Info) ? new EventLines(_reporter, Severity.Info, _reporter.StepsLeaveLine) : null;

    /// <summary>Prints the steps with <c>-v</c> and to the log, for a command that shows a plan; null where they are not shown.</summary>
    internal IProgress<PipEvent>? VerboseStepLines => _reporter.Shows(Severity.Verbose) ? new EventLines(_reporter, Severity.Verbose, stepsLeaveLine: false) : null;

    /// <summary>Cancelled by Ctrl-C. The first use begins to listen; a second Ctrl-C ends the process.</summary>
    internal CancellationToken Cancellation
    {
        get
        {
            if (_cancellation is null)
            {
                var source = _cancellation = new CancellationTokenSource();
                _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
                {
                    signal.Cancel = !source.IsCancellationRequested;
                    source.Cancel();
                });
            }

            return _cancellation.Token;
        }
    }

    /// <summary>The line that <c>--version</c> prints; <c>install -v</c> prints it too.</summary>
    internal string VersionLine => ProgramVersion.Describe(Program, Target);

    /// <summary>The value of an environment variable; null where it is not set.</summary>
    internal static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>Asks a question until one of the expected answers comes (in lower case; the empty answer is the return key alone).</summary>
    /// <exception cref="UserErrorException">Questions are forbidden (<c>--no-input</c>), or the input has ended.</exception>
    /// <exception cref="OperationCanceledException">The user pressed Ctrl-C.</exception>
    internal string Ask(string question, params string[] answers)
    {
        if (_arguments.Flag(OptionKey.NoInput))
        {
            throw Errors.NoInputExpected(question);
        }

        // A read from a terminal cannot be cancelled, so an interrupted command leaves it running.
        return Task.Run(() => Prompt.Ask(Output, question, answers)).WaitAsync(Cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Warns where root changes a Python that is no virtual environment, unless an option forbids the warning.</summary>
    internal void WarnIfRoot()
    {
        if (_arguments.Text(OptionKey.RootUserAction) == "warn" && Platform.ProcessIdentity.EffectiveUserId == 0 && !Target.IsEnvironment)
        {
            Reporter.Report(Severity.Warning, "Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt?.Dispose();
        _cancellation?.Dispose();
    }
}
