using System.Diagnostics;
using System.Runtime.CompilerServices;
using PipCs.Cache;
using PipCs.Harness;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tests;

/// <summary>The interpreters of this machine and the real packaging to compare with.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> PackagingFolder = new(FindPackaging);

    internal static string? Packaging => PackagingFolder.Value;

    internal static string Shared { get; } = SharedFiles.Find("");

    /// <summary>Every interpreter that runs here: pyenv's, the system's, pypy's.</summary>
    internal static IReadOnlyList<string> Interpreters { get; } = FindInterpreters();

    internal static Interpreter Describe(string executable, CacheRoot? cache = null, Func<string, string?>? variable = null)
        => InterpreterFinder.Find(new InterpreterQuery { Python = executable, EnvironmentVariable = variable ?? Environment.GetEnvironmentVariable }, cache ?? CacheRoot.Disabled);

    /// <summary>Runs a program of an interpreter and gives its lines.</summary>
    internal static string[] Run(string executable, params string[] arguments)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PYTHONPATH"] = null;
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{executable} {string.Join(' ', arguments)}: {error.Result}");
        return output.Length == 0 ? [] : output.TrimEnd('\n').Split('\n');
    }

    /// <summary>Makes an environment without pip.</summary>
    internal static string MakeEnvironment(string executable, string folder, params string[] options)
    {
        Run(executable, ["-m", "venv", "--without-pip", .. options, folder]);
        return Path.Join(folder, "bin", "python");
    }

    internal static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Join(path, "..", "..", ".."));

    private static List<string> FindInterpreters()
    {
        var found = new List<string>();
        var pyenv = Path.Join(Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Join(Environment.GetEnvironmentVariable("HOME"), ".pyenv"), "versions");
        if (Directory.Exists(pyenv))
        {
            found.AddRange(Directory.GetDirectories(pyenv).Where(folder => Path.GetFileName(folder)[0] == '3').Order().Select(folder => Path.Join(folder, "bin", "python")));
        }

        found.AddRange(new[] { "/usr/bin/python3", "/usr/bin/pypy3" });
        return found.Where(File.Exists).ToList();
    }

    private static string? FindPackaging()
    {
        var files = Path.Join(Shared, "mirror", "files");
        return Directory.Exists(files) ? Directory.GetFiles(files, "packaging-26.3-*.whl").FirstOrDefault() : null;
    }
}
