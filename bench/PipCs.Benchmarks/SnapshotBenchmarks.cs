using BenchmarkDotNet.Attributes;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;

namespace PipCs.Benchmarks;

/// <summary>Every page and metadata document of the snapshot, on one thread; they are in memory before the time begins.</summary>
public class SnapshotBenchmarks
{
    private readonly (ProjectName Project, byte[] Json)[] _pages =
        [.. Directory.GetFiles(Inputs.Document("pages")).Select(path => (ProjectName.Normalize(Path.GetFileNameWithoutExtension(path)), File.ReadAllBytes(path)))];

    private readonly byte[][] _metadata = [.. Directory.GetFiles(Inputs.Document("metadata")).Select(File.ReadAllBytes)];

    [Benchmark]
    public long Snapshot()
    {
        long read = 0;
        foreach ((ProjectName project, byte[] json) in _pages)
        {
            read += DocumentBenchmarks.Read(project, json).FileCount;
        }

        foreach (byte[] document in _metadata)
        {
            read += CoreMetadata.Parse(document).Headers.Count;
            read += CoreMetadata.TryReadDependencies(document, out DependencyMetadata? dependencies, out _) ? dependencies.RequiresDist.Count : 0;
        }

        return read;
    }
}
