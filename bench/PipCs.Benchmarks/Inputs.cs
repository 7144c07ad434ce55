using System.Text.Json;
using PipCs.Standards.Markers;

namespace PipCs.Benchmarks;

/// <summary>What is measured, and measured again with packaging by <c>bench/standards.py</c>: small inputs from <c>inputs.json</c>, documents from the folder <c>PIPCS_BENCH_DOCUMENTS</c>.</summary>
internal static class Inputs
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "inputs.json"))).RootElement;

    public static string[] Texts(string name) => [.. Root.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    public static string Text(string name) => Root.GetProperty(name).GetString()!;

    public static MarkerEnvironment Environment()
    {
        JsonElement values = Root.GetProperty("environment");
        string Value(string name) => values.GetProperty(name).GetString()!;
        return new()
        {
            ImplementationName = Value("implementation_name"),
            ImplementationVersion = Value("implementation_version"),
            OsName = Value("os_name"),
            PlatformMachine = Value("platform_machine"),
            PlatformRelease = Value("platform_release"),
            PlatformSystem = Value("platform_system"),
            PlatformVersion = Value("platform_version"),
            PythonFullVersion = Value("python_full_version"),
            PlatformPythonImplementation = Value("platform_python_implementation"),
            PythonVersion = Value("python_version"),
            SysPlatform = Value("sys_platform"),
        };
    }

    /// <summary>The path of a document or folder of documents.</summary>
    public static string Document(string name) => Path.Combine(
        System.Environment.GetEnvironmentVariable("PIPCS_BENCH_DOCUMENTS") ?? throw new InvalidOperationException("PIPCS_BENCH_DOCUMENTS is not set: run bench/standards.py"),
        name);
}
