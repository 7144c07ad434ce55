using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Standards.Names;

namespace PipCs.Listing;

/// <summary><c>list</c>: lists installed distributions, and their newest releases where the request asks for these.</summary>
internal static class Lister
{
    /// <summary>Lists the installed distributions that the request selects.</summary>
    /// <param name="request">The options.</param>
    /// <param name="session">The interpreter, the cache, the index and the reporter.</param>
    /// <param name="progress">Receives each comparison, in order, as soon as it and those before it are done; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UserErrorException">Options contradict each other, or an index answers nonsense.</exception>
    internal static async ValueTask<ListResult> RunAsync(ListRequest request, Session session, IProgress<ListProgress>? progress, CancellationToken cancellationToken)
    {
        if (request.Paths.Count > 0 && (request.User || request.Local))
        {
            throw Errors.PathWithUserOrLocal();
        }

        var chosen = Choose(request, session.Interpreter, session.Reporter);
        return request.Releases == ListedReleases.All
            ? new([.. chosen.Select(distribution => new ListedDistribution(distribution, null))])
            : new(await NewestReleases.CompareAsync(chosen, request, session, progress, cancellationToken).ConfigureAwait(false));
    }

    private static List<InstalledDistribution> Choose(ListRequest request, Interpreter interpreter, IReporter reporter)
    {
        var chosen = new List<InstalledDistribution>();
        foreach (var distribution in InstalledSelection.Scan(interpreter, request.Paths, reporter).All)
        {
            if (!InstalledSelection.IsStandardLibrary(distribution.Project)
                && InstalledSelection.IsIn(distribution, request.Local, request.User)
                && (request.IncludeEditable || distribution.EditableLocation is null)
                && (!request.Editable || distribution.EditableLocation is not null))
            {
                chosen.Add(distribution);
            }
        }

        // The required distributions are found before the excluded ones are removed: the requirements of an excluded distribution count too.
        if (request.NotRequired)
        {
            var required = Required(chosen, interpreter);
            chosen.RemoveAll(distribution => required.Contains(distribution.Project));
        }

        foreach (var name in request.Excludes)
        {
            var project = ProjectName.Normalize(name);
            chosen.RemoveAll(distribution => distribution.Project == project);
        }

        return chosen;
    }

    private static HashSet<ProjectName> Required(List<InstalledDistribution> distributions, Interpreter interpreter)
    {
        var required = new HashSet<ProjectName>();
        foreach (var distribution in distributions)
        {
            foreach (var requirement in InstalledSelection.Applying(distribution.Dependencies.RequiresDist, interpreter.Markers))
            {
                required.Add(requirement.Project);
            }
        }

        return required;
    }
}
