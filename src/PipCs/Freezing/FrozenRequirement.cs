using System.Text;
using PipCs.Diagnostics;
using PipCs.Listing;
using PipCs.Python.Installed;
using PipCs.Standards.DirectUrls;

namespace PipCs.Freezing;

/// <summary>One distribution as <c>pip freeze</c> writes it.</summary>
/// <param name="Name">The name as its metadata spells it.</param>
/// <param name="Text">The requirement, without <c>-e</c>.</param>
/// <param name="IsEditable">Whether <c>-e</c> stands before it.</param>
/// <param name="Comments">The comment lines in front.</param>
internal sealed record FrozenRequirement(string Name, string Text, bool IsEditable, IReadOnlyList<string> Comments)
{
    internal static FrozenRequirement From(InstalledDistribution distribution, IReporter reporter, CancellationToken cancellationToken)
    {
        var name = distribution.Name;
        if (distribution.DirectUrlError is { } error)
        {
            reporter.Report(Severity.Warning, $"Error parsing direct_url.json for {distribution.Project}: {error}");
        }

        if (distribution.EditableLocation is { } location)
        {
            var source = EditableSource.Describe(Path.GetFullPath(location), name, ListRendering.NameAndVersion(distribution), reporter, cancellationToken);
            return new(name, source.Requirement, true, source.Comments);
        }

        return new(name, distribution.DirectUrl is { } url ? DirectReference(url, name) : ListRendering.NameAndVersion(distribution), false, []);
    }

    /// <summary>The lines to print: the comments, then the requirement.</summary>
    internal IEnumerable<string> Lines => Comments.Append(IsEditable ? "-e " + Text : Text.TrimEnd());

    private static string DirectReference(DirectUrl url, string name)
    {
        var text = new StringBuilder(name).Append(" @ ");
        if (url.VersionControl is { } system)
        {
            text.Append(system.System).Append('+').Append(url.Url).Append('@').Append(system.CommitId);
        }
        else
        {
            text.Append(url.Url);
        }

        var separator = '#';
        if (url.Archive?.Hashes is { Count: > 0 } hashes)
        {
            var (algorithm, value) = hashes.First();
            text.Append(separator).Append(algorithm).Append('=').Append(value);
            separator = '&';
        }

        if (url.Subdirectory is { Length: > 0 } subdirectory)
        {
            text.Append(separator).Append("subdirectory=").Append(subdirectory);
        }

        return text.ToString();
    }
}
