using System.Diagnostics;
using PipCs.Harness;
using PipCs.Index;

namespace PipCs.Tests.Client;

/// <summary>A virtual environment of its own, a cache of its own, and the sample packages as its only index.</summary>
internal sealed class HelloEnvironment : IDisposable
{
    internal HelloEnvironment()
    {
        Folder = Directory.CreateTempSubdirectory("pip-cs-client-").FullName;
        Environment = Path.Combine(Folder, ".venv");
        Run("python3", "-m", "venv", "--without-pip", Environment);
        Client = PipClient.ForEnvironment(Environment, new PipClientOptions
        {
            Index = new IndexOptions { NoIndex = true, FindLinks = [Packages] },
            CacheFolder = Path.Combine(Folder, "cache"),
            Reporter = Reporter,
            Events = Events,
        });
    }

    internal static string Packages { get; } = Path.Combine(SharedFiles.Repository, "samples", "packages");

    internal string Folder { get; }

    internal string Environment { get; }

    internal RecordingReporter Reporter { get; } = new();

    internal RecordedEvents Events { get; } = new();

    internal PipClient Client { get; }

    /// <summary>What the environment's Python prints.</summary>
    internal string Python(params string[] arguments) => Run(Path.Combine(Environment, "bin", "python"), arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
