using PipCs.Harness;

namespace PipCs.EndToEnd.Harness;

/// <summary>The programs and recorded data that the tests use, each where it can be had.</summary>
internal static class Binary
{
    /// <summary>The folder that holds PipCs.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The published binary: $PIPCS_BINARY, else what ./pip-cs last published.</summary>
    public static string PipCs
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("PIPCS_BINARY");
            if (string.IsNullOrEmpty(path))
            {
                path = Path.Combine(Root, "artifacts", "publish", "PipCs.Cli", "release_linux-x64", "pip-cs");
            }

            Assert.SkipUnless(File.Exists(path), $"no published binary at {path}: run ./pip-cs once, or set PIPCS_BINARY");
            return path;
        }
    }

    /// <summary>The base interpreter of the environments that the tests make.</summary>
    public static string Python { get; } = FindPython();

    /// <summary>The folder with the recorded indexes, beside the repository; tests that need it are skipped where it is absent.</summary>
    public static string Shared
    {
        get
        {
            _ = SharedFiles.Require("mirror/files");
            return SharedFiles.Find("");
        }
    }

    /// <summary>Real pip, a path that Python runs.</summary>
    public static string RealPip => global::PipCs.Harness.RealPip.Unpack(Directory.GetFiles(Path.Combine(Shared, "mirror", "files"), "pip-26.3-*.whl").Single());

    public static void SkipUnlessRoot() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");

    /// <summary>The path of a program, or null where the machine has none.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PipCs.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No PipCs.slnx above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }

    private static string FindPython()
    {
        // What lies behind a shim or an environment, so that the tests' environments have a real base.
        var found = ProgramRun.Start("python3", ["-c", "import sys; print(sys.base_prefix + '/bin/python%d.%d' % sys.version_info[:2])"]).Wait();
        return found.Output.Trim();
    }
}
