using BenchmarkDotNet.Attributes;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Benchmarks;

/// <summary>Whole documents, as indexes serve them; they are in memory before the time begins.</summary>
public class DocumentBenchmarks
{
    private readonly byte[] _page = File.ReadAllBytes(Inputs.Document("page.json"));
    private readonly ProjectName _pageProject = ProjectName.Normalize(File.ReadAllText(Inputs.Document("page.name")));
    private readonly byte[] _metadata = File.ReadAllBytes(Inputs.Document("METADATA"));

    /// <summary>A page of 1,000 files, to sorted versions.</summary>
    [Benchmark]
    public int Page() => Read(_pageProject, _page).FileCount;

    /// <summary>Every field and the description.</summary>
    [Benchmark]
    public CoreMetadata Metadata() => CoreMetadata.Parse(_metadata);

    /// <summary>The part that resolving needs, its requirements parsed.</summary>
    [Benchmark]
    public DependencyMetadata? MetadataDependencies() => CoreMetadata.TryReadDependencies(_metadata, out DependencyMetadata? read, out _) ? read : null;

    internal static ProjectPage Read(ProjectName project, byte[] json)
    {
        var builder = new ProjectPageBuilder(project);
        builder.AddJson("https://example.org/simple/", "https://example.org/simple/", json);
        return builder.Build();
    }
}
