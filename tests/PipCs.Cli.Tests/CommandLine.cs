using System.Diagnostics;

namespace PipCs.Cli.Tests;

/// <summary>Runs the program as it is built beside the tests.</summary>
internal static class CommandLine
{
    internal static (int ExitCode, string Output, string Error) Run(string words, params (string Name, string? Value)[] variables) =>
        Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), null, variables);

    internal static (int ExitCode, string Output, string Error) Run(string[] words, string? folder, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Join(AppContext.BaseDirectory, "pip-cs"), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PIP_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
