using PipCs.Cli.Start;
using PipCs.Cli.Terminal;
using PipCs.Platform;

namespace PipCs.Cli;

internal static class Program
{
    /// <summary>As Python ends where standard output cannot be flushed.</summary>
    private const int OutputLost = 120;

    private static int Main(string[] arguments)
    {
        ProcessIdentity.IgnoreWriteSignals();
        ProcessIdentity.AwaitChildren();
        var output = new StandardOutput();
        try
        {
            var exitCode = new Application(output).Run(arguments);
            output.Flush();
            return output.IsLost && exitCode == 0 ? OutputLost : exitCode;
        }
        catch (BrokenOutputException)
        {
            output.Discard();
            output.WriteError("ERROR: Pipe to stdout was broken\n");
            return OutputLost;
        }
    }
}
