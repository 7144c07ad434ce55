using System.Diagnostics;
using System.Security.Cryptography;
using PipCs.Cache;
using PipCs.Harness;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;

namespace PipCs.Install.Tests;

/// <summary>A virtual environment in a temporary folder, and real pip to change it.</summary>
internal sealed class TestEnvironment : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-install-").FullName;
    private Interpreter? _interpreter;

    internal TestEnvironment(string name = "env", bool create = true)
    {
        Path = System.IO.Path.Join(_folder, name);
        if (create)
        {
            Run(Python, "-m", "venv", "--without-pip", Path);
        }
    }

    /// <summary>The interpreter itself: what PATH has may be a script that looks for it each time.</summary>
    internal static string Python { get; } = Run("python3", "-c", "import sys; print(sys.executable)").Trim();

    internal string Path { get; }


    internal string Scratch => _folder;

    internal string SitePackages => System.IO.Path.Join(Path, "lib", $"python{Interpreter.Markers.PythonVersion}", "site-packages");

    internal Interpreter Interpreter => _interpreter ??= InterpreterFinder.Find(
        new InterpreterQuery { Python = System.IO.Path.Join(Path, "bin", "python"), EnvironmentVariable = static _ => null }, CacheRoot.Disabled);

    internal InstallTarget Target => new() { Scheme = Interpreter.Scheme, ScriptExecutable = Interpreter.Executable, Interpreter = Interpreter };

    /// <summary>The path of a wheel of the mirror.</summary>
    internal static string Wheel(string fileName) => SharedFiles.Find("mirror/files/" + fileName);

    internal string Pip(params string[] arguments)
        => Run(Python, [RealPip.Unpack(Wheel("pip-26.3-py3-none-any.whl")), "--python", System.IO.Path.Join(Path, "bin", "python"), "--disable-pip-version-check", .. arguments]);

    internal void PipInstall(params string[] arguments)
        => Pip(["install", "--no-index", "-q", "--no-deps", "-f", SharedFiles.Find("mirror/files"), .. arguments]);

    /// <summary>A copy of the environment in another place of this test.</summary>
    internal TestEnvironment Copy()
    {
        var copy = new TestEnvironment(create: false);
        Run("cp", "-a", Path, copy.Path);
        return copy;
    }

    internal InstalledDistribution Find(string project)
    {
        var installed = InstalledDistributions.Scan(Interpreter);
        Assert.True(installed.TryGet(Standards.Names.ProjectName.Normalize(project), out var distribution), project + " is installed");
        return distribution;
    }

    /// <summary>All of the environment: each path with its kind, mode and content.</summary>
    internal SortedDictionary<string, string> Snapshot() => Snapshot(Path);

    internal static SortedDictionary<string, string> Snapshot(string path)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, ReturnSpecialDirectories = false }))
        {
            var relative = System.IO.Path.GetRelativePath(path, entry.FullName);
            result[relative] = entry.LinkTarget is { } target ? "-> " + target
                : entry is DirectoryInfo ? $"folder {entry.UnixFileMode}"
                : $"{entry.UnixFileMode} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName)))}";
        }

        return result;
    }

    /// <summary>Fails with just the entries that differ.</summary>
    internal static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual)
    {
        var differences = new List<string>();
        foreach (var path in expected.Keys.Union(actual.Keys))
        {
            var before = expected.GetValueOrDefault(path, "missing");
            var after = actual.GetValueOrDefault(path, "missing");
            if (!string.Equals(before, after, StringComparison.Ordinal))
            {
                differences.Add($"{path}: expected {before}, is {after}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    internal static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("PIP_FIND_LINKS");
        start.Environment["PIP_CONFIG_FILE"] = "/dev/null";
        start.Environment["PIP_ROOT_USER_ACTION"] = "ignore";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{error.Result}");
        return output;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
