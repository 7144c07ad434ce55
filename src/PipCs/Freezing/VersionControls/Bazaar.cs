namespace PipCs.Freezing.VersionControls;

/// <summary>Bazaar: the branch that a branch comes from, and its revision number.</summary>
internal sealed class Bazaar() : VersionControl("bzr", "Bazaar", ".bzr")
{
    internal override string ReadRemote(string location, CancellationToken cancellationToken)
    {
        foreach (var line in Run(location, ["info"], cancellationToken).Split('\n', StringSplitOptions.TrimEntries))
        {
            foreach (var label in (string[])["checkout of branch: ", "parent branch: "])
            {
                if (line.StartsWith(label, StringComparison.Ordinal))
                {
                    return ToUrl(line[label.Length..]);
                }
            }
        }

        throw new RemoteException(null);
    }

    internal override string ReadRevision(string location, CancellationToken cancellationToken) => Run(location, ["revno"], cancellationToken).TrimEnd('\n').Split('\n')[^1];
}
