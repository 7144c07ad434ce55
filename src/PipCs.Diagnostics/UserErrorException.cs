using System.Runtime.CompilerServices;
using System.Text;

namespace PipCs.Diagnostics;

/// <summary>
/// The one exception whose message is meant for the user. It is made only in a
/// room's <c>Errors</c> class and printed only by Cli: the message after <c>ERROR: </c>, each
/// hint after <c>hint: </c>.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Makes an error from its message, the exit code, and hints about what to do.</summary>
    /// <param name="message">pip's wording where users and scripts know it; may have several lines; without the <c>ERROR: </c>.</param>
    /// <param name="exitCode">The exit code of the process: 1 unless pip has another.</param>
    /// <param name="hints">Things that the user can do, each a sentence without the <c>hint: </c>.</param>
    /// <param name="inner">The cause, shown with <c>-vv</c>.</param>
    /// <param name="code">The name of the error; left out, it is that of the method in the catalogue which makes it.</param>
    public UserErrorException(string message, int exitCode = 1, IReadOnlyList<string>? hints = null, Exception? inner = null, [CallerMemberName] string code = "")
        : base(message, inner)
    {
        Code = code;
        ExitCode = exitCode;
        Hints = hints ?? [];
    }

    /// <summary>
    /// pip's name of a diagnostic error, such as <c>externally-managed-environment</c>; null for a plain one. A diagnostic
    /// is printed as <see cref="ToDiagnosticText"/>, without <c>ERROR: </c> and separate hints.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>For a diagnostic: the text below the message, or null.</summary>
    public string? Context { get; init; }

    /// <summary>For a diagnostic: the note before the hints, or null.</summary>
    public string? Note { get; init; }

    /// <summary>A separate error line that pip prints before the message; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>Whether an option outside of the command line (in a variable or a file) is wrong, in which case pip prints its line of usage before the message.</summary>
    public bool IsOptionError { get; init; }

    /// <summary>The name of the error, as docs/errors.md lists it, such as <c>NoMatchingDistribution</c>: programs compare it, people read the message.</summary>
    public string Code { get; }

    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; }

    /// <summary>Things that the user can do, each a sentence without the <c>hint: </c>.</summary>
    public IReadOnlyList<string> Hints { get; }

    /// <summary>A diagnostic as pip lays it out, where the terminal has more than ASCII.</summary>
    public string ToDiagnosticText()
    {
        var text = new StringBuilder("error: ").Append(Reference).Append("\n\n");
        if (Context is null)
        {
            Append(text, "× ", "  ", Message);
        }
        else
        {
            Append(text, "× ", "│ ", Message);
            Append(text, "╰─> ", "    ", Context);
        }

        if (Note is not null || Hints.Count > 0)
        {
            text.Append('\n');
        }

        if (Note is not null)
        {
            Append(text, "note: ", "      ", Note);
        }

        foreach (var hint in Hints)
        {
            Append(text, "hint: ", "      ", hint);
        }

        return text.ToString(0, text.Length - 1);
    }

    private static void Append(StringBuilder text, string first, string next, string content)
    {
        var lead = first;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            text.Append(lead).Append(line).Append('\n');
            lead = next;
        }
    }
}
