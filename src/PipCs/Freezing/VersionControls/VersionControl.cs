using PipCs.Platform;
using PipCs.Platform.Processes;
using PipCs.Standards.Projects;

namespace PipCs.Freezing.VersionControls;

/// <summary>A version control system, which is asked about a folder that it has checked out.</summary>
/// <param name="command">The name of its program and of its URL scheme.</param>
/// <param name="title">Its name in pip's messages.</param>
/// <param name="folder">The folder that marks a checkout, such as <c>.git</c>.</param>
internal abstract class VersionControl(string command, string title, string folder)
{
    private static readonly VersionControl[] All = [new Bazaar(), new Git(), new Mercurial(), new Subversion()];

    /// <summary>The name of its program and of its URL scheme.</summary>
    internal string Command => command;

    /// <summary>Its name in pip's messages.</summary>
    internal string Title => title;

    /// <summary>Whether a checkout includes the folders below it, so that a project may lie in one of them; otherwise each folder is a checkout of its own.</summary>
    internal virtual bool KnowsSubdirectories => false;

    /// <summary>The innermost checkout that a folder lies in: its system and its root; null where there is none.</summary>
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

    /// <summary>The commit or revision that is checked out.</summary>
    /// <exception cref="CommandMissingException">The system is not installed.</exception>
    /// <exception cref="CommandFailedException">Its program failed.</exception>
    internal abstract string ReadRevision(string location, CancellationToken cancellationToken);

    /// <summary>Turns a remote that is a path into a URL.</summary>
    protected static string ToUrl(string remote) => remote.StartsWith('/') ? LinkUrl.FromPath(Path.GetFullPath(remote)) : remote;

    /// <summary>Runs the program and returns its standard output.</summary>
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

/// <summary>A checkout has no remote, or one that is neither a URL nor an existing folder.</summary>
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

    /// <summary>The program's output on both streams.</summary>
    internal string Output => output;
}
