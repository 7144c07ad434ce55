using PipCs.Diagnostics;
using PipCs.Harness;
using PipCs.Resolution.Tests.Fixtures;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests;

/// <summary>
/// The scenarios of <c>../shared/scenarios</c>. Where pip 26.3 does otherwise than expected there, pip
/// is right; what pip does was found by running it on an index made of the scenario.
/// </summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(SnapshotIndex.Shared, "scenarios");

    /// <summary>What pip 26.3 chooses, where that is not what the scenario expects; null: nothing.</summary>
    private static readonly Dictionary<string, string?> PipDiffers = new(StringComparer.Ordinal)
    {
        // packaging: pre-releases count where no final version matches all specifiers together.
        ["package-only-prereleases-in-range"] = "a 1.0.0a1",
        ["transitive-package-only-prereleases-in-range"] = "a 0.1.0, b 1.0.0a1",
        ["transitive-prerelease-and-stable-dependency"] = "a 1.0.0, b 1.0.0, c 2.0.0b1",
        ["transitive-prerelease-and-stable-dependency-many-versions"] = "a 1.0.0, b 1.0.0, c 2.0.0b9",
        ["transitive-prerelease-and-stable-dependency-many-versions-holes"] = "a 1.0.0, b 1.0.0, c 2.0.0b4",

        // pip looks at the pins of all requirements together: a pin anywhere lets the yanked version in.
        ["transitive-yanked-and-unyanked-dependency"] = "a 1.0.0, b 1.0.0, c 2.0.0",

        // pip heeds upper bounds of Requires-Python; the others expect a lock of several platforms.
        ["python-less-than-current"] = null,
        ["specific-architecture"] = null,
    };

    public static TheoryData<string> Names
    {
        get
        {
            var data = new TheoryData<string>();
            if (Directory.Exists(Folder))
            {
                data.AddRange(Directory.GetFiles(Folder, "*.toml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal).ToArray());
            }

            return data;
        }
    }

    [SharedTheory("scenarios")]
    [MemberData(nameof(Names))]
    public async Task ResolveAsync_scenario_expected_versions(string path)
    {
        Scenario scenario = Scenario.Read(Path.Combine(Folder, path));
        bool differs = PipDiffers.TryGetValue(scenario.Name, out string? pip);
        string? actual;
        try
        {
            ResolutionResult result = await Resolver.ResolveAsync(RequestOf(scenario), scenario.BuildIndex(), null, TestContext.Current.CancellationToken);
            actual = string.Join(", ", result.Distributions.Select(item => $"{item.Candidate.Project} {item.Candidate.Version}").Order(StringComparer.Ordinal));
        }
        catch (UserErrorException)
        {
            actual = null;
        }

        if (differs)
        {
            Assert.Equal(pip, actual);
        }
        else if (!scenario.IsSatisfiable)
        {
            Assert.Null(actual);
        }
        else
        {
            Assert.NotNull(actual);
            foreach ((string name, string version) in scenario.Expected)
            {
                Assert.Contains($"{name} {version}", actual, StringComparison.Ordinal);
            }
        }
    }

    private static ResolutionRequest RequestOf(Scenario scenario)
    {
        string full = scenario.Python.Split('.').Length == 2 ? scenario.Python + (scenario.Python == "3.11" ? ".7" : ".0") : scenario.Python;
        var environment = Requests.EnvironmentOf(full);
        return new ResolutionRequest
        {
            Requirements = [.. scenario.Requires.Select(text => Requirement.Parse(text)).Where(item => item.Marker is null || item.Marker.Evaluate(environment)).Select(item => new RootRequirement(item, "", []))],
            Environment = environment,
            Tags = new SupportedTags(Requests.TagsFor(full.Split('.')[1], "x86_64")),
            PythonVersion = PackageVersion.Parse(full),
            Options = new()
            {
                Releases = scenario.AllowsPrereleases ? ReleaseControl.Default with { All = true } : ReleaseControl.Default,
                Formats = FormatControl.Any with { NoBinary = Requests.Names(scenario.NoBinary), OnlyBinary = Requests.Names(scenario.NoBuild) },
            },
        };
    }
}
