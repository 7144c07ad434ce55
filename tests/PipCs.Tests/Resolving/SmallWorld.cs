using System.Text;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Resolution;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Tests.Resolving;

/// <summary>A few projects in memory. A project that was not added is asked of an index behind it, where there is one.</summary>
internal sealed class SmallWorld(PackageIndex? index = null) : IMetadataSource
{
    private readonly Dictionary<ProjectName, ProjectPageBuilder> _builders = [];
    private readonly Dictionary<ProjectName, ProjectPage> _pages = [];
    private readonly Dictionary<string, DependencyMetadata> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lacking = new(StringComparer.Ordinal);

    /// <summary>Adds a wheel.</summary>
    internal SmallWorld Add(string name, string version, params string[] requires)
    {
        var project = ProjectName.Normalize(name);
        if (!_builders.TryGetValue(project, out var builder))
        {
            builder = new ProjectPageBuilder(project);
            builder.BeginSource($"https://index.test/simple/{name}/", $"https://index.test/simple/{name}/");
            _builders.Add(project, builder);
        }

        var fileName = FileName(name, version);
        Assert.True(builder.Add(new ProjectFileEntry { Url = Encoding.UTF8.GetBytes("https://files.test/" + fileName) }));
        _metadata[fileName] = new() { Name = name, Version = PackageVersion.Parse(version), RequiresDist = [.. requires.Select(text => Requirement.Parse(text))] };
        return this;
    }

    /// <summary>Adds a wheel that is listed, but whose metadata an offline cache lacks.</summary>
    internal SmallWorld AddWithoutMetadata(string name, string version)
    {
        _lacking.Add(FileName(name, version));
        return Add(name, version);
    }

    /// <summary>The candidate for a wheel that was added.</summary>
    internal Candidate Candidate(string name, string version)
    {
        var page = Page(ProjectName.Normalize(name))!;
        var file = Enumerable.Range(0, page.FileCount).Select(page.GetFile).Single(file => file.FileName == FileName(name, version));
        return new() { Project = page.Project, Version = PackageVersion.Parse(version), Source = new DistributionSource.IndexFile(file) };
    }

    /// <summary>A request for a Python 3.11 on Linux.</summary>
    internal static ResolutionRequest Request(params string[] requirements) => new()
    {
        Requirements = [.. requirements.Select(text => new RootRequirement(Requirement.Parse(text)))],
        Environment = new MarkerEnvironment
        {
            ImplementationName = "cpython",
            ImplementationVersion = "3.11.7",
            OsName = "posix",
            PlatformMachine = "x86_64",
            PlatformPythonImplementation = "CPython",
            PlatformRelease = "6.1.0",
            PlatformSystem = "Linux",
            PlatformVersion = "#1 SMP",
            PythonFullVersion = "3.11.7",
            PythonVersion = "3.11",
            SysPlatform = "linux",
        },
        Tags = new SupportedTags(["py3-none-any"]),
        PythonVersion = PackageVersion.Parse("3.11.7"),
    };

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
        => Page(project) is { } page ? new(page) : index?.GetPageAsync(project, cancellationToken) ?? new((ProjectPage?)null);

    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var fileName = candidate.File!.Value.FileName;
        return _lacking.Contains(fileName)
            ? throw new UserErrorException("It is not in the cache.", inner: new NotInCacheException("the metadata of " + fileName))
            : new(_metadata[fileName]);
    }

    private static string FileName(string name, string version) => $"{name}-{version}-py3-none-any.whl";

    private ProjectPage? Page(ProjectName project)
    {
        // A builder cannot be used after its page is built, so a page has what was added before it was first asked for.
        if (!_pages.TryGetValue(project, out var page) && _builders.TryGetValue(project, out var builder))
        {
            _pages.Add(project, page = builder.Build());
        }

        return page;
    }
}
