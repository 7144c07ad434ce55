using System.Text;
using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Cli.Start;

/// <summary>
/// The Python that the run is for. Facts in an environment's <c>pyvenv.cfg</c> are read from there; the interpreter itself is described only when another
/// fact is needed.
/// </summary>
internal sealed class TargetPython(string? python, ProgramLocation program, Func<CacheRoot> cache)
{
    private readonly InterpreterQuery _query = new() { Python = python, Program = program.Path, EnvironmentVariable = Environment.GetEnvironmentVariable };
    private string? _executable;
    private Interpreter? _interpreter;

    /// <summary>The interpreter.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be run.</exception>
    internal Interpreter Interpreter => _interpreter ??= InterpreterFinder.Describe(Executable, _query, cache());

    /// <summary>The executable, found without starting it, so that it may prove unable to run.</summary>
    /// <exception cref="UserErrorException">There is none, or the named one cannot be used.</exception>
    internal string Executable => _executable ??= InterpreterFinder.Locate(_query);

    /// <summary>Throws if a Python is named and cannot be used. Called before the command reads or changes anything.</summary>
    /// <exception cref="UserErrorException">It cannot be used.</exception>
    internal void CheckNamed() => _executable ??= InterpreterFinder.LocateNamed(_query);

    /// <summary>The folder of the virtual environment, recognised by its <c>pyvenv.cfg</c>; null where that file is not above the executable.</summary>
    /// <exception cref="UserErrorException">There is no Python, or the named one cannot be used.</exception>
    private string? EnvironmentFolder =>
        Path.GetDirectoryName(Path.GetDirectoryName(Executable)) is { Length: > 0 } folder && NativeFile.TryGetStatus(Path.Join(folder, "pyvenv.cfg"), out _) == Errno.None ? folder : null;

    /// <summary>Whether it is a virtual environment.</summary>
    internal bool IsEnvironment => EnvironmentFolder is not null || Interpreter.IsVirtualEnvironment;

    /// <summary><c>sys.prefix</c>; null where there is no Python.</summary>
    internal string? TryGetPrefix()
    {
        try
        {
            return EnvironmentFolder ?? Interpreter.Prefix;
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    /// <summary>The folder of the Python's scripts; null where there is no Python.</summary>
    internal string? TryGetProgramFolder()
    {
        try
        {
            return Path.GetDirectoryName(Executable);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    /// <summary>Python's version as far as the minor number, such as <c>3.11</c>; null where there is no Python.</summary>
    internal string? TryGetVersion()
    {
        try
        {
            if (EnvironmentFolder is { } folder && ReadVersion(folder) is { } version)
            {
                return version;
            }

            var full = Interpreter.Version;
            return $"{full.GetRelease(0)}.{full.GetRelease(1)}";
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private static string? ReadVersion(string folder)
    {
        if (NativeFile.ReadAll(Path.Join(folder, "pyvenv.cfg"), out var content) != Errno.None)
        {
            return null;
        }

        foreach (var line in Encoding.UTF8.GetString(content).AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals < 0 || line[..equals].Trim() is not ("version" or "version_info"))
            {
                continue;
            }

            var version = line[(equals + 1)..].Trim();
            var dot = version.IndexOf('.');
            var next = dot < 0 ? -1 : version[(dot + 1)..].IndexOf('.');
            return dot < 0 ? null : next < 0 ? version.ToString() : version[..(dot + 1 + next)].ToString();
        }

        return null;
    }
}
