using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>As what and from where the program was started.</summary>
/// <param name="Name">The file name it was started by, which usage lines show.</param>
/// <param name="Path">The absolute path it was started by, links unresolved; null where it is not known.</param>
internal sealed record ProgramLocation(string Name, string? Path)
{
    /// <summary>Whether it was started as <c>pip</c>, <c>pip3</c>, ...: then help omits what pip has not.</summary>
    internal bool IsPip => Name.StartsWith("pip", StringComparison.Ordinal) && !Name.StartsWith("pip-cs", StringComparison.Ordinal);

    /// <summary>Reads it from the first word of the command line, searching PATH where that is a mere name.</summary>
    internal static ProgramLocation Read()
    {
        var started = Environment.GetCommandLineArgs()[0];
        if (started.EndsWith(".dll", StringComparison.Ordinal))
        {
            started = started[..^4];
        }

        var name = System.IO.Path.GetFileName(started);
        if (started.Contains('/', StringComparison.Ordinal))
        {
            return new ProgramLocation(name, System.IO.Path.GetFullPath(started));
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            var path = System.IO.Path.Join(folder, name);
            if (folder.Length > 0 && NativeFile.IsExecutable(path))
            {
                return new ProgramLocation(name, System.IO.Path.GetFullPath(path));
            }
        }

        return new ProgramLocation(name, Environment.ProcessPath);
    }
}
