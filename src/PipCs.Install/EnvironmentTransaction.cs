using PipCs.Diagnostics;
using PipCs.Install.Staging;
using PipCs.Install.Transactions;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Store;

namespace PipCs.Install;

/// <summary>
/// One change of an environment: all of it happens or nothing, also after <c>kill -9</c>. Wheels are
/// staged in a folder inside site-packages while nothing else changes; <see cref="Commit"/> writes a journal,
/// renames the old out and the new in, and deletes the rest. The next transaction (or
/// <see cref="RollBackUnfinished"/>) undoes what a killed one left. <see cref="Stage"/> is thread-safe.
/// </summary>
public sealed partial class EnvironmentTransaction : IDisposable
{
    /// <summary>The folder in site-packages by which a transaction that was killed is known.</summary>
    public const string FolderName = StagingArea.FolderName;

    /// <summary>From so many files on, two threads stage a wheel that is staged by itself: callers stage two at a time.</summary>
    private const int BigWheel = 1500;

    /// <summary>From so many files on, two threads stage several wheels.</summary>
    private const int SeveralWheels = 150;

    private readonly StagingContext _context;
    private readonly EnvironmentLock _lock;
    private readonly FolderListings _listings;
    private readonly List<UninstallPlan> _removals = [];
    private readonly List<StagedWheel> _wheels = [];
    private readonly Lock _wheelsLock = new();
    private readonly IWorkObserver? _work;

    private EnvironmentTransaction(InstallTarget target, EnvironmentLock environmentLock, IWorkObserver? work)
    {
        _work = work;
        _context = new StagingContext(target);
        _lock = environmentLock;
        _listings = new FolderListings();
    }

    /// <summary>Takes the environment's lock, waiting for another process to finish, and rolls back what a killed one left.</summary>
    /// <param name="target">Where to install.</param>
    /// <param name="lockFolder">A folder outside the environment for the lock file.</param>
    /// <param name="reporter">Told where waiting or rolling back.</param>
    public static EnvironmentTransaction Begin(InstallTarget target, string lockFolder, IReporter reporter)
    {
        var sitePackages = InstallPath.InRoot(target.Root, target.Scheme.Purelib);
        var environmentLock = EnvironmentLock.Take(sitePackages, lockFolder, reporter);
        Recover(sitePackages, reporter);
        return new EnvironmentTransaction(target, environmentLock, reporter.Work);
    }

    /// <summary>
    /// The folder for the locks of environments: the same whatever cache is used, on a file system that locks, gone with
    /// the machine's run: <c>$XDG_RUNTIME_DIR/pip-cs</c>, else one of the user in <c>/tmp</c>, or in <c>$TMPDIR</c> where that cannot be
    /// written: what is in <c>$TMPDIR</c> must be gone after a command, and two processes need not have the same one.
    /// </summary>
    public static string FindLockFolder(Func<string, string?> environmentVariable)
    {
        ArgumentNullException.ThrowIfNull(environmentVariable);
        if (environmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder && NativeFile.IsWritable(folder))
        {
            return InstallPath.Join(folder, "pip-cs");
        }

        var temporary = NativeFile.IsWritable("/tmp") || environmentVariable("TMPDIR") is not { Length: > 0 } given ? "/tmp" : given;
        return InstallPath.Join(temporary, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pip-cs-{ProcessIdentity.EffectiveUserId}"));
    }

    /// <summary>Rolls back a transaction that was killed, if there is one.</summary>
    public static void RollBackUnfinished(string sitePackages, string lockFolder, IReporter reporter)
    {
        var path = InstallPath.Join(sitePackages, FolderName);
        if (NativeFile.TryGetStatus(path, out _) == Errno.None && EnvironmentLock.TryTake(sitePackages, lockFolder) is { } environmentLock)
        {
            using (environmentLock)
            {
                if (Recovery.Run(sitePackages) == RecoveryResult.Undone)
                {
                    reporter.Report(Severity.Verbose, $"Rolled back an unfinished installation in {sitePackages}");
                }
            }
        }
    }

    /// <summary>Links a wheel's files into the staging folder and makes its scripts and RECORD there; a big wheel's on a second thread too.</summary>
    /// <exception cref="UserErrorException">It cannot be written (no space, no permission, a path of the wheel leads outside).</exception>
    /// <exception cref="StoredFileChangedException">A stored file is not as its manifest says; heal the wheel and stage it again.</exception>
    public void Stage(WheelInstallation installation) => StageAll([installation], null, BigWheel);

    /// <summary>Stages several wheels on two threads.</summary>
    /// <exception cref="UserErrorException">As <see cref="Stage"/>.</exception>
    /// <exception cref="StoredFileChangedException">As <see cref="Stage"/>; the other wheels are staged nevertheless where <paramref name="changed"/> is given.</exception>
    /// <param name="installations">The wheels, in the order of installing.</param>
    /// <param name="changed">Takes the wheels whose stored files are not as their manifests say, instead of an exception; heal and stage them again.</param>
    public void StageAll(IReadOnlyList<WheelInstallation> installations, ICollection<WheelInstallation>? changed = null) => StageAll(installations, changed, SeveralWheels);

    private void StageAll(IReadOnlyList<WheelInstallation> installations, ICollection<WheelInstallation>? changed, int worthAThread)
    {
        _ = _context.MainArea();
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

    /// <summary>Says that a distribution goes with the commit.</summary>
    public void Remove(InstalledDistribution distribution) => Remove(UninstallPlan.For(distribution, _context.Target, _listings));

    /// <summary>Says that what a plan lists goes with the commit.</summary>
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

        Steps.RemoveEmptyFolders(plan.Steps, area.Handle);
        DeleteAreas();
    }

    /// <summary>Gives up what was not committed, deletes what was staged, releases the lock.</summary>
    public void Dispose()
    {
        DeleteAreas();
        _context.Dispose();
        _lock.Dispose();
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

    /// <summary>Lets go of the lock and leaves everything as it lies, as a kill does.</summary>
    internal void Abandon()
    {
        _context.Dispose();
        _lock.Dispose();
    }

    /// <summary>Puts right what a killed transaction left; one that is alive under another lock folder is waited for.</summary>
    private static void Recover(string sitePackages, IReporter reporter)
    {
        var hasWaited = false;
        while (true)
        {
            switch (Recovery.Run(sitePackages))
            {
                case RecoveryResult.Busy:
                    if (!hasWaited)
                    {
                        hasWaited = true;
                        reporter.Report(Severity.Info, $"Waiting for another process to finish with {sitePackages}");
                    }

                    Thread.Sleep(20);
                    break;
                case RecoveryResult.Undone:
                    reporter.Report(Severity.Verbose, $"Rolled back an unfinished installation in {sitePackages}");
                    return;
                default:
                    return;
            }
        }
    }

    private void DeleteAreas()
    {
        // The area of site-packages goes last: it knows of the others.
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

    /// <summary>Where several wheels have a file, lets the last in the order of installing win.</summary>
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
