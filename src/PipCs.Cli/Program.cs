using PipCs.Cli.Start;
using PipCs.Cli.Terminal;
using PipCs.Platform;

namespace PipCs.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        ProcessIdentity.IgnoreWriteSignals();
        var output = new StandardOutput();
        try
        {
            var exitCode = new Application(output).Run(arguments);
            output.Flush();
            return exitCode;
        }
        catch (BrokenOutputException)
        {
            output.Discard();
            output.WriteError("ERROR: Pipe to stdout was broken\n");
            return 120;
        }
    }
}
