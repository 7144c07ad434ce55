using PipCs.Cache;
using PipCs.Platform;

namespace PipCs.Python.Interpreters;

/// <summary>Finds the interpreter that a command works for, in DESIGN.md's order.</summary>
public static class InterpreterFinder
{
    /// <summary>Finds and describes it; a known base starts no process.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">There is none, or it cannot be run.</exception>
    public static Interpreter Find(InterpreterQuery query, CacheRoot cache)
        => InterpreterDescription.Describe(Locate(query), query.EnvironmentVariable, cache);

    /// <summary>Finds the executable, absolute and with its links unresolved.</summary>
    internal static string Locate(InterpreterQuery query)
    {
        if (!string.IsNullOrEmpty(query.Python))
        {
            return FromOption(query.Python) ?? throw Errors.InterpreterNotLocated(query.Python);
        }

        return FromProgram(query.Program)
            ?? FromFolder(query.EnvironmentVariable("VIRTUAL_ENV"))
            ?? FromPath(query.EnvironmentVariable)
            ?? throw Errors.NoInterpreter();
    }

    private static string? FromOption(string python)
    {
        var path = Path.GetFullPath(python);
        return NativeFile.TryGetStatus(path, out var status) != Errno.None ? null
            : status.Kind == EntryKind.Directory ? FromFolder(path)
            : path;
    }

    // The environment that the program lies in: PREFIX/bin/pip where PREFIX is a virtual or conda environment.
    private static string? FromProgram(string? program)
    {
        if (string.IsNullOrEmpty(program)
            || Path.GetDirectoryName(program) is not { Length: > 0 } folder
            || Path.GetDirectoryName(folder) is not { Length: > 0 } prefix)
        {
            return null;
        }

        return Exists(Path.Join(prefix, "pyvenv.cfg")) || Exists(Path.Join(prefix, "conda-meta"))
            ? FirstExecutable(folder)
            : null;
    }

    private static string? FromFolder(string? folder)
        => string.IsNullOrEmpty(folder) ? null : FirstExecutable(Path.Join(Path.GetFullPath(folder), "bin"));

    private static string? FirstExecutable(string folder)
    {
        var python = Path.Join(folder, "python");
        if (NativeFile.IsExecutable(python))
        {
            return python;
        }

        var python3 = Path.Join(folder, "python3");
        return NativeFile.IsExecutable(python3) ? python3 : null;
    }

    private static string? FromPath(Func<string, string?> variable)
    {
        var path = variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        return OnPath(path, "python3", variable) ?? OnPath(path, "python", variable);
    }

    private static string? OnPath(string path, string name, Func<string, string?> variable)
    {
        foreach (var range in path.AsSpan().Split(':'))
        {
            var folder = path.AsSpan(range);
            var candidate = Path.GetFullPath(Path.Join(folder.IsEmpty ? "." : folder, name));
            if (!NativeFile.IsExecutable(candidate) || NativeFile.TryGetStatus(candidate, out var status) != Errno.None || status.Kind != EntryKind.File)
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

    private static bool Exists(string path) => NativeFile.TryGetStatus(path, out _) == Errno.None;
}
