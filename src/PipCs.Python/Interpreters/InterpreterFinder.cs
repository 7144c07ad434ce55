using PipCs.Cache;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>Finds the interpreter that a command works for: named by `--python`, by the program's place, by `VIRTUAL_ENV`, or on PATH, in this order.</summary>
public static class InterpreterFinder
{
    /// <summary>Finds and describes the interpreter; no process is started for a base that was probed before.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is none, or it cannot be run.</exception>
    public static Interpreter Find(InterpreterQuery query, CacheRoot cache)
        => Describe(Locate(query), query, cache);

    /// <summary>Finds the executable, absolute and with its links unresolved, without running anything.</summary>
    /// <remarks>If an option, a variable, a file or the program's place names a Python that does not exist or cannot be run, this throws instead of taking another one.</remarks>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is none, or the named one cannot be used.</exception>
    public static string Locate(InterpreterQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return LocateNamed(query)
            ?? FromPath(query.EnvironmentVariable, ProgramPlace.PythonOf(Path.GetFileName(query.Program) ?? ""));
    }

    /// <summary>Finds the executable that an option, a file, the program's place or a variable names; null where none of them names one.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The named one cannot be used.</exception>
    public static string? LocateNamed(InterpreterQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Python is { } python ? FromOption(python)
            : ProgramPlace.FindPython(query.Program) ?? FromActiveEnvironment(query.EnvironmentVariable("VIRTUAL_ENV"));
    }

    /// <summary>Describes an executable that was found.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be run.</exception>
    public static Interpreter Describe(string executable, InterpreterQuery query, CacheRoot cache)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            return InterpreterDescription.Describe(executable, query.EnvironmentVariable, cache);
        }
        catch (Exception exception) when (Diagnostics.FailureContext.Add(exception, $"describing the Python {executable}"))
        {
            throw;
        }
    }

    private static string FromOption(string python)
    {
        if (NativeFile.TryGetStatus(python, out var status) != Errno.None)
        {
            throw Errors.InterpreterNotLocated(python);
        }

        var path = Path.GetFullPath(python);
        return status.Kind == EntryKind.Directory ? PythonFolder.OfEnvironment(Path.Join(path, "bin")).Usable ?? throw Errors.InterpreterNotLocated(python)
            : NativeFile.IsExecutable(path) ? path
            : throw Errors.InterpreterNotStarted(python, PlatformError.Describe(Errno.AccessDenied, python));
    }

    private static string? FromActiveEnvironment(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            return null;
        }

        var found = PythonFolder.OfEnvironment(Path.Join(Path.GetFullPath(folder), "bin"));
        return found.Usable ?? throw Errors.PythonUnusable($"VIRTUAL_ENV={folder}", found.Problem(), isPlace: false);
    }

    private static string FromPath(Func<string, string?> variable, string? named)
    {
        var path = variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        return named is not null
            ? OnPath(path, named, variable) ?? throw Errors.InterpreterNotLocated(named)
            : OnPath(path, "python3", variable) ?? OnPath(path, "python", variable) ?? throw Errors.NoInterpreter();
    }

    private static string? OnPath(string path, string name, Func<string, string?> variable)
    {
        foreach (var range in path.AsSpan().Split(':'))
        {
            var folder = path.AsSpan(range);
            var candidate = Path.GetFullPath(Path.Join(folder.IsEmpty ? "." : folder, name));
            if (!PythonFolder.IsProgram(candidate))
            {
                continue;
            }

            if (!PyenvShim.IsShim(candidate))
            {
                return candidate;
            }

            if (PyenvShim.Resolve(candidate, variable) is { } resolved)
            {
                return resolved;
            }
        }

        return null;
    }
}
