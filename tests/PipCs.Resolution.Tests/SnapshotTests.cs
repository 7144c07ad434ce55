using System.Diagnostics;
using System.Globalization;
using PipCs.Harness;
using PipCs.Resolution.Tests.Fixtures;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Tests;

/// <summary>The eight inputs of <c>../shared/universe</c>, on which pip and uv agree.</summary>
public sealed class SnapshotTests(ITestOutputHelper output)
{
    [SharedTheory("universe/snapshot.tar.xz")]
    [InlineData("airflow")]
    [InlineData("black")]
    [InlineData("boto3")]
    [InlineData("jupyter")]
    [InlineData("numpy-sparse")]
    [InlineData("slow")]
    [InlineData("starlette-fastapi")]
    [InlineData("trio")]
    public async Task ResolveAsync_input_of_snapshot_expected_versions(string name)
    {
        string folder = Path.Combine(SnapshotIndex.Shared, "universe");
        ResolutionRequest request = Requests.For() with
        {
            Requirements = Read(Path.Combine(folder, "inputs", name + ".in")),
            Options = new() { Formats = FormatControl.Any with { OnlyBinaryAll = true } },
        };
        SnapshotIndex index = SnapshotIndex.Instance;
        ResolutionResult result = await Resolver.ResolveAsync(request, index, null, TestContext.Current.CancellationToken);
        var actual = result.Distributions.Select(item => $"{item.Candidate.Project}=={item.Candidate.Version}").Order(StringComparer.Ordinal);
        var expected = File.ReadLines(Path.Combine(folder, "expected", name + ".txt"))
            .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);
        if (Environment.GetEnvironmentVariable("PIPCS_INPUT") is not { } only || only == name)
        {
            await MeasureAsync(request, index);
        }
    }

    private async Task MeasureAsync(ResolutionRequest request, SnapshotIndex index)
    {
        int restarts = 0;
        double best = double.MaxValue;
        long allocated = 0;
        int rounds = int.Parse(Environment.GetEnvironmentVariable("PIPCS_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
        for (int i = 0; i < rounds; i++)
        {
            index.MetadataAsked = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            var resolution = new Resolution(request, index, null, TestContext.Current.CancellationToken);
            _ = await resolution.RunAsync();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            restarts = resolution.Restarts;
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        output.WriteLine($"{best:0.0} ms, {index.MetadataAsked} metadata, {restarts} restarts, {allocated >> 10} KB allocated");
    }

    private static List<RootRequirement> Read(string path)
    {
        var result = new List<RootRequirement>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string text = line.Split('#')[0].Trim();
            if (text.Length == 0)
            {
                continue;
            }

            Requirement requirement = Requirement.Parse(text);
            if (requirement.Marker is null || requirement.Marker.Evaluate(Requests.EnvironmentOf("3.11.7")))
            {
                result.Add(new RootRequirement(requirement, $"-r {Path.GetFileName(path)} (line {number})", []));
            }
        }

        return result;
    }
}
