namespace PipCs.Standards.Markers;

/// <summary>The variables of markers; <see cref="None"/> for a literal.</summary>
internal enum MarkerVariable : byte
{
    None,
    PythonVersion,
    PythonFullVersion,
    OsName,
    SysPlatform,
    PlatformRelease,
    PlatformSystem,
    PlatformVersion,
    PlatformMachine,
    PlatformPythonImplementation,
    ImplementationName,
    ImplementationVersion,
    Extra,
    Extras,
    DependencyGroups,
}

/// <summary>The names of marker variables, those of older specifications included (PEP 345, setuptools).</summary>
internal static class MarkerVariables
{
    /// <summary>The name in the specification.</summary>
    public static string Name(MarkerVariable variable) => variable switch
    {
        MarkerVariable.PythonVersion => "python_version",
        MarkerVariable.PythonFullVersion => "python_full_version",
        MarkerVariable.OsName => "os_name",
        MarkerVariable.SysPlatform => "sys_platform",
        MarkerVariable.PlatformRelease => "platform_release",
        MarkerVariable.PlatformSystem => "platform_system",
        MarkerVariable.PlatformVersion => "platform_version",
        MarkerVariable.PlatformMachine => "platform_machine",
        MarkerVariable.PlatformPythonImplementation => "platform_python_implementation",
        MarkerVariable.ImplementationName => "implementation_name",
        MarkerVariable.ImplementationVersion => "implementation_version",
        MarkerVariable.Extra => "extra",
        MarkerVariable.Extras => "extras",
        MarkerVariable.DependencyGroups => "dependency_groups",
        _ => "",
    };

    /// <summary>Whether the value is compared as a version where it can be.</summary>
    public static bool IsVersion(MarkerVariable variable) => variable is MarkerVariable.PythonVersion or MarkerVariable.PythonFullVersion
        or MarkerVariable.ImplementationVersion or MarkerVariable.PlatformRelease;

    /// <summary>Whether the value is one text, never compared as a version.</summary>
    public static bool IsText(MarkerVariable variable)
        => variable is not (MarkerVariable.None or MarkerVariable.Extras or MarkerVariable.DependencyGroups) && !IsVersion(variable);

    /// <summary>The variable of a name as written.</summary>
    public static MarkerVariable Find(ReadOnlySpan<char> name) => name switch
    {
        "python_version" => MarkerVariable.PythonVersion,
        "python_full_version" => MarkerVariable.PythonFullVersion,
        "os_name" or "os.name" => MarkerVariable.OsName,
        "sys_platform" or "sys.platform" => MarkerVariable.SysPlatform,
        "platform_release" => MarkerVariable.PlatformRelease,
        "platform_system" => MarkerVariable.PlatformSystem,
        "platform_version" or "platform.version" => MarkerVariable.PlatformVersion,
        "platform_machine" or "platform.machine" => MarkerVariable.PlatformMachine,
        "platform_python_implementation" or "platform.python_implementation" or "python_implementation" => MarkerVariable.PlatformPythonImplementation,
        "implementation_name" => MarkerVariable.ImplementationName,
        "implementation_version" => MarkerVariable.ImplementationVersion,
        "extra" => MarkerVariable.Extra,
        "extras" => MarkerVariable.Extras,
        "dependency_groups" => MarkerVariable.DependencyGroups,
        _ => MarkerVariable.None,
    };
}
