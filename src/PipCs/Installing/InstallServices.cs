using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Python.Bytecode;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>
/// Index, store and pipeline of one command. Nested resolutions of the command share them. Disposal cancels and awaits all work that was started early,
/// and writes the index's new entries to the cache.
/// </summary>
internal sealed class InstallServices : IAsyncDisposable
{
    private readonly WheelStore _store;

    private InstallServices(Session session, IndexOptions indexOptions, PackageIndex index, IndexWheelSource files, SavedBodies? saved, WheelStore store, WheelPipeline pipeline)
    {
        Session = session;
        IndexOptions = indexOptions;
        Index = index;
        Files = files;
        Saved = saved;
        _store = store;
        Pipeline = pipeline;
    }

    /// <summary>The interpreter, the cache and the reporter.</summary>
    internal Session Session { get; }

    /// <summary>The index options, with those of the requirements files.</summary>
    internal IndexOptions IndexOptions { get; }

    /// <summary>The package indexes.</summary>
    internal PackageIndex Index { get; }

    /// <summary>The bytes of wheels.</summary>
    internal IndexWheelSource Files { get; }

    /// <summary>The bodies that <c>download</c> had to fetch whole for their metadata; null for other commands.</summary>
    internal SavedBodies? Saved { get; }

    /// <summary>Fetches, unpacks and compiles wheels, early where it can.</summary>
    internal WheelPipeline Pipeline { get; }

    /// <summary>Creates the services without touching disk or network.</summary>
    /// <param name="read">The request with the content of its files.</param>
    /// <param name="session">The interpreter, the cache and the reporter.</param>
    /// <param name="cancellationToken">Cancels all work of the services.</param>
    internal static InstallServices Open(ReadRequest read, Session session, CancellationToken cancellationToken)
    {
        var work = session.Reporter.Work;
        var index = new PackageIndex(read.Index, session.Cache, session.Reporter);
        var files = new IndexWheelSource(index, work);
        var saved = read.Request.DownloadFolder is { } folder ? new SavedBodies(files, folder) : null;
        var scratch = Path.Combine(Path.GetTempPath(), $"pip-cs-{Environment.ProcessId}");
        var store = new WheelStore(session.Cache, saved is null ? files : saved, scratch) { IsOffline = read.Index.Offline };
        return new InstallServices(session, read.Index, index, files, saved, store, new WheelPipeline(store, CompilerFor(read.Request, session), work, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync().ConfigureAwait(false);
        await Index.FlushAsync().ConfigureAwait(false);
        _store.Dispose();
        Saved?.Dispose();
        await Index.DisposeAsync().ConfigureAwait(false);
    }

    private static BytecodeCompiler? CompilerFor(PlanRequest request, Session session)
        => request is { Compile: true, WillInstall: true } && session.Interpreter.CacheTag is not null
            ? new BytecodeCompiler(session.Interpreter, checksHash: session.EnvironmentVariable("SOURCE_DATE_EPOCH") is not null, session.Reporter.Work)
            : null;
}
