using System.Text;
using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Versions;
using PipCs.Wheels;

namespace PipCs.Locking;

/// <summary><c>lock</c>: resolves as for an empty environment and writes the chosen distributions, with hashes, as a lock file.</summary>
internal static class Locker
{
    /// <summary>Resolves the request and writes the lock file.</summary>
    /// <exception cref="UserErrorException">The request cannot be resolved, or the file cannot be written. An existing lock file is unchanged, unless writing it failed half-way.</exception>
    internal static async Task<LockResult> RunAsync(LockRequest request, Session session, CancellationToken cancellationToken)
    {
        var planRequest = new PlanRequest
        {
            Command = "lock",
            Sources = request.Sources,
            Options = request.Options,
            OnlyDependencies = request.OnlyDependencies,
        };
        LockFile file;
        var read = await ReadRequest.ReadAsync(planRequest, session, cancellationToken).ConfigureAwait(false);
        await using (var services = InstallServices.Open(read, session, cancellationToken))
        {
            var plan = await InstallPlanner.PlanAsync(read, services, InstalledDistributions.Scan([]), cancellationToken).ConfigureAwait(false);
            file = await LockAsync(plan, services, cancellationToken).ConfigureAwait(false);
        }

        var content = Encoding.UTF8.GetBytes(file.ToString());
        if (request.OutputFile is not { } path)
        {
            return new(file, content);
        }

        if (!LockFile.IsFileName(Path.GetFileName(path)))
        {
            session.Reporter.Report(Severity.Warning, $"{path} is not a valid lock file name.");
        }

        var error = await OutputFile.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
        return error == Errno.None ? new(file, content) : throw Errors.CannotWriteLockFile(PlatformError.Describe(error, path));
    }

    private static async Task<LockFile> LockAsync(InstallPlan plan, InstallServices services, CancellationToken cancellationToken)
    {
        var packages = new List<LockedPackage>(plan.Wheels.Count);
        foreach (var wheel in plan.Wheels)
        {
            packages.Add(Lock(wheel, await WheelHash.OfAsync(wheel, services, cancellationToken).ConfigureAwait(false)));
        }

        packages.Sort((left, right) => left.Name.CompareTo(right.Name));
        return new LockFile { LockVersion = PackageVersion.Parse("1.0"), CreatedBy = "pip", Packages = packages };
    }

    private static LockedPackage Lock(PlannedWheel wheel, string sha256)
    {
        var candidate = wheel.Resolved.Candidate;
        KeyValuePair<string, string>[] hashes = [new("sha256", sha256)];
        return wheel.Provenance.IsDirect
            ? new LockedPackage { Name = candidate.Project, Archive = new LockedArchive { Url = wheel.Provenance.Url, Hashes = hashes } }
            : new LockedPackage
            {
                Name = candidate.Project,
                Version = candidate.Version,
                Wheels = [new LockedWheel { Name = WheelRequests.FileNameOf(wheel.Request.Url), Url = wheel.Request.Url, Hashes = hashes }],
            };
    }
}
