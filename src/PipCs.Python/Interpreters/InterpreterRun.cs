using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>A script that an interpreter ran, isolated from the user's variables and files.</summary>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Messages">What it wrote to standard error.</param>
/// <param name="ExitCode">Its exit code.</param>
internal sealed record InterpreterRun(byte[] Output, string Messages, int ExitCode)
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="executable">The interpreter.</param>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="withSite">Whether site-packages may run code at start, as it does where a person starts the interpreter.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started.</exception>
    internal static InterpreterRun Of(string executable, string script, ReadOnlySpan<string> arguments, byte[] input, bool withSite)
    {
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var option in (ReadOnlySpan<string>)[.. withSite ? (ReadOnlySpan<string>)["-I", "-B"] : ["-I", "-B", "-S"], "-c", script, .. arguments])
        {
            start.ArgumentList.Add(option);
        }

        try
        {
            using var process = Process.Start(start)!;
            var messages = new StringBuilder();
            process.ErrorDataReceived += (_, line) => messages.AppendLine(line.Data);
            process.BeginErrorReadLine();
            Feed(process.StandardInput.BaseStream, input);
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return new(output.ToArray(), messages.ToString(), process.ExitCode);
        }
        catch (Win32Exception exception)
        {
            throw Errors.InterpreterNotStarted(executable, PlatformError.Describe((Errno)exception.NativeErrorCode, executable));
        }
    }

    /// <summary>Writes all input before output is read, so a script must read its input before it writes.</summary>
    private static void Feed(Stream stream, byte[] input)
    {
        try
        {
            stream.Write(input);
            stream.Close();
        }
        catch (IOException)
        {
            // The program ended without reading: what it wrote says why.
        }
    }
}
