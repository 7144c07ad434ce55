using PipCs.Cache.Packages;
using PipCs.Index;
using PipCs.Installing;
using PipCs.Listing;
using PipCs.Resolution.Projects;
using PipCs.Resolution;
using PipCs.Standards.Names;

namespace PipCs.Searching;

/// <summary>The projects in the cache: those with a cached page, a cached answer or package information.</summary>
internal static class CachedListing
{
    /// <summary>Finds projects by words. Names that equal or begin with a word come first, then names with a part that begins with one, then projects whose summary has a word.</summary>
    internal static List<(string Name, string Latest, string Summary)> Find(IReadOnlyList<string> words, Session session, PackageInformationCache packages)
    {
        var wanted = words.Select(static word => (Name: ProjectName.Normalize(word).Value, Word: word)).ToList();
        var summaries = Summaries(packages);
        var found = new Dictionary<ProjectName, (int Rank, string Name, string Latest, string Summary)>();
        foreach (var information in summaries.Values)
        {
            var project = ProjectName.Normalize(information.Name);
            if (Rank(project, information.Summary ?? "", wanted) is { } rank)
            {
                found[project] = (rank, information.Name, information.LatestVersion ?? information.Version, information.Summary ?? "");
            }
        }

        var rules = NewestReleases.RulesOf(new ResolutionOptions(), session.Interpreter);
        foreach (var page in CachedProjects.ListPages(session.Cache).Where(static page => page.VersionCount > 0))
        {
            Add(page.Project, (UsableReleases.FindNewest(rules, page)?.Version ?? page.GetVersion(page.VersionCount - 1)).ToString());
        }

        // `list --outdated` caches the answers of pages, not the pages.
        foreach (var (project, answer) in CachedProjects.ListAnswers(session.Cache))
        {
            if (NewestReleaseQuestion.Read(answer) is { } newest)
            {
                Add(project, newest.Version.ToString());
            }
        }

        void Add(ProjectName project, string newest)
        {
            var summary = summaries.TryGetValue(project, out var information) ? information.Summary ?? "" : "";
            if (Rank(project, summary, wanted) is { } rank)
            {
                var other = found.TryGetValue(project, out var known) ? known.Latest : newest;
                found[project] = (rank, known.Name ?? project.Value, Searcher.Highest([newest, other]), summary);
            }
        }

        return [.. found.OrderBy(static pair => pair.Value.Rank).ThenBy(static pair => pair.Key).Select(static pair => (pair.Value.Name, pair.Value.Latest, pair.Value.Summary))];
    }

    /// <summary>The package information of the highest known version of each project.</summary>
    private static Dictionary<ProjectName, PackageInformation> Summaries(PackageInformationCache packages)
    {
        var summaries = new Dictionary<ProjectName, PackageInformation>();
        foreach (var information in packages.List())
        {
            var project = ProjectName.Normalize(information.Name);
            if (!summaries.TryGetValue(project, out var other) || Searcher.Highest([other.Version, information.Version]) != other.Version)
            {
                summaries[project] = information;
            }
        }

        return summaries;
    }

    /// <summary>The rank of a project among the matches, 0 for the best; null where it does not match.</summary>
    private static int? Rank(ProjectName project, string summary, List<(string Name, string Word)> words)
    {
        int? best = null;
        foreach (var (name, word) in words)
        {
            var rank = name.Length > 0 && project.Value == name ? 0
                : name.Length > 0 && project.Value.StartsWith(name, StringComparison.Ordinal) ? 1
                : name.Length > 0 && project.Value.Contains("-" + name, StringComparison.Ordinal) ? 2
                : HasWord(summary, word) ? 3
                : (int?)null;
            best = best is null || rank < best ? rank ?? best : best;
        }

        return best;
    }

    private static bool HasWord(string summary, string word)
    {
        for (var at = 0; word.Length > 0 && (at = summary.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at == 0 || !char.IsLetterOrDigit(summary[at - 1])) && (at + word.Length == summary.Length || !char.IsLetterOrDigit(summary[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
