using PipCs.Standards.Markers;

namespace PipCs.Python.Interpreters;

/// <summary>The marker environment of a probe: the values of <c>packaging.markers.default_environment()</c>.</summary>
internal static class InterpreterMarkers
{
    internal static MarkerEnvironment From(InterpreterFacts facts) => new()
    {
        ImplementationName = facts.Get(Fact.ImplementationName),
        ImplementationVersion = facts.Get(Fact.ImplementationVersion),
        OsName = facts.Get(Fact.OsName),
        PlatformMachine = facts.Get(Fact.PlatformMachine),
        PlatformRelease = facts.Get(Fact.PlatformRelease),
        PlatformSystem = facts.Get(Fact.PlatformSystem),
        PlatformVersion = facts.Get(Fact.PlatformVersion),
        PythonFullVersion = facts.Get(Fact.PythonFullVersion),
        PlatformPythonImplementation = facts.Get(Fact.PlatformPythonImplementation),
        PythonVersion = facts.Get(Fact.PythonVersion),
        SysPlatform = facts.Get(Fact.SysPlatform),
    };
}
