using PipCs.Cli.Grammar;

namespace PipCs.Cli.Parsing;

/// <summary>The command line is wrong: the usage of the command is shown, then the message, on stderr; exit code 2.</summary>
internal sealed class UsageException(Command command, string message) : Exception(message)
{
    /// <summary>The command whose usage is printed.</summary>
    internal Command Command { get; } = command;
}
