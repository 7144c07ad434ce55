using PipCs.Diagnostics;

namespace PipCs.Python;

/// <summary>Every error that this room tells a person.</summary>
internal static class Errors
{
    internal static UserErrorException InterpreterNotLocated(string python)
        => new($"Could not locate Python interpreter {python}");

    internal static UserErrorException NoInterpreter() => new(
        "No Python interpreter was found: no environment holds this program, VIRTUAL_ENV is not set, and PATH has neither python3 nor python",
        hints: ["Activate an environment, or name an interpreter or an environment's folder with --python."]);

    internal static UserErrorException InterpreterNotStarted(string executable, string reason)
        => new($"Failed to run pip under {executable}: {reason}");

    internal static UserErrorException NotAnInterpreter(string executable, int exitCode, string message)
        => new($"Failed to run pip under {executable}: it does not answer as a Python interpreter (exit code {exitCode}){(message.Length == 0 ? "" : ": " + message)}");

    internal static UserErrorException InvalidInstalledPackage(string name, string version, string location, string reason) => new(
        $"Cannot process installed package {name} {version} in '{location}' because its metadata is invalid:\n{reason}",
        hints: ["Uninstall the package, or install it again, to repair it."]);

    internal static UserErrorException BytecodeWorkerFailed(string executable, string message)
        => new($"Cannot compile bytecode with {executable}: {message}", hints: ["Pass --no-compile to install without bytecode."]);
}
