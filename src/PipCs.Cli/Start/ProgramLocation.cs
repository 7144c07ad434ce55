using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>The name and path by which the program was started.</summary>
/// <param name="Name">The file name, which usage lines show.</param>
/// <param name="Path">The absolute path with links unresolved; null where it is not known.</param>
internal sealed record ProgramLocation(string Name, string? Path)
{
    /// <summary>Whether it was started as <c>pip</c>, <c>pip3</c>, ...: help then omits whatever pip does not have.</summary>
    internal bool IsPip => Name.StartsWith("pip", StringComparison.Ordinal) && !Name.StartsWith("pip-cs", StringComparison.Ordinal);

    /// <summary>
    /// Takes it from the first word of the command line if that is a path, because <c>./pip-cs</c> passes its own path on there.
    /// Otherwise takes the path that the system ran, which it found on PATH for a mere name.
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

    // ".." counts from the target of a link, which only the system can resolve.
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
