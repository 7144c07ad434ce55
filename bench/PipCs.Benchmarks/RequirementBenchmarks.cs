using BenchmarkDotNet.Attributes;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Requirements;

namespace PipCs.Benchmarks;

/// <summary>What core metadata and pages are made of: requirements, markers, file names.</summary>
[MemoryDiagnoser]
public class RequirementBenchmarks
{
    private static readonly MarkerEnvironment Environment = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.11.7",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformRelease = "6.1.0",
        PlatformSystem = "Linux",
        PlatformVersion = "#1 SMP",
        PythonFullVersion = "3.11.7",
        PlatformPythonImplementation = "CPython",
        PythonVersion = "3.11",
        SysPlatform = "linux",
    };

    private readonly Marker _marker = Marker.Parse("python_version >= '3.8' and (sys_platform == 'linux' or platform_machine == 'arm64') and extra == 'test'");

    [Benchmark]
    public Requirement ParseRequirement() => Requirement.Parse("requests[security,socks]>=2.8.1,==2.8.*; python_version < '3.13'");

    [Benchmark]
    public Marker ParseMarker() => Marker.Parse("python_version >= '3.8' and (sys_platform == 'linux' or platform_machine == 'arm64')");

    [Benchmark]
    public bool EvaluateMarker() => _marker.Evaluate(Environment, "test");

    [Benchmark]
    public bool ParseWheelFileName() => WheelFileName.TryParse("numpy-1.26.4-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", out _);
}
