using PipCs.Platform;
using PipCs.Platform.Processes;
using PipCs.Standards.Projects;

namespace PipCs.Freezing.VersionControls;

/// <summary>A system of version control: what it says of a folder that it has checked out.</summary>
/// <param name="command">Its program, which is also its name in URLs.</param>
/// <param name="title">Its name.</param>
/// <param name="folder">What lies in a checkout of it.</param>
internal abstract class VersionControl(string command, string title, string folder)
{
    private static readonly VersionControl[] All = [new Bazaar(), new Git(), new Mercurial(), new Subversion()];

    /// <summary>Its program, which is also its name in URLs.</summary>
    internal string Command => command;

    /// <summary>Its name.</summary>
    internal string Title => title;

    /// <summary>Whether a checkout holds the folders below it, so that it tells where in it a project lies; else each folder is one of its own.</summary>
    internal virtual bool KnowsSubdirectories => false;

    /// <summary>The system whose checkout a folder lies in, the innermost one, and that checkout's root; null where none does.</summary>
    internal static (VersionControl? System, string Root) Of(string location)
    {
        VersionControl? innermost = null;
        var innermostRoot = "";
        foreach (var system in All)
        {
            if (system.FindRoot(location) is { } root && root.Length > innermostRoot.Length)
            {
                innermost = system;
                innermostRoot = root;
            }
        }

        return (innermost, innermostRoot);
    }

    /// <summary>Whether a URL names the system already.</summary>
    internal virtual bool IsPrefixed(string url) => url.StartsWith(command + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>The URL of the repository.</summary>
    /// <exception cref="RemoteException">There is none.</exception>
    /// <exception cref="CommandMissingException">The system is not installed.</exception>
    /// <exception cref="CommandFailedException">Its program failed.</exception>
    internal abstract string ReadRemote(string location, CancellationToken cancellationToken);

    /// <summary>What is checked out.</summary>
    /// <exception cref="CommandMissingException">The system is not installed.</exception>
    /// <exception cref="CommandFailedException">Its program failed.</exception>
    internal abstract string ReadRevision(string location, CancellationToken cancellationToken);

    /// <summary>A remote that is a path as a URL.</summary>
    protected static string ToUrl(string remote) => remote.StartsWith('/') ? LinkUrl.FromPath(Path.GetFullPath(remote)) : remote;

    /// <summary>What the program prints.</summary>
    /// <exception cref="CommandMissingException">It is not installed.</exception>
    /// <exception cref="CommandFailedException">Its exit code is above <paramref name="mostExitCode"/>.</exception>
    protected string Run(string location, ReadOnlySpan<string> arguments, CancellationToken cancellationToken, int mostExitCode = 0)
    {
        var program = new ChildCommand(command, arguments.ToArray())
        {
            WorkingDirectory = location,
            Variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_DIR"] = null, ["GIT_WORK_TREE"] = null },
        };
        try
        {
            var result = ChildProcess.Run(program, new(), cancellationToken);
            return result.Exit.Code <= mostExitCode
                ? result.OutputText
                : throw new CommandFailedException(string.Join(' ', [command, .. program.Arguments]), result.Exit.Code, result.OutputText + result.ErrorText);
        }
        catch (ChildStartException exception)
        {
            throw new CommandMissingException(command, exception);
        }
    }

    /// <summary>The checkout's root; null where the folder is in none.</summary>
    private string? FindRoot(string location)
    {
        for (var above = location; !string.IsNullOrEmpty(above); above = KnowsSubdirectories ? Path.GetDirectoryName(above) : null)
        {
            if (HasFolder(above))
            {
                return above;
            }
        }

        return null;
    }

    private bool HasFolder(string location) => NativeFile.TryGetStatus(Path.Join(location, folder), out _) == Errno.None;
}

/// <summary>A checkout has no remote, or one that is no URL and no folder that is there.</summary>
/// <param name="remote">The remote; null for none.</param>
internal sealed class RemoteException(string? remote) : Exception
{
    internal string? Remote => remote;
}

/// <summary>A program is not installed.</summary>
internal sealed class CommandMissingException(string command, Exception inner) : Exception(command, inner);

/// <summary>A program failed.</summary>
internal sealed class CommandFailedException(string commandLine, int exitCode, string output) : Exception($"{commandLine} exited with {exitCode}")
{
    internal string CommandLine => commandLine;

    internal int ExitCode => exitCode;

    /// <summary>What it printed, on either stream.</summary>
    internal string Output => output;
}
