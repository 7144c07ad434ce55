using PipCs.Platform.Processes;

namespace PipCs.Python.Interpreters;

/// <summary>Runs scripts by an interpreter, isolated from the user's variables and files.</summary>
internal static class InterpreterRun
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="executable">The interpreter.</param>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="withSite">Whether code in site-packages runs at start, as when a user starts the interpreter.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started.</exception>
    internal static ChildResult Of(string executable, string script, ReadOnlySpan<string> arguments, byte[] input, bool withSite)
    {
        ReadOnlySpan<string> options = withSite ? ["-I", "-B"] : ["-I", "-B", "-S"];
        try
        {
            return ChildProcess.Run(new(executable, [.. options, "-c", script, .. arguments]), new() { Input = input }, CancellationToken.None);
        }
        catch (ChildStartException exception)
        {
            throw Errors.InterpreterNotStarted(executable, exception.Message);
        }
    }
}
