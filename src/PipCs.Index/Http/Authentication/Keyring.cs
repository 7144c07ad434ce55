using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PipCs.Diagnostics;
using PipCs.Platform.Processes;

namespace PipCs.Index.Http.Authentication;

/// <summary>
/// Asks the keyring for logins as pip does: by importing <c>keyring</c> in the target interpreter, or by the program of
/// that name. The first failure is reported as a warning and ends the use of the keyring. Called by one thread at a time.
/// </summary>
internal sealed class Keyring(IndexOptions options, IReporter reporter)
{
    /// <summary>
    /// The script that asks the package. It writes its answer to a copy of standard output and sends the output of a backend to standard error. It does
    /// not import modules from the current folder.
    /// </summary>
    private const string Script =
        """
        import json, os, sys
        answer = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)
        sys.path[:] = [place for place in sys.path if place]
        services, user = sys.argv[1].split("\n"), (sys.argv[2:] or [None])[0]
        def find(keyring, service):
            if hasattr(keyring, "get_credential"):
                found = keyring.get_credential(service, user)
                return found and [found.username, found.password]
            password = user is not None and keyring.get_password(service, user)
            return [user, password] if password else None
        told = {}
        try:
            import keyring
        except ImportError:
            told = {"missing": ""}
        except Exception as problem:
            told = {"broken": str(problem)}
        else:
            try:
                for service in services:
                    found = find(keyring, service)
                    if found:
                        told = {"user": found[0] or "", "password": found[1] or ""}
                        break
            except Exception as problem:
                told = {"failed": str(problem)}
        json.dump(told, answer)
        answer.close()
        """;

    private const string SavingScript =
        """
        import sys
        sys.path[:] = [place for place in sys.path if place]
        import keyring
        keyring.set_password(sys.argv[1], sys.argv[2], sys.stdin.buffer.readline().decode().rstrip("\r\n"))
        """;

    private KeyringProvider _provider = options.Keyring;
    private string? _program;
    private bool _isAnnounced;

    /// <summary>Whether a working keyring was found.</summary>
    internal bool IsThere { get; private set; }

    /// <summary>The login of the first service that the keyring knows; null where it knows none.</summary>
    /// <param name="services">An index's URL, a host.</param>
    /// <param name="user">The user whose login it must be; null for any user's.</param>
    /// <param name="cancellationToken">Ends the program that is asked.</param>
    internal Login? Find(IReadOnlyList<string> services, string? user, CancellationToken cancellationToken)
    {
        if (!_isAnnounced)
        {
            Verbose($"Keyring provider requested: {_provider.ToString().ToLowerInvariant()}");
        }

        if (_provider is KeyringProvider.Auto or KeyringProvider.Import && Import(services, user, cancellationToken, out var login))
        {
            Announce("import");
            IsThere = _provider != KeyringProvider.Disabled;
            return login;
        }

        if (_provider is KeyringProvider.Auto or KeyringProvider.Subprocess && (_program ??= FindProgram()) is { } program)
        {
            Announce($"subprocess with executable {program}");
            _provider = KeyringProvider.Subprocess;
            IsThere = true;
            return Run(program, services, user, cancellationToken);
        }

        Announce("disabled");
        _provider = KeyringProvider.Disabled;
        return null;
    }

    /// <summary>Saves a login in the keyring. A failure is reported and has no other consequence.</summary>
    internal void Save(string service, Login login, CancellationToken cancellationToken)
    {
        reporter.Report(Severity.Info, "Saving credentials to keyring");
        var (program, arguments) = _provider == KeyringProvider.Subprocess ? (_program!, (string[])["set", service, login.User]) : (options.PythonExecutable!, ["-c", SavingScript, service, login.User]);
        if (!TryRun(program, arguments, isAlone: true, cancellationToken, out var result, login.Password + "\n") || !result.Exit.IsSuccess)
        {
            var lines = (result?.ErrorText ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            reporter.Report(Severity.Error, "Failed to save credentials" + (lines.Length > 0 ? ": " + lines[^1] : ""));
        }
    }

    /// <summary>Asks the package; false where the interpreter has none that works.</summary>
    private bool Import(IReadOnlyList<string> services, string? user, CancellationToken cancellationToken, out Login? login)
    {
        login = null;
        if (options.PythonExecutable is not { } python || !TryRun(python, ["-c", Script, string.Join('\n', services), .. Optional(user)], isAlone: false, cancellationToken, out var result))
        {
            return false;
        }

        var told = Read(result.Output);
        if (told.TryGetValue("broken", out var broken))
        {
            var fallback = _provider == KeyringProvider.Auto ? ", trying to find a keyring executable as a fallback" : "";
            reporter.Report(Severity.Warning, $"Installed copy of keyring fails with exception {broken}{fallback}");
        }
        else if (told.TryGetValue("failed", out var failed))
        {
            Skip(failed);
            return true;
        }

        login = told.TryGetValue("user", out var found) && told.TryGetValue("password", out var password) ? new Login(found, password) : null;
        return told.Count == 0 || login is not null;
    }

    private Login? Run(string program, IReadOnlyList<string> services, string? user, CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            if (!TryRun(program, ["--mode=creds", "--output=json", "get", service, .. Optional(user)], isAlone: true, cancellationToken, out var result))
            {
                Skip($"{program} cannot be run");
                return null;
            }

            if (result.Exit.Code == 2 && result.ErrorText.Contains("unrecognized arguments", StringComparison.Ordinal) && result.ErrorText.Contains("--mode=creds", StringComparison.Ordinal))
            {
                Skip("Keyring util is outdated; must be at least version 25.2.1, please upgrade it");
                return null;
            }

            if (result.Exit.IsSuccess && Read(result.Output) is var told && told.TryGetValue("username", out var found) && told.TryGetValue("password", out var password))
            {
                return new Login(found, password);
            }
        }

        return null;
    }

    private static string[] Optional(string? user) => user is null ? [] : [user];

    private void Skip(string problem)
    {
        reporter.Report(Severity.Warning, $"Keyring is skipped due to an exception: {problem}");
        _provider = KeyringProvider.Disabled;
        IsThere = false;
    }

    private void Announce(string provider)
    {
        if (!_isAnnounced)
        {
            _isAnnounced = true;
            Verbose($"Keyring provider set: {provider}");
        }
    }

    private void Verbose(string message)
    {
        if (reporter.Shows(Severity.Verbose))
        {
            reporter.Report(Severity.Verbose, message);
        }
    }

    /// <summary>Runs a program to its end; false where it cannot be started.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isAlone">Whether the program runs without access to the user's terminal.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="result">Its exit and its output. Its errors are included only if it runs alone, because otherwise the user sees them.</param>
    /// <param name="input">Its input, if it runs alone. A secret is passed here, because other users can see the arguments of a process.</param>
    private static bool TryRun(string program, string[] arguments, bool isAlone, CancellationToken cancellationToken, [NotNullWhen(true)] out ChildResult? result, string input = "")
    {
        var command = new ChildCommand(program, arguments)
        {
            Input = isAlone ? ChildInput.Empty : ChildInput.Inherited,
            Errors = isAlone ? ChildOutput.Piped : ChildOutput.Inherited,
            IsInteractive = !isAlone,
            Variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PYTHONIOENCODING"] = "utf-8" },
        };
        try
        {
            result = ChildProcess.Run(command, new() { Input = Encoding.UTF8.GetBytes(input) }, cancellationToken);
            return true;
        }
        catch (ChildStartException)
        {
            result = null;
            return false;
        }
    }

    /// <summary>Reads a JSON object of texts; empty for any other text.</summary>
    private static Dictionary<string, string> Read(ReadOnlyMemory<byte> output)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(output);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                told[member.Name] = member.Value.GetString() ?? "";
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            told.Clear();
        }

        return told;
    }

    /// <summary>Finds the program on PATH. Skips that of the target environment, whose package was asked already.</summary>
    private string? FindProgram()
    {
        foreach (var folder in (options.Environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, "keyring");
            if (folder.TrimEnd('/') != options.ScriptsFolder && File.Exists(path) && Platform.NativeFile.IsExecutable(path))
            {
                return path;
            }
        }

        return null;
    }
}
