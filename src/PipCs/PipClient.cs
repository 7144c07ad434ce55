using PipCs.Cache;
using PipCs.Checking;
using PipCs.Diagnostics;
using PipCs.Downloading;
using PipCs.Events;
using PipCs.Freezing;
using PipCs.Index;
using PipCs.IndexVersions;
using PipCs.Inspecting;
using PipCs.Installing;
using PipCs.Listing;
using PipCs.Locking;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Searching;
using PipCs.Showing;
using PipCs.Syncing;
using PipCs.Trees;
using PipCs.Uninstalling;
using PipCs.Updating;

namespace PipCs;

/// <summary>
/// pip for one Python environment: each method takes one request record and gives one result record. A client keeps nothing between calls, so
/// that calls may run at the same time; two that change the same environment wait for each other. Every method throws
/// <see cref="UserErrorException"/> where pip would end with an error: its <see cref="UserErrorException.Code"/> names the error, its hints
/// say what can be done, and the environment is as it was unless the method says otherwise.
/// </summary>
public sealed class PipClient
{
    /// <summary>Makes a client that works with a session of the caller's own.</summary>
    public PipClient(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
    }

    /// <summary>The interpreter, cache, index and reporter of this client.</summary>
    public Session Session { get; }

    /// <summary>Makes a client for an environment, with the default index and the program's own cache, both of which <paramref name="options"/> may replace.</summary>
    /// <param name="environment">The folder of a virtual environment, or the path or name of a Python.</param>
    /// <param name="options">The index, the cache folder, the reporter and the observer of events; null for the defaults.</param>
    /// <exception cref="UserErrorException">There is no Python, or it cannot be run.</exception>
    public static PipClient ForEnvironment(string environment, PipClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(environment);
        options ??= new();
        var cache = options.CacheFolder is { } folder ? new CacheRoot(Path.GetFullPath(folder)) : CacheRoot.OfUser();
        var interpreter = InterpreterFinder.Find(new InterpreterQuery { Python = environment }, cache);
        return new PipClient(new Session
        {
            Interpreter = interpreter,
            Cache = cache,
            Reporter = options.Reporter,
            Events = options.Events,
            Index = options.Index with { PythonExecutable = interpreter.Executable, PythonImplementation = interpreter.Markers.PlatformPythonImplementation, PythonVersion = interpreter.Markers.PythonFullVersion },
        });
    }

    /// <summary>Installs the requirements, in one transaction.</summary>
    public Task<InstallResult> InstallAsync(InstallRequest request, CancellationToken cancellationToken = default)
        => Installer.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Removes projects. If one cannot be removed, those before it are removed already, as with pip.</summary>
    public Task<UninstallResult> UninstallAsync(UninstallRequest request, CancellationToken cancellationToken = default)
        => Uninstaller.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Updates installed distributions to the newest versions that are consistent with each other, in one transaction.</summary>
    public Task<ChangeResult> UpdateAsync(UpdateRequest request, CancellationToken cancellationToken = default)
        => Updater.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Makes the environment hold the requirements and their dependencies and nothing else, in one transaction.</summary>
    public Task<ChangeResult> SyncAsync(SyncRequest request, CancellationToken cancellationToken = default)
        => Synchronizer.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Resolves the requirements, and installs nothing.</summary>
    public Task<ResolveResult> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken = default)
        => RequestResolver.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Resolves as for an empty environment and gives the result as a lock file (PEP 751).</summary>
    public Task<LockResult> LockAsync(LockRequest request, CancellationToken cancellationToken = default)
        => Locker.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Resolves as for an empty environment and saves the wheels. A failure leaves no incomplete file.</summary>
    public Task<DownloadResult> DownloadAsync(DownloadRequest request, CancellationToken cancellationToken = default)
        => Downloader.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Lists installed distributions, with their newest releases where the request asks for these.</summary>
    /// <param name="request">The request.</param>
    /// <param name="progress">Receives each distribution that was compared, in order; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public ValueTask<ListResult> ListAsync(ListRequest request, IProgress<ListProgress>? progress = null, CancellationToken cancellationToken = default)
        => Lister.RunAsync(Checked(request), Session, progress, cancellationToken);

    /// <summary>Gives the installed distributions as lines of a requirements file. Requirements files of the request are read while the caller takes the lines.</summary>
    /// <param name="request">The options.</param>
    /// <param name="cancellationToken">Cancels, and ends a running version control program.</param>
    public IEnumerable<string> Freeze(FreezeRequest request, CancellationToken cancellationToken = default)
        => Freezer.Run(Checked(request), Session.Interpreter, Session.Reporter, cancellationToken);

    /// <summary>Describes installed distributions; the result names those that are not installed.</summary>
    public ShowResult Show(ShowRequest request) => Describer.Run(Checked(request), Session.Interpreter, Session.Reporter);

    /// <summary>Finds unmet requirements among the installed distributions.</summary>
    public CheckResult Check() => Checker.Run(Session.Interpreter, Session.Reporter);

    /// <summary>Lists the installed distributions with the marker values of the interpreter.</summary>
    public InspectResult Inspect(InspectRequest request) => Inspector.Run(Checked(request), Session.Interpreter, Session.Reporter);

    /// <summary>Reads the dependencies between installed distributions, each with its requirement.</summary>
    public (DependencyTree Tree, IReadOnlyList<TreeNode> Roots) ReadTree(TreeRequest request) => TreeReader.Run(Checked(request), Session);

    /// <summary>Finds the distributions that were not requested and that no requested distribution needs, ordered by name.</summary>
    public IReadOnlyList<InstalledDistribution> FindUnused() => UnusedDistributions.Find(Session);

    /// <summary>Lists the versions of a project that the index has for this interpreter.</summary>
    public Task<IndexVersionsResult> FindVersionsAsync(IndexVersionsRequest request, CancellationToken cancellationToken = default)
        => VersionLister.RunAsync(Checked(request), Session, cancellationToken);

    /// <summary>Searches the index for projects; offline, or where the index has no search, the cache.</summary>
    public Task<IReadOnlyList<FoundProject>> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
        => Searcher.RunAsync(Checked(request), Session, cancellationToken);

    private static T Checked<T>(T request)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        return request;
    }
}

/// <summary>Replacements for the defaults of a client.</summary>
public sealed record PipClientOptions
{
    /// <summary>The places where packages are found, and the use of the network.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>The folder of the cache; null for the program's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Receives warnings, hints and the progress of transfers. <see cref="Events"/> receives the steps.</summary>
    public IReporter Reporter { get; init; } = SilentReporter.Instance;

    /// <summary>Receives the steps of an operation while they are made, before the method returns that made them; null for nobody.</summary>
    public IProgress<PipEvent>? Events { get; init; }
}
