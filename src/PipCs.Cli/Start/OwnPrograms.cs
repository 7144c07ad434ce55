using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>
/// The programs that were pip-cs before a command changed an environment. If pip is installed or removed, for whatever reason,
/// a pip-cs in pip's place is replaced or removed. The user who typed <c>pip install -U pip</c> gets a line about it.
/// </summary>
internal sealed class OwnPrograms
{
    private readonly ProgramLocation _program;
    private readonly List<string> _paths = [];
    private readonly string? _source;

    private OwnPrograms(ProgramLocation program, TargetPython target)
    {
        _program = program;
        HashSet<string?> folders = new(StringComparer.Ordinal) { Path.GetDirectoryName(program.Path), target.TryGetProgramFolder() };
        Add(folders, "pip", "pip3", "pip-cs", program.Name);
        if (_paths.Count > 0)
        {
            Add(folders, $"pip{target.TryGetVersion()}");

            // A link can be made again from its target. A copy has no other source, and is gone with it.
            _source = NativeFile.ResolveLinks(_paths[0]);
        }
    }

    /// <summary>Looks which programs are pip-cs; null where a command changes no environment.</summary>
    internal static OwnPrograms? Find(string command, ProgramLocation program, TargetPython target)
        => command is "install" or "uninstall" or "update" or "sync" ? new OwnPrograms(program, target) : null;

    /// <summary>Warns of those that are pip-cs no longer.</summary>
    internal void ReportLost(IReporter reporter)
    {
        var lost = _paths.FindAll(path => !IsOwn(path));
        if (lost.Count == 0)
        {
            return;
        }

        var replaced = lost.FindAll(static path => NativeFile.TryGetStatus(path, out _) == Errno.None);
        var gone = lost.FindAll(path => !replaced.Contains(path));
        List<string> happened = [];
        if (replaced.Count > 0)
        {
            happened.Add($"{string.Join(" and ", replaced)} {(replaced.Count == 1 ? "was pip-cs and is" : "were pip-cs and are")} now what this command installed in its place");
        }

        if (gone.Count > 0)
        {
            happened.Add($"{string.Join(" and ", gone)} {(gone.Count == 1 ? "was pip-cs and is" : "were pip-cs and are")} removed with pip");
        }

        var back = _source is not null && !lost.Contains(_source) && NativeFile.TryGetStatus(_source, out _) == Errno.None
            ? "run " + string.Join(" && ", lost.ConvertAll(path => $"ln -sf {Quote(_source)} {Quote(path)}"))
            : $"copy the pip-cs binary to {string.Join(" and ", lost)} again";
        reporter.Report(Severity.Warning, $"{string.Join("; ", happened)}.\nTo have pip-cs there again, {back}");
    }

    private void Add(HashSet<string?> folders, params ReadOnlySpan<string> names)
    {
        foreach (var folder in folders)
        {
            foreach (var name in names)
            {
                if (folder is not null && Path.Join(folder, name) is var path && !_paths.Contains(path) && IsOwn(path))
                {
                    _paths.Add(path);
                }
            }
        }
    }

    private bool IsOwn(string path)
    {
        if (NativeFile.TryGetStatus(path, out var status) != Errno.None)
        {
            return false;
        }

        return (NativeFile.TryGetStatus("/proc/self/exe", out var own) == Errno.None && own.Inode == status.Inode && own.Device == status.Device)
            || (_program.Path is { } started && NativeFile.TryGetStatus(started, out var script) == Errno.None && script.Inode == status.Inode && script.Device == status.Device && IsPipCs(path));
    }

    // The script ./pip-cs starts the binary. A link to it is ours too, as long as it leads to a file named pip-cs.
    private static bool IsPipCs(string path) => NativeFile.ResolveLinks(path) is { } resolved && Path.GetFileName(resolved) == "pip-cs";

    private static string Quote(string path)
        => path.AsSpan().IndexOfAnyExcept(Plain) < 0 ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+@");
}
