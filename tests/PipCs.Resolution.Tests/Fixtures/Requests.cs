using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>Requests for CPython 3.11 on x86-64 Linux.</summary>
internal static class Requests
{
    internal static readonly SupportedTags Linux = new(TagsFor("11", "x86_64"));

    internal static ResolutionRequest For(params string[] requirements) => new()
    {
        Requirements = [.. requirements.Select(text => Root(text))],
        Environment = EnvironmentOf("3.11.7"),
        Tags = Linux,
        PythonVersion = PackageVersion.Parse("3.11.7"),
    };

    internal static RootRequirement Root(string text, string origin = "") => new(Requirement.Parse(text), origin, []);

    internal static ResolutionRequest WithInstalled(this ResolutionRequest request, params InstalledCandidate[] installed)
        => request with { Installed = installed.ToDictionary(item => item.Project) };

    internal static ResolutionRequest WithConstraints(this ResolutionRequest request, params string[] constraints)
        => request with { Constraints = [.. constraints.Select(text => Root(text, "-c c.txt (line 1)"))] };

    internal static IReadOnlySet<ProjectName> Names(params string[] names) => names.Select(name => ProjectName.Normalize(name)).ToHashSet();

    internal static MarkerEnvironment EnvironmentOf(string python) => new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = python,
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "6.1.0",
        PlatformSystem = "Linux",
        PlatformVersion = "#1 SMP",
        PythonFullVersion = python,
        PythonVersion = string.Join('.', python.Split('.').Take(2)),
        SysPlatform = "linux",
    };

    internal static List<string> TagsFor(string minor, string machine)
    {
        string[] platforms = [.. Enumerable.Range(5, 36).Reverse().Select(glibc => $"manylinux_2_{glibc}_{machine}"), $"manylinux2014_{machine}", $"manylinux2010_{machine}", $"manylinux1_{machine}", $"linux_{machine}"];
        var tags = new List<string>();
        foreach (string abi in (string[])[$"cp3{minor}", "abi3", "none"])
        {
            tags.AddRange(platforms.Select(platform => $"cp3{minor}-{abi}-{platform}"));
        }

        for (int older = int.Parse(minor) - 1; older >= 2; older--)
        {
            tags.AddRange(platforms.Select(platform => $"cp3{older}-abi3-{platform}"));
        }

        tags.AddRange(platforms.SelectMany(platform => (string[])[$"py3{minor}-none-{platform}", $"py3-none-{platform}"]));
        tags.AddRange([$"cp3{minor}-none-any", $"py3{minor}-none-any", "py3-none-any"]);
        return tags;
    }
}
