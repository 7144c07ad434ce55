using PipCs.Diagnostics;
using PipCs.Installing;
using PipCs.Listing;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Selection;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Updating;

/// <summary>
/// <c>update</c>: installs the newest versions that are consistent with each other, by the stages of <c>install</c> and in its one transaction. The requirements of distributions that are not updated are constraints, so that they stay met.
/// </summary>
internal static class Updater
{
    /// <summary>Plans the update, shows it, and makes it.</summary>
    /// <returns>The plan, and whether it was carried out.</returns>
    /// <exception cref="UserErrorException">A name is not installed or did not come from an index, or no versions suit each other; the environment is as it was.</exception>
    internal static async Task<ChangeResult> RunAsync(UpdateRequest request, Session session, CancellationToken cancellationToken)
    {
        var installed = SettledDistributions.Scan(() => InstalledDistributions.Scan(session.Interpreter), session.Reporter);
        var chosen = request.Names.Count == 0 ? installed.All.Where(distribution => WhyNot(distribution) is null).ToList() : Find(request.Names, installed);
        if (chosen.Count == 0 || await IsKnownToBeNewestAsync(chosen, request, session, cancellationToken).ConfigureAwait(false))
        {
            return ChangeResult.Nothing;
        }

        var projects = chosen.Select(distribution => distribution.Project).ToHashSet();
        var plan = new PlanRequest
        {
            Command = "update",
            Sources = new RequirementSources { Arguments = [.. chosen.Select(distribution => distribution.Project.Value)], ConstraintFiles = request.ConstraintFiles },
            FurtherConstraints = NeedsOf(installed.All.Where(distribution => !projects.Contains(distribution.Project)), session.Interpreter),
            Options = request.Options with { Upgrade = UpgradeStrategy.OnlyIfNeeded },
            WasRequested = project => installed.TryGet(project, out var old) && old.IsRequested,
        };
        return await new PlannedChanges(request, session).RunAsync(plan, installed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>If the user gave a time to live, remembered newest releases may show without a resolution that there is nothing to do.</summary>
    private static async ValueTask<bool> IsKnownToBeNewestAsync(IReadOnlyList<InstalledDistribution> chosen, UpdateRequest request, Session session, CancellationToken cancellationToken)
        => session.Index.PageLifetime is { Ticks: > 0 } && !await NewestReleases.AnyIsOutdatedAsync(chosen, request.Options, session, cancellationToken).ConfigureAwait(false);

    private static List<InstalledDistribution> Find(IReadOnlyList<string> names, InstalledDistributions installed)
    {
        var found = new List<InstalledDistribution>();
        foreach (var name in names)
        {
            if (!ProjectName.TryParse(name, out var project))
            {
                throw Errors.CannotUpdate(name, "it is not the name of a project", $"Name it without extras and versions; `pip-cs install --upgrade '{name}'` takes both.");
            }

            if (!installed.TryGet(project, out var distribution))
            {
                throw Errors.CannotUpdate(name, "it is not installed", $"`pip-cs install {name}` installs it.");
            }

            if (WhyNot(distribution) is { } reason)
            {
                throw Errors.CannotUpdate(name, reason, "Install it again from where it came from.");
            }

            if (!found.Contains(distribution))
            {
                found.Add(distribution);
            }
        }

        return found;
    }

    /// <summary>The reason why a distribution is not updated; null where it is.</summary>
    private static string? WhyNot(InstalledDistribution distribution)
        => InstalledSelection.IsStandardLibrary(distribution.Project) ? "it is a part of Python"
            : !distribution.IsLocal ? "it lies outside of the environment"
            : distribution.EditableLocation is not null ? "it is an editable install"
            : distribution.DirectUrl is { } url ? $"it came from {url.Url}, not from an index"
            : !distribution.HasValidVersion ? $"its version '{distribution.VersionText}' is not a valid one"
            : null;

    private static List<RootRequirement> NeedsOf(IEnumerable<InstalledDistribution> distributions, Interpreter interpreter)
    {
        var needs = new List<RootRequirement>();
        foreach (var distribution in distributions)
        {
            if (!distribution.TryReadDependencies(out var metadata, out _))
            {
                continue;
            }

            foreach (var requirement in InstalledSelection.Applying(metadata.RequiresDist, interpreter.Markers))
            {
                if (requirement.Url is null && requirement.Specifier.Clauses.Count > 0)
                {
                    needs.Add(new RootRequirement(new Requirement(requirement.Name, specifier: requirement.Specifier), $"{distribution.Name} {distribution.VersionText}, which stays installed", []));
                }
            }
        }

        return needs;
    }
}
