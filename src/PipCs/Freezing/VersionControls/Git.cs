namespace PipCs.Freezing.VersionControls;

/// <summary>git, whose remotes may be abbreviated URLs.</summary>
internal sealed class Git() : VersionControl("git", "Git", ".git")
{
    internal override bool KnowsSubdirectories => true;

    internal override bool IsPrefixed(string url) => false;

    internal override string ReadRemote(string location, CancellationToken cancellationToken)
    {
        // git's exit code is 1 where nothing matches.
        var remote = Choose(Run(location, ["config", "--get-regexp", @"remote\..*\.url"], cancellationToken, mostExitCode: 1)) ?? throw new RemoteException(null);
        return ToRepositoryUrl(remote) ?? throw new RemoteException(remote);
    }

    internal override string ReadRevision(string location, CancellationToken cancellationToken) => Run(location, ["rev-parse", "HEAD"], cancellationToken).Trim();

    /// <summary>The URL of <c>origin</c>, or of the first remote where there is no <c>origin</c>.</summary>
    private static string? Choose(string output)
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

    /// <summary>Turns git's spelling of a remote into a URL for pip; null where that is impossible. A URL stays, a folder becomes a URL, and <c>user@host:path</c> becomes one with ssh.</summary>
    private static string? ToRepositoryUrl(string remote)
    {
        var scheme = remote.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && remote.AsSpan(0, scheme).IndexOfAnyExceptInRange('0', 'z') < 0)
        {
            return remote;
        }

        if (Path.Exists(remote))
        {
            return ToUrl(Path.GetFullPath(remote));
        }

        var colon = remote.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && remote.AsSpan(0, colon).IndexOf('/') < 0 && colon + 1 < remote.Length && (char.IsLetterOrDigit(remote[colon + 1]) || remote[colon + 1] == '_')
            ? $"ssh://{remote.AsSpan(0, colon)}/{remote.AsSpan(colon + 1)}"
            : null;
    }
}
