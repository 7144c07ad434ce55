using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Cache.Uses;
using PipCs.Cli.Commands;
using PipCs.Cli.Completion;
using PipCs.Cli.Configuration;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Terminal;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>
/// One run from command line to exit code. It parses the options before the command, then the command and
/// its options, with the configuration below both, and then runs the command.
/// </summary>
internal sealed class Application(StandardOutput output)
{
    private readonly ProgramLocation _program = ProgramLocation.Read();
    private readonly ConfigurationLoader _loader = new()
    {
        Variable = Environment.GetEnvironmentVariable,
        PipVariables = ProcessIdentity.ListVariables("PIP_"u8),
    };

    /// <summary>Runs and gives the exit code.</summary>
    /// <exception cref="BrokenOutputException">Nobody reads standard output any more.</exception>
    internal int Run(string[] words)
    {
        try
        {
            return ReadAndRun(words);
        }
        catch (UsageException exception)
        {
            output.WriteError(HelpPrinter.Format(_program, null, 2).FormatUsage(exception.Command) + exception.Message + "\n");
            return 2;
        }
        catch (ConfigurationException exception)
        {
            output.WriteError(exception.Message);
            return exception.ExitCode;
        }
        catch (UserErrorException exception)
        {
            output.WriteError($"ERROR: {exception.Message}\n");
            if (exception.Hints.Count > 0)
            {
                output.WriteError($"\nhint: {string.Join("\nhint: ", exception.Hints)}\n");
            }

            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is not BrokenOutputException)
        {
            // Before a command runs there is no reporter, so the error is written directly.
            var hint = UnexpectedFailure.IsOurs(exception) ? $"\nhint: {UnexpectedFailure.Hint}\n" : "";
            output.WriteError($"ERROR: {WithoutPasswords(UnexpectedFailure.Describe(exception))}\n{hint}");
            return 2;
        }
    }

    /// <summary>Hides the passwords of URLs in an error, so that they do not reach screens and logs.</summary>
    private static string WithoutPasswords(string text) => PipCs.Standards.Projects.LinkUrl.RedactAll(text, keepsNames: true);

    private int ReadAndRun(string[] words)
    {
        var main = new MainArguments(_loader, _program);
        if (AutoCompletion.Begin(output) is { } completion)
        {
            return completion.Answer(() =>
            {
                main.Read([]);
                return main.Target;
            });
        }

        main.Read(words);
        var before = main.Arguments;
        if (before.HelpRequested)
        {
            return ShowHelp(before);
        }

        if (before.Flag(OptionKey.Version))
        {
            output.Write(ProgramVersion.Describe(_program, main.Target) + "\n");
            return 0;
        }

        if (before.Positionals.Count == 0 || (before.Positionals.Count == 1 && before.Positionals[0] == "help"))
        {
            return ShowHelp(before);
        }

        var command = HelpCommand.Find(before.Positionals[0]);
        var rest = MainArguments.WithoutCommand(words, command.Name);
        var arguments = new ParsedArguments(command);
        var isolated = Array.IndexOf(rest, "--isolated") >= 0;
        ConfiguredDefaults.Apply(isolated ? main.Configure(isolated: true) : main.Configuration, arguments);
        ArgumentParser.Parse(arguments, rest, stopAtArgument: false);
        return arguments.HelpRequested ? ShowHelp(arguments) : RunCommand(arguments, main);
    }

    private int ShowHelp(ParsedArguments arguments)
    {
        output.Write(HelpPrinter.Format(_program, arguments).FormatHelp(arguments.Command, arguments));
        return 0;
    }

    private int RunCommand(ParsedArguments arguments, MainArguments main)
    {
        var progress = arguments.Text(OptionKey.ProgressBar) switch
        {
            "off" => ProgressStyle.Off,
            "raw" => ProgressStyle.Raw,
            _ => ProgressStyle.On,
        };
        var caches = CacheFolders.Locate(arguments);

        // Under --no-input and CI there is no user to watch, so no live text is drawn. The bars of downloads follow pip's rules.
        var isAttended = !arguments.Flag(OptionKey.NoInput) && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 };
        var messages = WritesResult(arguments) ? 2 : 1;
        using var reporter = new ConsoleReporter(output, arguments.Verbosity, arguments.Flag(OptionKey.NoColor), arguments.Text(OptionKey.Log), progress, isAttended, messages);
        using var context = new CommandContext(arguments, _program, main.Target, caches, output, reporter);
        try
        {
            Prepare(arguments, main, caches, reporter);
            try
            {
                var own = OwnPrograms.Find(arguments.Command.Name, _program, main.Target);
                var run = CommandDispatcher.RunAsync(arguments, context);
                var exitCode = run.IsCompletedSuccessfully ? run.Result : run.AsTask().GetAwaiter().GetResult();
                own?.ReportLost(reporter);
                return exitCode;
            }
            finally
            {
                // A failed command too has used the cache, and may have filled it.
                KeepBelow(arguments.Size(OptionKey.CacheMaximumSize), caches.Own, reporter.Work);
                CacheUses.Append(caches.Own);
            }
        }
        catch (UserErrorException exception)
        {
            if (exception.Reference is not null)
            {
                reporter.Report(Severity.Error, WithoutPasswords(exception.ToDiagnosticText()));
            }
            else
            {
                if (exception.IsOptionError)
                {
                    output.WriteError($"Usage: {_program.Name} [options]\n\n");
                }

                if (exception.Before is { } before)
                {
                    reporter.Report(Severity.Critical, WithoutPasswords(before));
                }

                reporter.Report(Severity.Critical, WithoutPasswords(exception.Message));
                ReportHints(reporter, exception.Hints);
            }

            if (exception.InnerException is { } inner)
            {
                reporter.Report(Severity.Debug, WithoutPasswords(inner.ToString()));
            }

            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            reporter.Report(Severity.Critical, "Operation cancelled by user");
            return 1;
        }
        catch (Exception exception) when (exception is not (BrokenOutputException or UsageException))
        {
            FailureContext.Add(exception, $"running `{_program.Name} {arguments.Command.Name}`");
            reporter.Report(Severity.Critical, WithoutPasswords(UnexpectedFailure.Describe(exception)));
            ReportHints(reporter, UnexpectedFailure.IsOurs(exception) ? [UnexpectedFailure.Hint] : []);
            reporter.Report(Severity.Debug, WithoutPasswords(exception.ToString()));
            return 2;
        }
    }

    /// <summary>Whether standard output gets the result of the command, among which messages must not be printed.</summary>
    private static bool WritesResult(ParsedArguments arguments)
        => (arguments.Text(OptionKey.JsonReportFile) ?? arguments.Text(OptionKey.OutputFile)) is "-" or "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1";

    /// <summary>Shrinks the cache to the size that the user wants, if the run has written to it.</summary>
    private static void KeepBelow(long? size, CacheRoot cache, IWorkObserver? work)
    {
        if (size is not null && cache.WasWritten)
        {
            _ = CachePruning.Prune(cache, size, null, work: work);
        }
    }

    /// <summary>pip's checks before any command runs.</summary>
    private static void Prepare(ParsedArguments arguments, MainArguments main, CacheFolders caches, ConsoleReporter reporter)
    {
        ReportAlwaysEnabled(arguments, reporter);
        if (main.Python is null && arguments.Text(OptionKey.Python) is not null && Environment.GetEnvironmentVariable("_PIP_RUNNING_IN_SUBPROCESS") is null)
        {
            throw Errors.PythonAfterCommand();
        }

        if (!arguments.Command.NeedsNoPython)
        {
            main.Target.CheckNamed();
        }

        if (arguments.Flag(OptionKey.RequireVenv) && !arguments.Command.IgnoresRequiredEnvironment && !main.Target.IsEnvironment)
        {
            throw Errors.EnvironmentRequired();
        }

        if (caches.Warning is { } warning)
        {
            reporter.Report(Severity.Warning, warning);
        }

        UnavailableOptions.Refuse(arguments);
    }

    private static void ReportAlwaysEnabled(ParsedArguments arguments, ConsoleReporter reporter)
    {
        List<string> always = [];
        foreach (var feature in arguments.List(OptionKey.FeaturesEnabled))
        {
            if (feature is "truststore" or "no-binary-enable-wheel-cache" or "build-constraint" && !always.Contains(feature))
            {
                always.Add(feature);
            }
        }

        if (always.Count > 0)
        {
            always.Sort(StringComparer.Ordinal);
            reporter.Report(Severity.Warning, $"The following features are always enabled: {string.Join(", ", always)}. ");
        }
    }

    private void ReportHints(ConsoleReporter reporter, IReadOnlyList<string> hints)
    {
        if (hints.Count > 0 && reporter.Shows(Severity.Error))
        {
            output.WriteError($"\nhint: {string.Join("\nhint: ", hints)}\n");
        }
    }
}
