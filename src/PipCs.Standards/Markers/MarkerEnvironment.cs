namespace PipCs.Standards.Markers;

/// <summary>The values that environment markers compare (Dependency specifiers specification, PEP 508), of one interpreter.</summary>
public sealed record MarkerEnvironment
{
    /// <summary><c>implementation_name</c></summary>
    public required string ImplementationName { get; init; }

    /// <summary><c>implementation_version</c></summary>
    public required string ImplementationVersion { get; init; }

    /// <summary><c>os_name</c></summary>
    public required string OsName { get; init; }

    /// <summary><c>platform_machine</c></summary>
    public required string PlatformMachine { get; init; }

    /// <summary><c>platform_release</c></summary>
    public required string PlatformRelease { get; init; }

    /// <summary><c>platform_system</c></summary>
    public required string PlatformSystem { get; init; }

    /// <summary><c>platform_version</c></summary>
    public required string PlatformVersion { get; init; }

    /// <summary><c>python_full_version</c></summary>
    public required string PythonFullVersion { get; init; }

    /// <summary><c>platform_python_implementation</c></summary>
    public required string PlatformPythonImplementation { get; init; }

    /// <summary><c>python_version</c></summary>
    public required string PythonVersion { get; init; }

    /// <summary><c>sys_platform</c></summary>
    public required string SysPlatform { get; init; }
}
