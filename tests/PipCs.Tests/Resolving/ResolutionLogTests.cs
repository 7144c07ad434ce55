using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Python.Installed;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Names;

namespace PipCs.Tests.Resolving;

/// <summary>The steps of a resolution are reported in pip's order, whatever order metadata arrives in, and messages between them in their place.</summary>
public sealed class ResolutionLogTests
{
    private readonly RecordingReporter _reporter = new();
    private readonly ResolutionLog _log;
    private readonly Candidate _a;
    private readonly Candidate _b;
    private readonly Candidate _c;

    public ResolutionLogTests()
    {
        var world = new SmallWorld().Add("a", "1.0").Add("b", "1.0").Add("c", "1.0");
        (_a, _b, _c) = (world.Candidate("a", "1.0"), world.Candidate("b", "1.0"), world.Candidate("c", "1.0"));
        _log = new ResolutionLog(new GivenRequirements(), new Dictionary<ProjectName, InstalledDistribution>(), _reporter, new StepsAsLines(_reporter), downloadFolder: null);
    }

    private IEnumerable<string> Lines => _reporter.Lines.Select(static line => line.Message);

    [Theory]
    [InlineData("abc")]
    [InlineData("acb")]
    [InlineData("bac")]
    [InlineData("bca")]
    [InlineData("cab")]
    [InlineData("cba")]
    public void MetadataRead_in_any_order_prints_in_the_order_of_collecting(string order)
    {
        Collect(_a, _b, _c);
        foreach (var name in order)
        {
            Read(name == 'a' ? _a : name == 'b' ? _b : _c);
        }

        Assert.Equal(
            [
                "Collecting a", "  Downloading a-1.0-py3-none-any.whl.metadata", "Collecting b", "  Downloading b-1.0-py3-none-any.whl.metadata",
                "Collecting c", "  Downloading c-1.0-py3-none-any.whl.metadata",
            ],
            Lines);
    }

    [Fact]
    public void MetadataRead_ahead_is_printed_under_its_collecting_line()
    {
        Read(_b, isFetched: false);
        Assert.Empty(Lines);

        Collect(_a, _b);
        Read(_a);

        Assert.Equal(["Collecting a", "  Downloading a-1.0-py3-none-any.whl.metadata", "Collecting b", "  Using cached b-1.0-py3-none-any.whl.metadata"], Lines);
    }

    [Fact]
    public void Collecting_first_line_is_printed_before_its_metadata_is_read()
    {
        Collect(_a, _b);

        Assert.Equal(["Collecting a"], Lines);
        Assert.Equal([_a, _b], _log.Awaited());
    }

    [Fact]
    public void Collecting_the_same_project_again_prints_nothing()
    {
        Collect(_a, _a);
        Read(_a);
        Read(_a);

        Assert.Equal(["Collecting a", "  Downloading a-1.0-py3-none-any.whl.metadata"], Lines);
    }

    [Fact]
    public void Error_waits_for_the_lines_before_it()
    {
        Collect(_a, _b);
        _log.Error("There is no solution.");
        Read(_b);
        Assert.Equal(["Collecting a"], Lines);

        Read(_a);

        Assert.Equal((Severity.Critical, "There is no solution."), _reporter.Lines[^1]);
        Assert.Equal(5, _reporter.Lines.Count);
    }

    [Fact]
    public void Flush_prints_what_waits_for_metadata_that_nobody_reads()
    {
        Collect(_a, _b);
        _log.Error("There is no solution.");

        _log.Flush();

        Assert.Equal(["Collecting a", "Collecting b", "There is no solution."], Lines);
        Assert.Empty(_log.Awaited());
    }

    [Fact]
    public void Discarded_candidate_waits_for_no_metadata()
    {
        Collect(_a, _b);
        _log.Discarded(_a, "has another name");
        Read(_b);

        Assert.Equal(["Collecting a", "Collecting b", "  Downloading b-1.0-py3-none-any.whl.metadata"], Lines.Where(static line => !line.StartsWith("Discarding", StringComparison.Ordinal)));
    }

    private void Collect(params Candidate[] candidates)
    {
        foreach (var candidate in candidates)
        {
            _log.Collecting(candidate.Project.Value, "", candidate);
        }
    }

    private void Read(Candidate candidate, bool isFetched = true)
    {
        var file = candidate.File!.Value;
        _log.MetadataRead(file, isFetched, file.FileName + ".metadata", 2000);
    }

    /// <summary>Puts steps among the lines of the reporter, so that a test sees both in one order.</summary>
    private sealed class StepsAsLines(RecordingReporter reporter) : IProgress<PipEvent>
    {
        public void Report(PipEvent value) => reporter.Report(Severity.Info, value switch
        {
            PipEvent.Collecting collecting => $"Collecting {collecting.Requirement}",
            PipEvent.MetadataRead read => $"  {(read.IsCached ? "Using cached" : "Downloading")} {read.FileName}",
            _ => value.ToString(),
        });
    }
}
