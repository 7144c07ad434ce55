namespace PipCs.Python.Interpreters;

/// <summary>Runs an interpreter to read its facts.</summary>
internal static class InterpreterProbe
{
    /// <summary>Runs the probe. An interpreter outside of an environment can be probed without the code that its site-packages run at start.</summary>
    /// <param name="executable">Its path.</param>
    /// <param name="withSite">Whether to start the interpreter as usual, which finding the prefix of an environment needs.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be run or is no Python.</exception>
    internal static InterpreterFacts Run(string executable, bool withSite = true)
    {
        var run = InterpreterRun.Of(executable, ProbeScript.Text, [], [], withSite);
        var mark = run.Output.Span.LastIndexOf(ProbeScript.Mark);
        var facts = mark < 0 ? null : InterpreterFacts.Read(run.Output[(mark + ProbeScript.Mark.Length)..]);
        return facts ?? throw Errors.NotAnInterpreter(executable, run.Exit.Code, LastLine(run.ErrorText));
    }

    /// <summary>The last line, cut to a readable length, because a program that is no interpreter may repeat the script.</summary>
    private static string LastLine(string text)
    {
        const int Longest = 200;
        var trimmed = text.AsSpan().Trim();
        var line = trimmed[(trimmed.LastIndexOf('\n') + 1)..].Trim();
        return line.Length <= Longest ? line.ToString() : string.Concat(line[..Longest], "...");
    }
}
