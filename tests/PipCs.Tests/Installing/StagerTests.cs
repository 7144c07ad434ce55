using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Installing;
using PipCs.Python.Interpreters;
using PipCs.Resolution;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;
using PipCs.Store;
using PipCs.Tests.Client;
using PipCs.Tests.Wheels;
using PipCs.Wheels;

namespace PipCs.Tests.Installing;

public sealed class StagerTests : IAsyncDisposable
{
    private readonly HelloEnvironment _environment = new();
    private readonly MemoryWheels _wheels = new();
    private readonly WheelStore _store;
    private readonly WheelPipeline _pipeline;
    private readonly EnvironmentTransaction _transaction;
    private readonly List<string> _allStored = [];

    public StagerTests()
    {
        _store = new WheelStore(new CacheRoot(Path.Combine(_environment.Folder, "wheels")), _wheels, Path.Combine(_environment.Folder, "scratch"));
        _pipeline = new WheelPipeline(_store, compiler: null, work: null, Token);
        _transaction = EnvironmentTransaction.Begin(new InstallTarget { Scheme = Interpreter.Scheme, ScriptExecutable = Interpreter.Executable, Interpreter = Interpreter }, SilentReporter.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Interpreter Interpreter => _environment.Client.Session.Interpreter;

    public async ValueTask DisposeAsync()
    {
        _transaction.Dispose();
        await _pipeline.DisposeAsync();
        _store.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public async Task Stage_wheels_that_the_store_has_gives_them_in_their_order()
    {
        var (first, second) = (_wheels.Add("first", "1.0"), _wheels.Add("second", "1.0"));
        _ = await _pipeline.GetAsync(second);
        _ = await _pipeline.GetAsync(first);

        Assert.Equal(["first", "second"], Names(await StageAsync(first, second)));
        Assert.Equal(["first second"], _allStored);
        Assert.Equal(2, _wheels.Opened);
    }

    [Fact]
    public async Task Stage_wheel_that_lands_late_takes_its_own_place()
    {
        var (late, early) = (_wheels.Add("late", "1.0", isHeldBack: true), _wheels.Add("early", "1.0"));
        var staging = StageAsync(late, early);
        Assert.Empty(_allStored);

        _wheels.Release(late);

        Assert.Equal(["late", "early"], Names(await staging));
        Assert.Equal(["late early"], _allStored);
        _transaction.Commit();
        Assert.Equal("1 1\n", _environment.Python("-c", "import early, late; print(early.VALUE, late.VALUE)"));
    }

    [Fact]
    public async Task Stage_two_failures_the_first_in_the_order_of_deciding_is_thrown()
    {
        var (first, second) = (_wheels.Add("first", "1.0", isHeldBack: true), _wheels.Add("second", "1.0", isHeldBack: true));
        var good = _wheels.Add("good", "1.0");
        var staging = StageAsync(first, good, second);

        _wheels.Fail(second, new IOException("The second is cut."));
        SpinWait.SpinUntil(() => _wheels.Opened == 3, TimeSpan.FromSeconds(30));
        _wheels.Fail(first, new IOException("The first is cut."));

        Assert.Contains("The first is cut.", (await Assert.ThrowsAnyAsync<Exception>(() => staging)).ToString(), StringComparison.Ordinal);
        Assert.Empty(_allStored);
        _transaction.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Interpreter.Scheme.Purelib));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stage_stored_file_that_changed_is_healed(bool another)
    {
        var request = _wheels.Add("edited", "1.0");
        var stored = await _pipeline.GetAsync(request);
        var index = stored.Files.Select(static file => file.Path).ToList().IndexOf("edited.py");
        await File.WriteAllTextAsync(Path.Combine(stored.Folder, index.ToString("x")), "VALUE = 'edited'\n", Token);

        // With a wheel that is missing each is staged as it lands, else all at once.
        _ = await (another ? StageAsync(request, _wheels.Add("other", "1.0")) : StageAsync(request));

        _transaction.Commit();
        Assert.Equal("1\n", _environment.Python("-c", "import edited; print(edited.VALUE)"));
        Assert.Equal(another ? 3 : 2, _wheels.Opened);
    }

    private static IEnumerable<string> Names(IReadOnlyList<StagedWheel> staged) => staged.Select(static wheel => wheel.Wheel.DisplayName);

    private async Task<IReadOnlyList<StagedWheel>> StageAsync(params WheelRequest[] requests)
    {
        var planned = requests.Select(static (request, position) => Plan(request, position)).ToList();
        using var stager = new Stager(_transaction, _pipeline, planned, stored => _allStored.Add(string.Join(' ', stored.Select(static wheel => wheel.FileName.Project.Value))), Token);
        return await stager.StageAsync();
    }

    private static PlannedWheel Plan(WheelRequest request, int position)
    {
        var project = ProjectName.Normalize(request.FileName.Project.Value);
        var version = PackageVersion.Parse("1.0");
        return new()
        {
            Resolved = new()
            {
                Candidate = new() { Project = project, Version = version, Source = new DistributionSource.Archive(request.Url, DistributionKind.Wheel) },
                Metadata = new DependencyMetadata { Name = project.Value, Version = version },
                DecisionOrder = position,
            },
            DisplayName = project.Value,
            Request = request,
            Provenance = new(request.Url, IsDirect: false),
            Position = position,
        };
    }
}
