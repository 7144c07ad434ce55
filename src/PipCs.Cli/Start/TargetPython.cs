using System.Text;
using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Cli.Start;

/// <summary>
/// The Python that the run is for. What an environment's <c>pyvenv.cfg</c> answers is answered without
/// describing the interpreter; it is found and described at the first need of more.
/// </summary>
internal sealed class TargetPython(string? python, ProgramLocation program, Func<CacheRoot> cache)
{
    private Interpreter? _interpreter;
    private string? _environment;
    private bool _environmentSought;

    /// <summary>The interpreter.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be run.</exception>
    internal Interpreter Interpreter => _interpreter ??= InterpreterFinder.Find(
        new InterpreterQuery { Python = python, Program = program.Path, EnvironmentVariable = Environment.GetEnvironmentVariable },
        cache());

    /// <summary>The folder of the virtual environment that is meant; null where it is none, or only the interpreter knows.</summary>
    internal string? EnvironmentFolder
    {
        get
        {
            if (!_environmentSought)
            {
                _environmentSought = true;
                _environment = FindEnvironment();
            }

            return _environment;
        }
    }

    /// <summary>Whether it is a virtual environment.</summary>
    internal bool IsEnvironment => EnvironmentFolder is not null || Interpreter.IsVirtualEnvironment;

    /// <summary><c>sys.prefix</c>; null where there is no Python.</summary>
    internal string? TryGetPrefix()
    {
        if (EnvironmentFolder is { } folder)
        {
            return folder;
        }

        try
        {
            return Interpreter.Prefix;
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    /// <summary>Python's version as far as the minor number, such as <c>3.11</c>; null where there is no Python.</summary>
    internal string? TryGetVersion()
    {
        if (EnvironmentFolder is { } folder && ReadVersion(folder) is { } version)
        {
            return version;
        }

        try
        {
            var full = Interpreter.Version;
            return $"{full.GetRelease(0)}.{full.GetRelease(1)}";
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private string? FindEnvironment()
    {
        if (python is not null)
        {
            return IsEnvironmentFolder(python) ? Path.GetFullPath(python) : FolderOf(Path.GetFullPath(python));
        }

        if (program.Path is not null && FolderOf(program.Path) is { } own)
        {
            return own;
        }

        return Environment.GetEnvironmentVariable("VIRTUAL_ENV") is { Length: > 0 } active && IsEnvironmentFolder(active) ? Path.GetFullPath(active) : null;
    }

    private static string? FolderOf(string program) =>
        Path.GetDirectoryName(Path.GetDirectoryName(program)) is { Length: > 0 } folder && IsEnvironmentFolder(folder) ? folder : null;

    private static bool IsEnvironmentFolder(string folder) => NativeFile.TryGetStatus(Path.Join(folder, "pyvenv.cfg"), out _) == Errno.None;

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
