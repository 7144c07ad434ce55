using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>As what and from where the program was started.</summary>
/// <param name="Name">The file name it was started by, which usage lines show.</param>
/// <param name="Path">The absolute path it was started by, links unresolved; null where it is not known.</param>
internal sealed record ProgramLocation(string Name, string? Path)
{
    /// <summary>Whether it was started as <c>pip</c>, <c>pip3</c>, ...: then help omits what pip has not.</summary>
    internal bool IsPip => Name.StartsWith("pip", StringComparison.Ordinal) && !Name.StartsWith("pip-cs", StringComparison.Ordinal);

    /// <summary>
    /// Reads it from the first word of the command line where that is a path, since <c>./pip-cs</c> passes on there what it was started by;
    /// else from the path that the system was asked to run, which a mere name was found by on PATH.
    /// </summary>
    internal static ProgramLocation Read()
    {
        var started = Environment.GetCommandLineArgs()[0];
        var executed = ProcessIdentity.ExecutedPath;
        if (started.EndsWith(".dll", StringComparison.Ordinal))
        {
            started = executed is not null && System.IO.Path.GetFileName(executed) != "dotnet" ? executed : started[..^4];
        }

        var name = System.IO.Path.GetFileName(started);
        if (started.Contains('/', StringComparison.Ordinal) && NativeFile.TryGetStatus(started, out _) == Errno.None)
        {
            return new ProgramLocation(name, Absolute(started));
        }

        return new ProgramLocation(name, executed is null || executed.StartsWith("/dev/fd/", StringComparison.Ordinal) ? Environment.ProcessPath : Absolute(executed));
    }

    // A step up counts from where a link leads, which only the system knows.
    private static string Absolute(string path)
    {
        if (path.Contains("../", StringComparison.Ordinal)
            && NativeFile.ResolveLinks(System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "/") is { } resolved)
        {
            return System.IO.Path.Join(resolved, System.IO.Path.GetFileName(path));
        }

        return System.IO.Path.GetFullPath(path);
    }
}
