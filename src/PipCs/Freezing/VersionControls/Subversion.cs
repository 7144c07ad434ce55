using System.Globalization;

namespace PipCs.Freezing.VersionControls;

/// <summary>Subversion from 1.7 on, by the output of <c>svn info</c>.</summary>
internal sealed class Subversion() : VersionControl("svn", "Subversion", ".svn")
{
    internal override string ReadRemote(string location, CancellationToken cancellationToken)
        => ProjectFolder.TryFind(location, out var project) && Between(Describe(project, cancellationToken), "<url>", "</url>").FirstOrDefault() is { } url ? url : throw new RemoteException(null);

    internal override string ReadRevision(string location, CancellationToken cancellationToken)
        => Between(Describe(location, cancellationToken), "revision=\"", "\"").Select(static text => long.Parse(text, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max().ToString(CultureInfo.InvariantCulture);

    private string Describe(string location, CancellationToken cancellationToken)
    {
        try
        {
            return Run(location, ["info", "--xml", location], cancellationToken);
        }
        catch (CommandFailedException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Between(string text, string before, string after)
    {
        for (var start = text.IndexOf(before, StringComparison.Ordinal); start >= 0; start = text.IndexOf(before, start, StringComparison.Ordinal))
        {
            start += before.Length;
            yield return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
        }
    }
}
