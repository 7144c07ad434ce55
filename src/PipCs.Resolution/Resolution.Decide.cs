using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Metadata;

namespace PipCs.Resolution;

internal sealed partial class Resolution
{
    private const int PromotionThreshold = 5;

    /// <summary>The package to decide next: pip's order, those that keep fighting first. Null where all is decided.</summary>
    private SolverPackage? NextPackage()
    {
        SolverPackage? best = null;
        uint bestPreference = uint.MaxValue;
        List<SolverPackage> open = _solver.Open;
        for (int i = open.Count - 1; i >= 0; i--)
        {
            SolverPackage package = open[i];
            if (package.IsDecided || !package.IsRequired)
            {
                package.IsListed = false;
                open[i] = open[^1];
                open.RemoveAt(open.Count - 1);
                continue;
            }

            if (package.Base is not { IsDecided: false } && PreferenceOf(package) is var preference && preference <= bestPreference
                && (best is null || preference < bestPreference || string.CompareOrdinal(package.Identifier, best.Identifier) < 0))
            {
                best = package;
                bestPreference = preference;
            }
        }

        return best;
    }

    /// <summary>The lower, the earlier the package is decided, before names decide: promoted, of a URL, pinned, bounded from above, as requested, with any specifier.</summary>
    private uint PreferenceOf(SolverPackage package)
    {
        const int LastRequested = (1 << 24) - 1;
        if (_walked is not null && _walked.TryGetValue(package.Project!, out (int Order, ProjectVersions Versions, int Position) walked))
        {
            return (uint)walked.Order;
        }

        RequirementTraits traits = TraitsOf(package);
        uint preference = 2 - (uint)PromotionOf(package);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.Direct);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.Pinned);
        preference = (preference << 1) | Lacks(traits, RequirementTraits.UpperBounded);
        preference = (preference << 24) | (uint)Math.Min(package.RequestedOrder, LastRequested);
        return (preference << 1) | Lacks(traits, RequirementTraits.Unfree);
    }

    private static uint Lacks(RequirementTraits traits, RequirementTraits trait) => (traits & trait) == 0 ? 1u : 0;

    private static int PromotionOf(SolverPackage package) => package.Promotion > 0 ? package.Promotion : package.Conflicts >= PromotionThreshold ? 1 : 0;

    private static RequirementTraits TraitsOf(SolverPackage package) => package.Requirers.Count == 0 ? RequirementTraits.None : package.Requirers[^1].Traits;

    private async ValueTask<Step> DecideVersionAsync(SolverPackage package)
    {
        ProjectState project = package.Project!;
        int position = WalkedPosition(package) ?? Choose(project, package.Allowed, TraitsOf(package));
        if (position == project.Versions.OtherPosition)
        {
            await EnsurePageAsync(project).ConfigureAwait(false);
            return Step.Restart;
        }

        PrefetchWalk(project, package.Allowed, position);
        VersionChoice choice = project.ChoiceAt(position);
        DependencyMetadata? metadata = choice.Metadata ?? await GetMetadataAsync(choice).ConfigureAwait(false);
        if (metadata is null)
        {
            Reject(package, position, Reason.UnusableMetadata, choice.Unusable);
            return Step.Rejected;
        }

        if (choice.Candidate.Installed is null && !request.IgnoreRequiresPython && metadata.RequiresPython is { } python && !python.Contains(request.PythonVersion, prereleases: true))
        {
            Reject(package, position, Reason.RequiresPython, python);
            return Step.Rejected;
        }

        Step step = await ActivateAsync(package, position, null, DependenciesOf(choice, metadata)).ConfigureAwait(false);
        if (step == Step.Rejected)
        {
            package.Rejections++;
            TellPatience(package.Identifier, package.Rejections);
            PromoteOver(package);
        }

        return step;
    }

    /// <summary>Where one decided package keeps ruling out the versions of another, decides the other first.</summary>
    private void PromoteOver(SolverPackage package)
    {
        if (package.Rejections < PromotionThreshold || package.Promotion > 1 || _rejecter is not { IsDecided: true } culprit || culprit == package || culprit == _solver.Root)
        {
            return;
        }

        package.Promotion = 2;
        culprit.Promotion = Math.Max(culprit.Promotion, 1);
        _solver.Backjump(culprit.DecisionIndex);
    }

    private ValueTask<Step> DecideExtraAsync(SolverPackage extra)
    {
        SolverPackage parent = extra.Base!;
        Dependency[] dependencies = DependenciesOf(parent.Project!, parent.Project!.ChoiceAt(parent.Decided), extra.Extra!);
        return ActivateAsync(parent, parent.Decided, extra, dependencies);
    }

    /// <summary>The dependencies that an extra of a choice adds; read once, and warned of where it is not provided.</summary>
    private Dependency[] DependenciesOf(ProjectState project, VersionChoice choice, string extra)
    {
        choice.ExtraDependencies ??= [];
        if (!choice.ExtraDependencies.TryGetValue(extra, out Dependency[]? dependencies))
        {
            Dependency[]? read = request.IgnoreDependencies ? [] : _reader.Read(choice.Metadata!, extra);
            if (read is null)
            {
                observer?.Warning($"{project.Name} {choice.Metadata!.Version} does not provide the extra '{extra}'");
            }

            dependencies = read ?? [];
            choice.ExtraDependencies.Add(extra, dependencies);
        }

        return dependencies;
    }

    private static void Reject(SolverPackage package, int position, Reason reason, object? what)
    {
        var own = Positions.Of(package.Universe.Length, position);
        Solver.Add(new Incompatibility([package], [own], reason) { Source = what, Target = package });
        package.Rejections++;
    }

    /// <summary>The metadata of the best candidate of a version that has usable metadata; null where none has.</summary>
    private async ValueTask<DependencyMetadata?> GetMetadataAsync(VersionChoice choice)
    {
        while (choice.Unusable is null)
        {
            Candidate candidate = choice.Candidate;
            try
            {
                DependencyMetadata metadata;
                if (candidate.Installed is { } installed)
                {
                    metadata = installed.ReadMetadata();
                }
                else
                {
                    metadata = choice.Pending is null ? await AskAsync(choice).ConfigureAwait(false) : await ReceiveAsync(choice.Pending).ConfigureAwait(false);
                }

                choice.Metadata = metadata;
                return metadata;
            }
            catch (MetadataUnusableException exception)
            {
                if (exception.IsInvalid)
                {
                    observer?.Ignored(candidate, exception.Message);
                }
                else
                {
                    observer?.Discarded(candidate, exception.Message);
                }

                // What is wrong in one file's metadata is most likely wrong in that of the version's others, says pip.
                choice.Discard(exception.Message, isFaultOfVersion: exception.IsInvalid);
            }
        }

        return null;
    }

    private async ValueTask<DependencyMetadata> AskAsync(VersionChoice choice)
    {
        long start = ResolutionTimes.Begin(request.Times);
        ValueTask<DependencyMetadata> task = source.GetMetadataAsync(choice.Candidate, cancellationToken);
        ResolutionTimes.EndMetadata(request.Times, start);
        if (task.IsCompletedSuccessfully)
        {
            return task.Result;
        }

        choice.Pending = task.AsTask();
        await BeginWaitingAsync().ConfigureAwait(false);
        return await ReceiveAsync(choice.Pending).ConfigureAwait(false);
    }

    private async ValueTask<DependencyMetadata> ReceiveAsync(Task<DependencyMetadata> pending)
    {
        await WaitAsync(pending).ConfigureAwait(false);
        return await pending.ConfigureAwait(false);
    }

    /// <summary>
    /// The version to try: what is installed where that is preferred, then finals before pre-releases
    /// (unless a requirement names one), then the newest; yanked ones last.
    /// </summary>
    private int Choose(ProjectState project, ReadOnlySpan<ulong> allowed, RequirementTraits traits)
    {
        ProjectVersions versions = project.Versions;
        int installed = versions.InstalledPosition;
        if (installed > 0 && project.PrefersInstalled && Positions.Contains(allowed, installed))
        {
            return installed;
        }

        if (project.Constraint is not null)
        {
            traits |= project.Constraint.Traits;
        }

        bool takesPrereleases = (traits & RequirementTraits.NamesPrerelease) != 0 || request.Releases.Prereleases(project.Name) == true;
        int best = -1;
        int bestRank = int.MaxValue;
        for (int position = Positions.HighestBelow(allowed, versions.Count + 1); position > 0; position = Positions.HighestBelow(allowed, position))
        {
            int rank = RankOf(project, position, takesPrereleases);
            if (rank < bestRank)
            {
                best = position;
                bestRank = rank;
                if (rank == 0)
                {
                    break;
                }
            }
        }

        return best;
    }

    private int RankOf(ProjectState project, int position, bool takesPrereleases)
    {
        ProjectVersions versions = project.Versions;
        int source = versions.SourceOf(position);
        if (source < 0 || position == versions.InstalledPosition)
        {
            return versions.DirectAt(position) is not null && !project.IsDirectOnly ? 64 : source == ProjectVersions.SourceOther ? 32 : 0;
        }

        PageJudgement judgement = project.Judgement!;
        int rank = project.Hashes is not null && !judgement.HasMatchingHash(source) ? 16 : 0;
        rank += judgement.IsUsable(source) ? 0 : 8;
        rank += !takesPrereleases && judgement.IsPrerelease(source) ? 4 : 0;
        return rank + (request.PreferBinary && !judgement.HasWheel(source) ? 2 : 0);
    }

    /// <summary>Where version after version of a package is tried, asks for the next ones all at once.</summary>
    private void PrefetchWalk(ProjectState project, ulong[] allowed, int position)
    {
        const int PatientTries = 4;
        const int LargestBatch = 64;
        if (position != project.Versions.OtherPosition && project.ChoiceAt(position).Metadata is not null)
        {
            // A version that is taken up again is no further version.
            return;
        }

        project.Tries++;
        if (project.Tries < Math.Max(PatientTries, project.NextWalk))
        {
            return;
        }

        int batch = Math.Min(LargestBatch, project.Tries * 2);
        project.NextWalk = project.Tries + (batch / 2);
        for (int next = Positions.HighestBelow(allowed, position); next > 0 && batch > 0; next = Positions.HighestBelow(allowed, next), batch--)
        {
            if (next == project.Versions.OtherPosition)
            {
                break;
            }

            Prefetch(project.ChoiceAt(next));
        }
    }
}
