using PipCs.Install.Tests.Transactions;

namespace PipCs.Install.Tests;

/// <summary>Runs the tests, or as a child of one of them the transactions that it kills.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--victim", ..])
        {
            return await Victim.RunAsync(arguments[1], arguments[2]);
        }

        return arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(arguments);
    }
}
