using System.ComponentModel;
using System.Diagnostics;
using PipCs.Platform;

namespace PipCs.Freezing;

/// <summary>What git could say of a checkout.</summary>
internal enum GitAnswer
{
    /// <summary>Where it comes from.</summary>
    Found,

    /// <summary>It has no remote.</summary>
    NoRemote,

    /// <summary>Its remote is no URL and no folder that is there.</summary>
    InvalidRemote,

    /// <summary>git is not installed.</summary>
    NoGit,

    /// <summary>git does not take it for a repository with a commit.</summary>
    NoRepository,
}

/// <summary>A folder that is under version control with git.</summary>
/// <param name="Remote">The URL of <c>origin</c>, else of the first remote.</param>
/// <param name="Commit">The commit that is checked out.</param>
/// <param name="Subdirectory">The project's folder below the repository's; null where they are the same.</param>
internal sealed record GitCheckout(string Remote, string Commit, string? Subdirectory)
{
    /// <summary>Whether a folder lies in a repository.</summary>
    internal static bool Contains(string location) => FindRoot(location) is not null;

    /// <summary>Asks git.</summary>
    internal static GitAnswer TryRead(string location, out GitCheckout checkout)
    {
        checkout = new("", "", null);
        if (!TryRun(location, ["config", "--get-regexp", @"remote\..*\.url"], out var remotes, out var exitCode))
        {
            return GitAnswer.NoGit;
        }

        if (exitCode > 1)
        {
            return GitAnswer.NoRepository;
        }

        if (ChooseRemote(remotes) is not { } remote)
        {
            return GitAnswer.NoRemote;
        }

        checkout = checkout with { Remote = remote };
        if (ToUrl(remote) is not { } url)
        {
            return GitAnswer.InvalidRemote;
        }

        if (!TryRun(location, ["rev-parse", "HEAD"], out var commit, out exitCode) || exitCode != 0)
        {
            return GitAnswer.NoRepository;
        }

        checkout = new(url, commit.Trim(), FindSubdirectory(location, FindRoot(location)!));
        return GitAnswer.Found;
    }

    /// <summary>The remote with pip's prefix.</summary>
    internal string ToRequirementUrl() => Remote.StartsWith("git:", StringComparison.OrdinalIgnoreCase) ? Remote : "git+" + Remote;

    /// <summary>A remote as git spells it as the URL that pip takes; null where it is none: a URL stays, a folder becomes one, <c>user@host:path</c> is short for ssh.</summary>
    internal static string? ToUrl(string remote)
    {
        var scheme = remote.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && remote.AsSpan(0, scheme).IndexOfAnyExceptInRange('0', 'z') < 0)
        {
            return remote;
        }

        if (Path.Exists(remote))
        {
            return new Uri(Path.GetFullPath(remote)).AbsoluteUri;
        }

        var colon = remote.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && remote.AsSpan(0, colon).IndexOf('/') < 0 && colon + 1 < remote.Length && (char.IsLetterOrDigit(remote[colon + 1]) || remote[colon + 1] == '_')
            ? $"ssh://{remote.AsSpan(0, colon)}/{remote.AsSpan(colon + 1)}"
            : null;
    }

    private static string? FindRoot(string location)
    {
        for (var folder = location; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (NativeFile.TryGetStatus(Path.Join(folder, ".git"), out _) == Errno.None)
            {
                return folder;
            }
        }

        return null;
    }

    private static string? FindSubdirectory(string location, string root)
    {
        for (var folder = location; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Join(folder, "pyproject.toml")) || File.Exists(Path.Join(folder, "setup.py")))
            {
                return string.Equals(NativeFile.ResolveLinks(folder), NativeFile.ResolveLinks(root), StringComparison.Ordinal) ? null : Path.GetRelativePath(root, folder);
            }
        }

        return null;
    }

    private static string? ChooseRemote(string output)
    {
        string? first = null;
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            if (parts.Length < 2)
            {
                continue;
            }

            if (string.Equals(parts[0], "remote.origin.url", StringComparison.Ordinal))
            {
                return parts[1].Trim();
            }

            first ??= parts[1].Trim();
        }

        return first;
    }

    private static bool TryRun(string location, string[] arguments, out string output, out int exitCode)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = location, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Array.ForEach(arguments, start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            exitCode = process.ExitCode;
            return true;
        }
        catch (Win32Exception)
        {
            output = "";
            exitCode = -1;
            return false;
        }
    }
}
