using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>An index in memory: what a test says, and nothing else.</summary>
internal sealed class MemoryIndex : IMetadataSource
{
    private readonly Dictionary<ProjectName, ProjectPageBuilder> _builders = [];
    private readonly Dictionary<ProjectName, ProjectPage> _pages = [];
    private readonly Dictionary<string, DependencyMetadata> _metadata = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    internal List<string> Asked { get; } = [];

    /// <summary>Makes every answer take a turn, in an order that the seed decides.</summary>
    internal Random? Delay { get; init; }

    internal Dictionary<string, Candidate> Direct { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Unusable { get; } = new(StringComparer.Ordinal);

    internal MemoryIndex Add(string name, string version, params string[] requires) => Add(name, version, new ReleaseFiles { Requires = requires });

    internal MemoryIndex Add(string name, string version, ReleaseFiles options)
    {
        if (options.Wheel)
        {
            foreach (string tags in options.Tags)
            {
                AddFile(name, version, $"{name.Replace('-', '_')}-{version}-{(options.Build is null ? "" : options.Build + "-")}{tags}.whl", options);
            }
        }

        if (options.Sdist)
        {
            AddFile(name, version, $"{name.Replace('-', '_')}-{version}.tar.gz", options);
        }

        return this;
    }

    private void AddFile(string name, string version, string file, ReleaseFiles options)
    {
        var project = ProjectName.Normalize(name);
        if (!_builders.TryGetValue(project, out ProjectPageBuilder? builder))
        {
            builder = new ProjectPageBuilder(project);
            builder.BeginSource("https://example.org/simple/" + project + "/", "https://example.org/simple/" + project + "/");
            _builders.Add(project, builder);
        }

        Assert.True(builder.Add(new ProjectFileEntry
        {
            Url = Encoding.UTF8.GetBytes("https://files.example.org/" + file),
            RequiresPython = Encoding.UTF8.GetBytes(options.RequiresPython ?? ""),
            IsYanked = options.IsYanked,
            Sha256 = Encoding.UTF8.GetBytes(options.Sha256 ?? ""),
            UploadTicks = options.Uploaded?.UtcTicks ?? 0,
        }));
        _metadata[file] = new DependencyMetadata
        {
            Name = name,
            Version = PackageVersion.Parse(version),
            RequiresPython = options.MetadataRequiresPython is null ? null : SpecifierSet.Parse(options.MetadataRequiresPython),
            RequiresDist = [.. options.Requires.Select(text => Requirement.Parse(text))],
            ProvidesExtra = options.Extras,
        };
    }

    internal InstalledCandidate Install(string name, string version, params string[] requires) => new()
    {
        Project = ProjectName.Normalize(name),
        Version = PackageVersion.Parse(version),
        ReadMetadata = () => new DependencyMetadata { Name = name, Version = PackageVersion.Parse(version), RequiresDist = [.. requires.Select(text => Requirement.Parse(text))] },
    };

    internal Candidate AddDirect(string url, string name, string version, params string[] requires)
    {
        var candidate = new Candidate { Project = ProjectName.Normalize(name), Version = PackageVersion.Parse(version), Source = new DistributionSource.Archive(url, PipCs.Standards.Projects.DistributionKind.Wheel) };
        Direct[url] = candidate;
        _metadata[url] = new DependencyMetadata { Name = name, Version = candidate.Version, RequiresDist = [.. requires.Select(text => Requirement.Parse(text))] };
        return candidate;
    }

    public async ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        Asked.Add("page " + project);
        await TurnAsync();
        return PageOf(project);
    }

    /// <summary>A project's page. Thread-safe: indexes around this one answer on several threads at once.</summary>
    internal ProjectPage? PageOf(ProjectName project)
    {
        using Lock.Scope scope = _lock.EnterScope();
        if (!_pages.TryGetValue(project, out ProjectPage? page) && _builders.TryGetValue(project, out ProjectPageBuilder? builder))
        {
            page = builder.Build();
            _pages.Add(project, page);
        }

        return page;
    }

    public async ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        string key = candidate.DirectUrl ?? candidate.File!.Value.FileName;
        Asked.Add("metadata " + key);
        await TurnAsync();
        return Unusable.Contains(key) ? throw new MetadataUnusableException("bad metadata") : _metadata[key];
    }

    internal bool TryGetMetadata(string file, [NotNullWhen(true)] out DependencyMetadata? metadata) => _metadata.TryGetValue(file, out metadata);

    public ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken) => ValueTask.FromResult(Direct[requirement.Url!]);

    internal string? Hint { get; init; }

    public string? HintFor(ProjectName project) => Hint;

    public void PrefetchPage(ProjectName project)
    {
    }

    public void PrefetchMetadata(Candidate candidate)
    {
    }

    private async ValueTask TurnAsync()
    {
        if (Delay is not null && Delay.Next(3) == 0)
        {
            await Task.Yield();
        }
    }
}

/// <summary>What a file of the index in memory is like.</summary>
internal sealed record ReleaseFiles
{
    internal string[] Requires { get; init; } = [];

    internal string[] Extras { get; init; } = [];

    internal string? RequiresPython { get; init; }

    internal string? MetadataRequiresPython { get; init; }

    internal bool Wheel { get; init; } = true;

    internal bool Sdist { get; init; }

    internal string[] Tags { get; init; } = ["py3-none-any"];

    internal string? Build { get; init; }

    internal bool IsYanked { get; init; }

    internal string? Sha256 { get; init; }

    internal DateTimeOffset? Uploaded { get; init; }
}
