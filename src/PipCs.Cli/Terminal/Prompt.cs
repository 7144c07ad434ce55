using System.Text;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>Asks the user at the terminal.</summary>
internal static class Prompt
{
    /// <summary>Asks until an expected answer comes.</summary>
    /// <param name="output">Gets the question.</param>
    /// <param name="question">The question, with the space after it.</param>
    /// <param name="answers">The answers expected, in lower case; the empty answer is the return key alone.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The input has ended.</exception>
    internal static string Ask(StandardOutput output, string question, ReadOnlySpan<string> answers)
    {
        while (true)
        {
            output.Write(question);
            output.Flush();
            var answer = (ReadLine() ?? throw Errors.InputEnded(question)).Trim().ToLowerInvariant();
            output.NoteAnswer();
            if (answers.Contains(answer))
            {
                return answer;
            }

            output.Write($"Your response ({PythonRepr.Quote(answer)}) was not one of the expected responses: {string.Join(", ", answers)}\n");
        }
    }

    /// <summary>Reads a line byte by byte, so that the input after it is left for the next question.</summary>
    internal static string? ReadLine()
    {
        List<byte> line = [];
        Span<byte> next = stackalloc byte[1];
        while (ProcessIdentity.Read(0, next) == 1)
        {
            if (next[0] == (byte)'\n')
            {
                return Encoding.UTF8.GetString(line.ToArray());
            }

            line.Add(next[0]);
        }

        return line.Count > 0 ? Encoding.UTF8.GetString(line.ToArray()) : null;
    }
}
