using PipCs.Diagnostics;

namespace PipCs.Python;

/// <summary>The errors of this room for users.</summary>
internal static class Errors
{
    internal static UserErrorException InterpreterNotLocated(string python)
        => new($"Could not locate Python interpreter {python}");

    internal static UserErrorException NoInterpreter() => new(
        "No Python interpreter was found: no environment holds this program, VIRTUAL_ENV is not set, and PATH has neither python3 nor python",
        hints: ["Activate an environment, or name an interpreter or an environment's folder with --python."]);

    internal static UserErrorException PythonUnusable(string namedBy, string problem, bool isPlace) => new(
        $"The Python that {namedBy} names cannot be used: {problem}",
        hints: [isPlace
            ? "Make the environment or the Python there again, or name another Python with --python."
            : "Make the environment again, or unset VIRTUAL_ENV (`deactivate` does so), or name another Python with --python."]);

    internal static UserErrorException InterpreterNotStarted(string executable, string reason)
        => new($"Failed to run pip under {executable}: {reason}");

    internal static UserErrorException NotAnInterpreter(string executable, int exitCode, string message)
        => new($"Failed to run pip under {executable}: it does not answer as a Python interpreter (exit code {exitCode}){(message.Length == 0 ? "" : ": " + message)}");

    internal static UserErrorException InvalidInstalledPackage(string name, string version, string location, string reason) => new(
        $"Cannot process installed package {name} {version} in {PythonRepr.Quote(location)} because it has an invalid requirement:\n{reason}",
        hints: ["To proceed this package must be uninstalled."])
    {
        Reference = "invalid-installed-package",
        Context = "Starting with pip 24.1, packages with invalid requirements can not be processed.",
    };

    internal static UserErrorException ExternallyManaged(string prefix, string? reason) => new(
        "This environment is externally managed",
        hints: ["See PEP 668 for the detailed specification."])
    {
        Reference = "externally-managed-environment",
        Context = reason ?? $"The Python environment under {prefix} is managed externally, and may not be\nmanipulated by the user. Please use specific tooling from the distributor of\nthe Python installation to interact with this environment instead.",
        Note = "If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.",
    };

    internal static UserErrorException BytecodeWorkerFailed(string executable, string message)
        => new($"Cannot compile bytecode with {executable}: {message}", hints: ["Pass --no-compile to install without bytecode."]);
}
