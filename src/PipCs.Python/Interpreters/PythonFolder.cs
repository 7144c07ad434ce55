using System.Globalization;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>The Pythons in a folder of programs: the one to use, whether it can be run, and the reason if it cannot.</summary>
internal sealed class PythonFolder
{
    private readonly string _folder;
    private string? _unusable;

    private PythonFolder(string folder) => _folder = folder;

    /// <summary>The first one that can be run; null where none can.</summary>
    internal string? Usable { get; private set; }

    /// <summary>Whether the folder has a Python at all, and be it a link that leads nowhere.</summary>
    internal bool HasAny => Usable is not null || _unusable is not null;

    /// <summary>Searches an environment's folder, in which all names are the same Python.</summary>
    internal static PythonFolder OfEnvironment(string folder)
    {
        var result = new PythonFolder(folder);
        _ = result.Take("python") || result.Take("python3") || result.TakeVersioned();
        return result;
    }

    /// <summary>Looks beside pip, where there may be several: the one of pip's own version first, and no Python 2 before a Python 3.</summary>
    internal static PythonFolder OfPrefix(string folder, string pip)
    {
        var result = new PythonFolder(folder);
        _ = (ProgramPlace.PythonOf(pip) is { } named && result.Take(named)) || result.Take("python3") || result.Take("python") || result.TakeVersioned();
        return result;
    }

    /// <summary>The reason why none can be run, as a sentence.</summary>
    internal string Problem()
    {
        if (_unusable is null)
        {
            return NativeFile.TryGetStatus(_folder, out _) == Errno.None ? $"{_folder} has no Python"
                : NativeFile.TryGetStatus(Path.GetDirectoryName(_folder)!, out _) == Errno.None ? $"{_folder} does not exist"
                : $"{Path.GetDirectoryName(_folder)} does not exist";
        }

        if (NativeFile.TryGetStatus(_unusable, out _) == Errno.None)
        {
            return $"{_unusable} cannot be executed";
        }

        var end = _unusable;
        for (var count = 0; count < 40 && NativeFile.ReadLink(end) is { } target; count++)
        {
            end = Path.IsPathRooted(target) ? target : Path.Join(Path.GetDirectoryName(end), target);
        }

        return $"{_unusable} leads to {end}, which does not exist";
    }

    /// <summary>Whether a path is a file that this process may run.</summary>
    internal static bool IsProgram(string path)
        => NativeFile.IsExecutable(path) && NativeFile.TryGetStatus(path, out var status) == Errno.None && status.Kind == EntryKind.File;

    private bool Take(string name)
    {
        var path = Path.Join(_folder, name);
        if (IsProgram(path))
        {
            Usable = path;
            return true;
        }

        if (_unusable is null && NativeFile.TryGetStatus(path, out _, follow: false) == Errno.None)
        {
            _unusable = path;
        }

        return false;
    }

    // Some have a Python only under its full name; PyPy's older archives know it only as pypy3.
    private bool TakeVersioned()
    {
        if (DirectoryHandle.Open(_folder, out var handle) != Errno.None)
        {
            return false;
        }

        List<int> minors = [];
        using (handle)
        {
            handle.List(out List<KeyValuePair<string, EntryKind>> entries);
            foreach (var (name, _) in entries)
            {
                if (name.StartsWith("python3.", StringComparison.Ordinal) && int.TryParse(name.AsSpan("python3.".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
                {
                    minors.Add(minor);
                }
            }
        }

        minors.Sort();
        for (var index = minors.Count - 1; index >= 0; index--)
        {
            if (Take(string.Create(CultureInfo.InvariantCulture, $"python3.{minors[index]}")))
            {
                return true;
            }
        }

        return Take("pypy3");
    }
}
