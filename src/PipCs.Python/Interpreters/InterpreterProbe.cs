using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>Runs an interpreter to learn what it is.</summary>
internal static class InterpreterProbe
{
    /// <summary>Asks an interpreter. One that is in no environment need not run what its site-packages would have run at start.</summary>
    /// <param name="executable">Its path.</param>
    /// <param name="withSite">Whether to start it as usual; an environment's prefix is found only so.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be run or is no Python.</exception>
    internal static InterpreterFacts Run(string executable, bool withSite = true)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-I");
        start.ArgumentList.Add("-B");
        if (!withSite)
        {
            start.ArgumentList.Add("-S");
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(ProbeScript.Text);
        byte[] output;
        string error;
        int exitCode;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var messages = new StringBuilder();
            process.ErrorDataReceived += (_, line) => messages.AppendLine(line.Data);
            process.BeginErrorReadLine();
            using var memory = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(memory);
            process.WaitForExit();
            output = memory.ToArray();
            error = messages.ToString();
            exitCode = process.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw Errors.InterpreterNotStarted(executable, PlatformError.Describe((Errno)exception.NativeErrorCode, executable));
        }

        var mark = output.AsSpan().LastIndexOf(ProbeScript.Mark);
        var facts = mark < 0 ? null : InterpreterFacts.Read(output.AsMemory(mark + ProbeScript.Mark.Length));
        return facts ?? throw Errors.NotAnInterpreter(executable, exitCode, LastLine(error));
    }

    /// <summary>The last line, cut where it is no line for people: a program that is no interpreter may repeat the script.</summary>
    private static string LastLine(string text)
    {
        const int Longest = 200;
        var trimmed = text.AsSpan().Trim();
        var line = trimmed[(trimmed.LastIndexOf('\n') + 1)..].Trim();
        return line.Length <= Longest ? line.ToString() : string.Concat(line[..Longest], "...");
    }
}
