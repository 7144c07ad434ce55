using PipCs.Standards.Versions;

namespace PipCs.Standards.Markers;

/// <summary>The values that environment markers compare (Dependency specifiers specification, PEP 508), of one interpreter.</summary>
public sealed record MarkerEnvironment
{
    private readonly PackageVersion _implementationVersion;
    private readonly PackageVersion _platformRelease;
    private readonly PackageVersion _pythonFullVersion;
    private readonly PackageVersion _pythonVersion;

    /// <summary><c>implementation_name</c></summary>
    public required string ImplementationName { get; init; }

    /// <summary><c>implementation_version</c></summary>
    public required string ImplementationVersion
    {
        get;
        init
        {
            field = value;
            _ = PackageVersion.TryParse(value, out _implementationVersion);
        }
    }

    /// <summary><c>os_name</c></summary>
    public required string OsName { get; init; }

    /// <summary><c>platform_machine</c></summary>
    public required string PlatformMachine { get; init; }

    /// <summary><c>platform_release</c></summary>
    public required string PlatformRelease
    {
        get;
        init
        {
            field = value;
            _ = PackageVersion.TryParse(value, out _platformRelease);
        }
    }

    /// <summary><c>platform_system</c></summary>
    public required string PlatformSystem { get; init; }

    /// <summary><c>platform_version</c></summary>
    public required string PlatformVersion { get; init; }

    /// <summary><c>python_full_version</c> as the interpreter gives it, such as <c>3.14.0+</c> for an untagged build. As in packaging, markers compare that as <c>3.14.0+local</c>.</summary>
    public required string PythonFullVersion
    {
        get;
        init
        {
            field = value;
            _ = PackageVersion.TryParse(Complete(value), out _pythonFullVersion);
        }
    }

    /// <summary><c>platform_python_implementation</c></summary>
    public required string PlatformPythonImplementation { get; init; }

    /// <summary><c>python_version</c></summary>
    public required string PythonVersion
    {
        get;
        init
        {
            field = value;
            _ = PackageVersion.TryParse(value, out _pythonVersion);
        }
    }

    /// <summary><c>sys_platform</c></summary>
    public required string SysPlatform { get; init; }

    /// <summary>The value of a variable; null for those that are no property of an interpreter.</summary>
    internal string? GetText(MarkerVariable variable) => variable switch
    {
        MarkerVariable.PythonVersion => PythonVersion,
        MarkerVariable.PythonFullVersion => Complete(PythonFullVersion),
        MarkerVariable.OsName => OsName,
        MarkerVariable.SysPlatform => SysPlatform,
        MarkerVariable.PlatformRelease => PlatformRelease,
        MarkerVariable.PlatformSystem => PlatformSystem,
        MarkerVariable.PlatformVersion => PlatformVersion,
        MarkerVariable.PlatformMachine => PlatformMachine,
        MarkerVariable.PlatformPythonImplementation => PlatformPythonImplementation,
        MarkerVariable.ImplementationName => ImplementationName,
        MarkerVariable.ImplementationVersion => ImplementationVersion,
        _ => null,
    };

    /// <summary>The version in a variable; the default value where its text is not a version.</summary>
    internal PackageVersion GetVersion(MarkerVariable variable) => variable switch
    {
        MarkerVariable.PythonVersion => _pythonVersion,
        MarkerVariable.PythonFullVersion => _pythonFullVersion,
        MarkerVariable.ImplementationVersion => _implementationVersion,
        MarkerVariable.PlatformRelease => _platformRelease,
        _ => default,
    };

    private static string Complete(string version) => version.EndsWith('+') ? version + "local" : version;
}
