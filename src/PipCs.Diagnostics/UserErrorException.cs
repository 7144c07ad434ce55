namespace PipCs.Diagnostics;

/// <summary>
/// The one exception whose message is meant for the person at the terminal. It is made only in a
/// room's <c>Errors</c> catalogue and printed only by Cli: the message after <c>ERROR: </c>, each
/// hint after <c>hint: </c>.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Makes an error with what happened, to what, and what may be done about it.</summary>
    /// <param name="message">pip's wording where people and scripts know it; may have several lines; without the <c>ERROR: </c>.</param>
    /// <param name="exitCode">The exit code of the process: 1 unless pip has another.</param>
    /// <param name="hints">What the person can do, each a sentence without the <c>hint: </c>.</param>
    /// <param name="inner">The cause, shown with <c>-vv</c>.</param>
    public UserErrorException(string message, int exitCode = 1, IReadOnlyList<string>? hints = null, Exception? inner = null)
        : base(message, inner)
    {
        ExitCode = exitCode;
        Hints = hints ?? [];
    }

    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; }

    /// <summary>What the person can do, each a sentence without the <c>hint: </c>.</summary>
    public IReadOnlyList<string> Hints { get; }
}
