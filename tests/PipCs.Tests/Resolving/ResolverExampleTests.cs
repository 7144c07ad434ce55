using System.Text;
using PipCs.Diagnostics;
using PipCs.Resolution;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tags;

namespace PipCs.Tests.Resolving;

/// <summary>The example of the room's README, in an assembly that sees only what is public: compiled and run word for word.</summary>
public sealed class ResolverExampleTests
{
    private static readonly MarkerEnvironment Markers = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.12.4",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "6.1.0",
        PlatformSystem = "Linux",
        PlatformVersion = "#1",
        PythonFullVersion = "3.12.4",
        PythonVersion = "3.12",
        SysPlatform = "linux",
    };

    private static readonly Shelf Source = new(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["app-1.0-py3-none-any.whl"] = ["lib<2"],
        ["app-2.0-py3-none-any.whl"] = ["lib>=2"],
        ["lib-1.5-py3-none-any.whl"] = [],
        ["lib-2.0-py3-none-any.whl"] = [],
        ["bad-1.0-py3-none-any.whl"] = ["app>=2", "lib<2"],
    });

    [Fact]
    public async Task Example_of_the_readme_finds_the_newest_consistent_set()
        => Assert.Equal("lib 1.5, app 1.0", await DescribeAsync("app<2", Source, Markers, new SupportedTags(["py3-none-any"])));

    [Fact]
    public async Task Example_of_the_readme_explains()
    {
        var text = await DescribeAsync("bad", Source, Markers, new SupportedTags(["py3-none-any"]));
        Assert.Contains("ResolutionImpossible", text, StringComparison.Ordinal);
        Assert.Contains("what was asked for cannot be had", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requirement_whose_marker_does_not_hold_asks_for_nothing()
        => Assert.Equal("", await DescribeAsync("app; python_version < '3'", Source, Markers, new SupportedTags(["py3-none-any"])));

    [Fact]
    public async Task Source_without_urls_refuses_one()
        => Assert.Contains("names a URL", await DescribeAsync("app @ https://example.org/app.whl", Source, Markers, new SupportedTags(["py3-none-any"])), StringComparison.Ordinal);

    [Fact]
    public void Example_is_that_of_the_readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PipCs.slnx")))
        {
            folder = folder.Parent!;
        }

        var own = Words(File.ReadAllText(Path.Combine(folder.FullName, "tests", "PipCs.Tests", "Resolving", "ResolverExampleTests.cs")));
        var blocks = File.ReadAllText(Path.Combine(folder.FullName, "src", "PipCs.Resolution", "README.md")).Split("```csharp\n")[1..];
        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(Words(block[..block.IndexOf("```", StringComparison.Ordinal)]), own, StringComparison.Ordinal));
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<string> DescribeAsync(string wanted, IMetadataSource source, MarkerEnvironment markers, SupportedTags tags)
    {
        var request = new ResolutionRequest
        {
            Requirements = [new RootRequirement(Requirement.Parse(wanted))],
            Environment = markers,
            Tags = tags,
        };
        try
        {
            var result = await Resolver.ResolveAsync(request, source);
            return string.Join(", ", result.Distributions.Select(found => $"{found.Candidate.Project} {found.Candidate.Version}"));
        }
        catch (UserErrorException error)
        {
            return string.Join('\n', [error.Message, .. error.Hints]);
        }
    }

    public sealed class Shelf(IReadOnlyDictionary<string, string[]> wheels) : IMetadataSource
    {
        public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
        {
            var page = new ProjectPageBuilder(project);
            foreach (var wheel in wheels.Keys)
            {
                page.Add(new ProjectFileEntry { Url = Encoding.UTF8.GetBytes("https://shelf.example/" + wheel) });
            }

            return new(page.Count == 0 ? null : page.Build());
        }

        public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken) => new(new DependencyMetadata
        {
            Name = candidate.Project.Value,
            Version = candidate.Version,
            RequiresDist = [.. wheels[candidate.File!.Value.FileName].Select(text => Requirement.Parse(text))],
        });
    }
}
