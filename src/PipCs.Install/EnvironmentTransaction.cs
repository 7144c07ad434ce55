using PipCs.Diagnostics;
using PipCs.Python.Installed;

namespace PipCs.Install;

/// <summary>
/// One change of an environment: all of it happens or nothing, also after <c>kill -9</c>. Wheels are
/// staged in a folder beside site-packages while nothing changes; <see cref="Commit"/> writes a journal,
/// renames the old out and the new in, and deletes the rest. The next transaction (or
/// <see cref="RollBackUnfinished"/>) undoes what a killed one left. <see cref="Stage"/> is thread-safe.
/// </summary>
public sealed partial class EnvironmentTransaction : IDisposable
{
    /// <summary>Takes the environment's lock, waiting for another process to finish, and rolls back what a killed one left.</summary>
    /// <param name="target">Where to install.</param>
    /// <param name="lockFolder">A folder outside the environment for the lock file.</param>
    /// <param name="reporter">Told where waiting or rolling back.</param>
    public static EnvironmentTransaction Begin(InstallTarget target, string lockFolder, IReporter reporter) => throw new NotImplementedException();

    /// <summary>Rolls back a transaction that was killed, if there is one.</summary>
    public static void RollBackUnfinished(string sitePackages, string lockFolder, IReporter reporter) => throw new NotImplementedException();

    /// <summary>Links a wheel's files into the staging folder and makes its scripts and RECORD there.</summary>
    /// <exception cref="UserErrorException">It cannot be written (no space, no permission, a path of the wheel leads outside).</exception>
    /// <exception cref="StoredFileChangedException">A stored file is not as its manifest says; heal the wheel and stage it again.</exception>
    public void Stage(WheelInstallation installation) => throw new NotImplementedException();

    /// <summary>Says that a distribution goes with the commit.</summary>
    public void Remove(InstalledDistribution distribution) => throw new NotImplementedException();

    /// <summary>Makes it so.</summary>
    public void Commit() => throw new NotImplementedException();

    /// <summary>Gives up what was not committed, deletes what was staged, releases the lock.</summary>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>A file of the store was edited through a hard link, or vanished.</summary>
public sealed class StoredFileChangedException(PipCs.Store.StoredWheel wheel, string path) : Exception(path)
{
    /// <summary>The wheel.</summary>
    public PipCs.Store.StoredWheel Wheel { get; } = wheel;
}
