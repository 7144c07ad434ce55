using PipCs.Diagnostics;
using PipCs.Install.Staging;
using PipCs.Install.Transactions;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Store;

namespace PipCs.Install;

/// <summary>
/// One change of an environment. It happens completely or not at all, also after <c>kill -9</c>. Wheels are
/// staged in a folder inside site-packages, which changes nothing else. <see cref="Commit"/> writes a journal,
/// renames the old entries out and the new ones in, and deletes the old ones. The next transaction (or
/// <see cref="RollBackUnfinished"/>) undoes a transaction that was killed. <see cref="Stage"/> is thread-safe.
/// </summary>
public sealed partial class EnvironmentTransaction : IDisposable
{
    /// <summary>The folder in site-packages that holds a transaction. If it is there without a running process, a transaction was killed.</summary>
    public const string FolderName = StagingArea.FolderName;

    /// <summary>The number of files from which a single wheel is staged by two threads. Most callers stage two wheels at a time already.</summary>
    private const int BigWheel = 1500;

    /// <summary>The number of files from which several wheels are staged by two threads.</summary>
    private const int SeveralWheels = 150;

    private readonly StagingContext _context;
    private readonly FolderListings _listings;
    private readonly List<UninstallPlan> _removals = [];
    private readonly List<StagedWheel> _wheels = [];
    private readonly Lock _wheelsLock = new();
    private readonly IWorkObserver? _work;
    private bool _isCommitted;
    private bool _areasAreDeleted;

    private EnvironmentTransaction(InstallTarget target, IWorkObserver? work)
    {
        _work = work;
        _context = new StagingContext(target);
        _listings = new FolderListings();
    }

    /// <summary>Takes the environment's lock, waiting for another process that holds it, and rolls back a transaction that was killed.</summary>
    /// <param name="target">The folders to install into.</param>
    /// <param name="reporter">Gets a line when waiting or rolling back.</param>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public static EnvironmentTransaction Begin(InstallTarget target, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reporter);
        var transaction = new EnvironmentTransaction(target, reporter.Work);
        var context = transaction._context;
        var sitePackages = context.Roots[SchemePart.Purelib].Path;
        try
        {
            context.TakeMain(() => reporter.Report(Severity.Info, $"Waiting for another process to finish with {sitePackages}"));
            var area = context.MainArea();
            if (!area.IsNew && Recovery.Run(area))
            {
                ReportRolledBack(sitePackages, reporter);
            }

            var error = area.MakeOldFolder();
            return error == Errno.None ? transaction : throw context.Failure(error, area.Path);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>Rolls back a transaction that was killed, if there is one.</summary>
    public static void RollBackUnfinished(string sitePackages, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(reporter);
        if (!StagingArea.TryTakeOver(sitePackages, out var area))
        {
            return;
        }

        using (area)
        {
            if (Recovery.Run(area!))
            {
                ReportRolledBack(sitePackages, reporter);
            }

            TreeDeletion.Delete(area!.Path);
        }
    }

    /// <summary>Links a wheel's files into the staging folder and makes its scripts and RECORD there. A second thread helps with a large wheel.</summary>
    /// <exception cref="UserErrorException">It cannot be written (no space, no permission), or a path of the wheel leads outside.</exception>
    /// <exception cref="StoredFileChangedException">A stored file differs from its manifest; heal the wheel and stage it again.</exception>
    public void Stage(WheelInstallation installation) => StageAll([installation], null, BigWheel);

    /// <summary>Stages several wheels on two threads.</summary>
    /// <exception cref="UserErrorException">As <see cref="Stage"/>.</exception>
    /// <exception cref="StoredFileChangedException">As <see cref="Stage"/>; not thrown where <paramref name="changed"/> is given.</exception>
    /// <param name="installations">The wheels, in the order of installation.</param>
    /// <param name="changed">Collects the wheels whose stored files differ from their manifests, while the others are staged; heal these and stage them again.</param>
    public void StageAll(IReadOnlyList<WheelInstallation> installations, ICollection<WheelInstallation>? changed = null) => StageAll(installations, changed, SeveralWheels);

    private void StageAll(IReadOnlyList<WheelInstallation> installations, ICollection<WheelInstallation>? changed, int worthAThread)
    {
        var wheels = new StagedWheel[installations.Count];
        for (var i = 0; i < wheels.Length; i++)
        {
            var installation = installations[i];
            lock (_wheelsLock)
            {
                // A wheel that was healed takes the place of its first try.
                var before = _wheels.FindIndex(other => string.Equals(other.Installation.Wheel.Sha256, installation.Wheel.Sha256, StringComparison.Ordinal));
                wheels[i] = new StagedWheel(_context, installation, isRetry: before >= 0);
                if (before >= 0)
                {
                    _wheels[before] = wheels[i];
                }
                else
                {
                    _wheels.Add(wheels[i]);
                }
            }
        }

        new StagingRun(wheels, _work).Run(changed, worthAThread);
    }

    /// <summary>The paths of the console scripts that a staged wheel gets.</summary>
    public IEnumerable<string> GetConsoleScripts(WheelInstallation installation)
    {
        var wheel = _wheels.Find(wheel => ReferenceEquals(wheel.Installation, installation));
        return wheel is null ? [] : wheel.Wrappers.Where(static script => script.IsConsole).Select(script => InstallPath.Join(_context.Roots[SchemePart.Scripts].Path, script.Name));
    }

    /// <summary>The scripts that call a staged wheel's entry points, and the permission bits that they get.</summary>
    public IEnumerable<(string Path, int Mode)> GetWrappers(WheelInstallation installation)
    {
        var wheel = _wheels.Find(wheel => ReferenceEquals(wheel.Installation, installation));
        return wheel is null ? [] : wheel.Wrappers.Select(script => (InstallPath.Join(_context.Roots[SchemePart.Scripts].Path, script.Name), _context.Placer.WrapperMode));
    }

    /// <summary>Removes a distribution with the commit.</summary>
    public void Remove(InstalledDistribution distribution) => Remove(UninstallPlan.For(distribution, _context.Target, _listings));

    /// <summary>Removes with the commit the files of a plan.</summary>
    public void Remove(UninstallPlan plan)
    {
        _removals.Add(plan);
        plan.Forget();
    }

    /// <summary>Makes it so.</summary>
    /// <exception cref="UserErrorException">The system refused; everything is as it was.</exception>
    public void Commit()
    {
        if (_removals.Count == 0 && _wheels.Count == 0)
        {
            return;
        }

        using var removing = WorkScope.Begin(_removals.Count > 0 ? _work : null, WorkKind.Removing);
        var plan = Prepare();
        KeptEntries = plan.Kept;
        var area = _context.MainArea();
        Check(Journal.Begin(area.Handle, plan.Steps), area.Path);
        var error = Steps.Make(plan.Steps, area.Handle, out var failedPath);
        if (error == Errno.None)
        {
            error = Journal.Finish(area.Handle);
            failedPath = area.Path;
        }

        if (error != Errno.None)
        {
            Steps.Undo(plan.Steps, area.Handle);
            _ = Journal.Withdraw(area.Handle);
            throw _context.Failure(error, failedPath);
        }

        _isCommitted = true;
        Steps.RemoveEmptyFolders(plan.Steps, area.Handle);
        DeleteAreas();
    }

    /// <summary>The entries that were there and stayed although a new one has the same name (<see cref="ExistingEntries"/>); filled by the commit.</summary>
    public IReadOnlyList<(string Path, bool IsLink)> KeptEntries { get; private set; } = [];

    /// <summary>Deletes whatever is staged and not committed, and releases the lock.</summary>
    public void Dispose()
    {
        DeleteAreas();
        if (!_isCommitted)
        {
            _context.RemoveMadeFolders();
        }

        _context.Dispose();
    }

    /// <summary>Works out the steps of the commit; everything is staged by now.</summary>
    internal CommitPlan Prepare()
    {
        ResolveCollisions();
        var plan = new CommitPlan(_context);
        foreach (var removal in _removals)
        {
            plan.Remove(removal);
        }

        foreach (var root in _context.Roots.All)
        {
            plan.BringIn(root);
        }

        plan.Complete();
        return plan;
    }

    /// <summary>Releases the lock without cleaning up, as a kill does; for tests.</summary>
    internal void Abandon() => _context.Dispose();

    private static void ReportRolledBack(string sitePackages, IReporter reporter)
        => reporter.Report(Severity.Verbose, $"Rolled back an unfinished installation in {sitePackages}");

    /// <summary>Deletes the areas, once: afterwards a folder of that name belongs to another process.</summary>
    private void DeleteAreas()
    {
        if (_areasAreDeleted)
        {
            return;
        }

        _areasAreDeleted = true;

        // The area in site-packages is deleted last, because it lists the others.
        for (var i = _context.Areas.Count - 1; i >= 0; i--)
        {
            TreeDeletion.Delete(_context.Areas[i].Path, _work);
        }
    }

    private void Check(Errno error, string path)
    {
        if (error != Errno.None)
        {
            throw _context.Failure(error, path);
        }
    }

    /// <summary>If several wheels have the same file, lets the last one in the order of installation win.</summary>
    private void ResolveCollisions()
    {
        if (_context.Collisions.Count == 0)
        {
            return;
        }

        var ordered = new List<(int Order, StagedWheel Wheel)>();
        for (var i = 0; i < _wheels.Count; i++)
        {
            ordered.Add((i, _wheels[i]));
        }

        ordered.Sort(static (left, right) =>
        {
            var order = left.Wheel.Installation.Position.CompareTo(right.Wheel.Installation.Position);
            return order != 0 ? order : left.Order.CompareTo(right.Order);
        });
        foreach (var (root, path) in new List<(SchemeRoot Root, string Path)>(_context.Collisions))
        {
            foreach (var (_, wheel) in ordered)
            {
                wheel.Replace(root, path);
            }
        }
    }
}

/// <summary>A file of the store was edited through a hard link, or vanished.</summary>
public sealed class StoredFileChangedException(StoredWheel wheel, string path) : Exception(path)
{
    /// <summary>The wheel.</summary>
    public StoredWheel Wheel { get; } = wheel;
}
