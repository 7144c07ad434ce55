using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Resolution;
using PipCs.Resolution.Projects;
using PipCs.Resolving;

namespace PipCs.Listing;

/// <summary>
/// Asks the index for the newest release of many distributions at once: every page is asked for before the
/// first answer is awaited, and pages are searched on all cores.
/// </summary>
internal static class NewestReleases
{
    /// <summary>Over HTTP/1.1 nearly all time is spent waiting for short answers, so many connections help.</summary>
    private const int Connections = 50;

    /// <summary>Compares each distribution with its newest release and gives those that the request wants, in order.</summary>
    internal static async ValueTask<List<ListedDistribution>> CompareAsync(
        IReadOnlyList<InstalledDistribution> distributions, ListRequest request, Session session, IProgress<ListProgress>? progress, CancellationToken cancellationToken)
    {
        var index = new PackageIndex(session.Index with { ConnectionsPerServer = Connections }, session.Cache, session.Reporter);
        await using (index.ConfigureAwait(false))
        {
            var rules = RulesOf(request.Options, session.Interpreter);
            var remembered = RememberedReleases.Of(session.Index, rules, session);
            var work = session.Reporter.Work;
            work?.Expect(WorkKind.Comparing, distributions.Count);
            var answers = Ask(distributions, rules, index, remembered, work, cancellationToken);
            var listed = new List<ListedDistribution>();
            var lacking = new List<string>();
            for (var at = 0; at < answers.Length; at++)
            {
                var newest = await answers[at].ConfigureAwait(false);
                var entry = newest is { } release && IsWanted(distributions[at], release, request.Releases, session.Reporter)
                    ? new ListedDistribution(distributions[at], release) : null;
                if (newest is null)
                {
                    lacking.AddRange(OfflineGaps.Describe(distributions[at].Project, index.LackingPages(distributions[at].Project)));
                }
                else if (entry is not null)
                {
                    listed.Add(entry);
                }

                progress?.Report(new ListProgress(distributions, entry));
            }

            await index.FlushAsync().ConfigureAwait(false);
            if (lacking.Count > 0)
            {
                session.Reporter.Report(Severity.Warning, Errors.NotInCache(lacking, index.OfflineHint).Message);
            }

            return listed;
        }
    }

    /// <summary>Whether any of the distributions has a newer release.</summary>
    internal static async ValueTask<bool> AnyIsOutdatedAsync(
        IReadOnlyList<InstalledDistribution> distributions, ResolutionOptions options, Session session, CancellationToken cancellationToken)
    {
        var request = new ListRequest { Releases = ListedReleases.Outdated, Options = options };
        return (await CompareAsync(distributions, request, session, progress: null, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>The rules by which a release counts, without any requirement.</summary>
    internal static ResolutionRequest RulesOf(ResolutionOptions options, Interpreter interpreter) => new()
    {
        Requirements = [],
        Environment = interpreter.Markers,
        Tags = interpreter.Tags,
        PythonVersion = interpreter.Version,
        Options = options,
    };

    private static Task<UsableRelease?>[] Ask(IReadOnlyList<InstalledDistribution> distributions, ResolutionRequest rules, PackageIndex index, RememberedReleases? remembered, IWorkObserver? work, CancellationToken cancellationToken)
    {
        var answers = new Task<UsableRelease?>[distributions.Count];
        var question = NewestReleaseQuestion.Of(rules);

        // Each call reads the answer from the cache, on all cores, or sends a request and does not wait for its answer.
        Parallel.For(0, answers.Length, at => answers[at] = RecallAsync(distributions[at], rules, question, index, remembered, work, cancellationToken));
        return answers;
    }

    private static async Task<UsableRelease?> RecallAsync(
        InstalledDistribution distribution, ResolutionRequest rules, PageQuestion? question, PackageIndex index, RememberedReleases? remembered, IWorkObserver? work, CancellationToken cancellationToken)
    {
        if (remembered is null || !remembered.TryFind(distribution, out var newest))
        {
            newest = await FindNewestAsync(distribution, rules, question, index, cancellationToken).ConfigureAwait(false);
            if (index.FailureOf(distribution.Project) is null)
            {
                remembered?.Keep(distribution, newest);
            }
        }

        work?.Advance(WorkKind.Comparing);
        return newest;
    }

    private static async Task<UsableRelease?> FindNewestAsync(
        InstalledDistribution distribution, ResolutionRequest rules, PageQuestion? question, PackageIndex index, CancellationToken cancellationToken)
    {
        if (question is not null)
        {
            return NewestReleaseQuestion.Read(await index.AskAsync(distribution.Project, question, cancellationToken).ConfigureAwait(false));
        }

        return await index.GetPageAsync(distribution.Project, cancellationToken).ConfigureAwait(false) is { } page ? UsableReleases.FindNewest(rules, page) : null;
    }

    private static bool IsWanted(InstalledDistribution distribution, UsableRelease newest, ListedReleases releases, IReporter reporter)
    {
        if (!distribution.HasValidVersion)
        {
            reporter.Report(Severity.Warning, $"Skipping {distribution.Name}: its version '{distribution.VersionText}' is not a valid one and cannot be compared.");
            return false;
        }

        var order = newest.Version.CompareTo(distribution.Version);
        return releases == ListedReleases.Outdated ? order > 0 : order == 0;
    }
}
