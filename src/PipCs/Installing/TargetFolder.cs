using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Installing;

/// <summary>
/// <c>--target</c>: things are installed aside, in a folder beside the target (so that moving is renaming),
/// then each top-level entry is moved in; one that is there already is kept unless upgrading.
/// </summary>
internal sealed class TargetFolder : IDisposable
{
    private readonly string _target;

    /// <summary>Makes the folder aside.</summary>
    /// <exception cref="UserErrorException">The target is there and no folder.</exception>
    internal TargetFolder(string target)
    {
        _target = Path.GetFullPath(target);
        if (File.Exists(_target))
        {
            throw Errors.TargetNotFolder(_target);
        }

        var parent = Path.GetDirectoryName(_target.TrimEnd('/')) ?? "/";
        Aside = Path.Combine(parent, $".pip-cs-target-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(Aside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PlatformError.From(SystemErrorText.Number(error), _target);
        }
    }

    /// <summary>The folder aside, laid out as a home scheme.</summary>
    internal string Aside { get; }

    /// <summary>Moves what was installed into the target.</summary>
    internal void MoveIn(InstallationScheme scheme, bool upgrade, IReporter reporter)
    {
        Directory.CreateDirectory(_target);
        MoveEntries(scheme.Purelib, upgrade, reporter, skip: null);
        if (scheme.Platlib != scheme.Purelib)
        {
            MoveEntries(scheme.Platlib, upgrade, reporter, skip: null);
        }

        MoveEntries(scheme.Data, upgrade, reporter, skip: scheme.Purelib);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Aside))
        {
            Directory.Delete(Aside, recursive: true);
        }
    }

    private void MoveEntries(string folder, bool upgrade, IReporter reporter, string? skip)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).ToList())
        {
            if (skip is not null && skip.StartsWith(entry, StringComparison.Ordinal))
            {
                continue;
            }

            var destination = Path.Combine(_target, Path.GetFileName(entry));
            if (Path.Exists(destination) || new FileInfo(destination).LinkTarget is not null)
            {
                if (!upgrade)
                {
                    reporter.Report(Severity.Warning, $"Target directory {destination} already exists. Specify --upgrade to force replacement.");
                    continue;
                }

                if (new FileInfo(destination).LinkTarget is not null)
                {
                    reporter.Report(Severity.Warning, $"Target directory {destination} already exists and is a link. pip will not automatically replace links, please remove if replacement is desired.");
                    continue;
                }

                if (Directory.Exists(destination))
                {
                    Directory.Delete(destination, recursive: true);
                }
                else
                {
                    File.Delete(destination);
                }
            }

            if (Directory.Exists(entry))
            {
                Directory.Move(entry, destination);
            }
            else
            {
                File.Move(entry, destination);
            }
        }
    }
}
