namespace PipCs.Freezing.VersionControls;

/// <summary>Mercurial: the default path, and the changeset that is checked out.</summary>
internal sealed class Mercurial() : VersionControl("hg", "Mercurial", ".hg")
{
    internal override bool KnowsSubdirectories => true;

    internal override string ReadRemote(string location, CancellationToken cancellationToken) => ToUrl(Run(location, ["showconfig", "paths.default"], cancellationToken).Trim());

    internal override string ReadRevision(string location, CancellationToken cancellationToken) => Run(location, ["parents", "--template={node}"], cancellationToken).Trim();
}
