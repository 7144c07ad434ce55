using System.Diagnostics;
using PipCs.Harness;

namespace PipCs.Tests.Client;

public sealed class ReadmeTests
{
    [Fact]
    public async Task Program_of_the_readme_installs_and_prints_what_was_installed()
    {
        var program = await File.ReadAllTextAsync(Path.Combine(SharedFiles.Repository, "samples", "install-hello", "Program.cs"));
        var readme = await File.ReadAllTextAsync(Path.Combine(SharedFiles.Repository, "README.md"));
        Assert.Contains($"```csharp\n{program.TrimEnd()}\n```", readme, StringComparison.Ordinal);

        using var environment = new HelloEnvironment();
        Directory.CreateDirectory(Path.Combine(environment.Folder, "samples"));
        Directory.CreateSymbolicLink(Path.Combine(environment.Folder, "samples", "packages"), HelloEnvironment.Packages);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "InstallHello.dll")])
        {
            WorkingDirectory = environment.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["XDG_CACHE_HOME"] = Path.Combine(environment.Folder, "cache") },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (process.ExitCode, await error));
        Assert.Matches("(?m)^pipcs-hello 1\\.1\\.0: [0-9]+ files$", output);
        Assert.StartsWith("Good day, ", environment.Python("-m", "pipcs_hello"), StringComparison.Ordinal);
    }
}
