using System.Text;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>
/// The text for a failure that pip-cs was not made for: the problem, the work and its input, and how to
/// report it. The texts of the framework's exceptions are not in the binary, only their resource keys, which are not shown.
/// </summary>
internal static class UnexpectedFailure
{
    /// <summary>How to report it.</summary>
    internal const string Hint = "This is a fault of pip-cs itself. Please report it to whoever you have pip-cs from, with the command, this message and what `pip-cs --version` prints; the same command with -vv shows more.";

    /// <summary>Whether it is a fault of ours; refusals of the system, such as a full disk, are not.</summary>
    internal static bool IsOurs(Exception exception) => exception is not (IOException or UnauthorizedAccessException or OutOfMemoryException);

    /// <summary>The message, without <c>ERROR: </c>.</summary>
    internal static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        if (IsOurs(exception))
        {
            text.Append("pip-cs failed unexpectedly: ").Append(Problem(exception));
        }
        else if (exception is OutOfMemoryException)
        {
            text.Append("There is not enough memory");
        }
        else
        {
            // Refusals of the system are printed as pip prints them.
            text.Append("Exception:\n").Append(SystemErrorText.PythonName(exception)).Append(": ").Append(SystemErrorText.Of(exception));
        }

        foreach (var work in FailureContext.Of(exception))
        {
            text.Append("\n  while ").Append(work);
        }

        return text.ToString();
    }

    private static string Problem(Exception exception)
    {
        while (exception is AggregateException or TypeInitializationException && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        var name = exception.GetType().Name;
        var message = exception.Message;
        return message.Contains("NullCharInPath", StringComparison.Ordinal) || message.StartsWith("Null character in path", StringComparison.Ordinal) ? "a path has a NUL character"
            : IsKey(message) || message.Length == 0 ? name
            : $"{name}: {message}";
    }

    // A resource key, alone or with the values for its text: `Arg_KeyNotFoundWithKey, x`.
    private static bool IsKey(string message)
    {
        var first = message.AsSpan(0, message.AsSpan().IndexOfAny(", (") is >= 0 and var end ? end : message.Length);
        var underscore = first.IndexOf('_');
        return underscore > 0 && underscore < first.Length - 1 && char.IsAsciiLetter(first[0]) && !first.ContainsAny("/.'`");
    }
}
