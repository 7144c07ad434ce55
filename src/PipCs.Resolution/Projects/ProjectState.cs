using PipCs.Resolution.Solving;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Projects;

/// <summary>
/// The versions of a project and the choice of those that count as candidates. It survives the solver's restarts. The records of single parts of the
/// resolution lie in their <see cref="ProjectNotes{T}"/>.
/// </summary>
internal sealed class ProjectState(ProjectName name, bool? prereleases)
{
    private readonly Dictionary<int, VersionChoice> _choices = [];
    private readonly List<Candidate> _direct = [];
    private ProjectVersions? _versions;
    private VersionClasses? _classes;

    internal ProjectName Name { get; } = name;

    /// <summary>Its number among the projects of the resolution, from 0; -1 where it is none of them.</summary>
    internal int Number { get; init; } = -1;

    /// <summary>The installed distribution, where the request may keep it.</summary>
    internal InstalledCandidate? Installed { get; init; }

    /// <summary>Whether the installed version goes before newer ones.</summary>
    internal bool PrefersInstalled { get; init; }

    /// <summary>All constraints on it as one requirement, or null.</summary>
    internal Dependency? Constraint { get; set; }

    /// <summary>Every constraint as it was given.</summary>
    internal List<RootRequirement> Constraints { get; } = [];

    /// <summary>The hashes that are admitted, or null where none are given.</summary>
    internal HashSet<string>? Hashes { get; private set; }

    /// <summary>The hashes that the constraints alone admit.</summary>
    internal IReadOnlyList<string> ConstraintHashes { get; set; } = [];

    /// <summary>The hashes of which its file must have one: those of the first requirement, or of the constraints where that has none, as in pip.</summary>
    internal IReadOnlyList<string> HashesFor(Dependency? first)
        => (first?.Override ?? first?.Root)?.Hashes is { Count: > 0 } own ? own : ConstraintHashes;

    /// <summary>Narrows <see cref="Hashes"/> to those given; a requirement without hashes narrows nothing.</summary>
    internal void AddHashes(IReadOnlyList<string> hashes)
    {
        if (hashes.Count == 0)
        {
            return;
        }

        if (Hashes is null)
        {
            Hashes = new HashSet<string>(hashes, StringComparer.Ordinal);
        }
        else
        {
            Hashes.IntersectWith(hashes);
        }
    }

    /// <summary>Whether only the candidates of URLs count, because the request or a constraint names one.</summary>
    internal bool IsDirectOnly { get; set; }

    /// <summary>Whether the page was read, or no index has one.</summary>
    internal bool IsPageLoaded { get; private set; }

    internal ProjectPage? Page { get; private set; }

    internal PageJudgement? Judgement { get; private set; }

    /// <summary>Whether pre-releases count as candidates.</summary>
    internal bool PrereleasesEnabled { get; private set; } = prereleases == true;

    /// <summary>Yanked versions that a pin admits.</summary>
    internal ulong[]? YankedEnabled { get; private set; }

    internal IReadOnlyList<Candidate> Direct => _direct;

    internal bool NeedsPage => !IsPageLoaded && !IsDirectOnly && !(PrefersInstalled && Installed is not null);

    internal ProjectVersions Versions => _versions ??= new ProjectVersions(Page, Installed, _direct, !IsPageLoaded && !IsDirectOnly);

    internal void SetPage(ProjectPage? page, PageJudgement? judgement)
    {
        IsPageLoaded = true;
        Page = page;
        Judgement = judgement;
        Reset();
    }

    /// <summary>Adds the candidate of a URL; false where it is there already.</summary>
    internal bool AddDirect(Candidate candidate)
    {
        foreach (Candidate known in _direct)
        {
            if (known.HasSameUrlAs(candidate))
            {
                return false;
            }
        }

        _direct.Add(candidate);
        Reset();
        return true;
    }

    /// <summary>Every position that may be chosen now, "absent" included.</summary>
    internal ulong[] Universe()
    {
        ProjectVersions versions = Versions;
        var universe = new ulong[versions.Words];
        Positions.Add(universe, Positions.Absent);
        for (int position = 1; position <= versions.Count; position++)
        {
            if (IsCandidate(position))
            {
                Positions.Add(universe, position);
            }
        }

        return universe;
    }

    /// <summary>Whether requirements with these traits can admit anything. This cheap question comes before the search.</summary>
    internal bool MayAdmit(RequirementTraits traits) => MayAdmitPrereleases || MayAdmitYanked(traits);

    /// <summary>
    /// Admits candidates beyond the plain ones: pre-releases if a requirement names one or no final version matches, yanked versions if a requirement pins one.
    /// </summary>
    /// <param name="matching">The positions that all requirements in force match.</param>
    /// <param name="traits">The traits of these requirements together.</param>
    /// <returns>Whether something was admitted.</returns>
    internal bool Admit(ReadOnlySpan<ulong> matching, RequirementTraits traits)
    {
        bool changed = false;
        ProjectVersions versions = Versions;
        if (MayAdmitPrereleases)
        {
            PageJudgement judgement = Judgement!;
            bool isNamed = (traits & RequirementTraits.NamesPrerelease) != 0;
            bool anyFinal = false;
            bool anyPrerelease = false;
            for (int position = Positions.HighestBelow(matching, versions.VersionCount + 1); position > 0 && !(isNamed ? anyPrerelease : anyFinal); position = Positions.HighestBelow(matching, position))
            {
                if (versions.SourceOf(position) is >= 0 and var source && judgement.IsUsableOrYanked(source))
                {
                    bool isPrerelease = judgement.IsPrerelease(source);
                    anyPrerelease |= isPrerelease;
                    anyFinal |= !isPrerelease;
                }
            }

            if (anyPrerelease && (isNamed || !anyFinal))
            {
                PrereleasesEnabled = true;
                changed = true;
            }
        }

        return (MayAdmitYanked(traits) && AdmitYanked(matching, Judgement!, versions)) || changed;
    }

    /// <summary>Admits a version that pip's own search has pinned.</summary>
    internal void AdmitWalked(int position)
    {
        PrereleasesEnabled |= IsPrerelease(position);
        if (IsYanked(position))
        {
            Positions.Add(YankedEnabled ??= new ulong[Versions.Words], position);
        }
    }

    /// <summary>The versions, classified by pip's rules.</summary>
    internal VersionClasses Classes => _classes ??= new VersionClasses(Versions, Judgement);

    internal bool IsPrerelease(int position) => Versions.SourceOf(position) is >= 0 and var source && Judgement!.IsPrerelease(source) && position != Versions.InstalledPosition;

    internal bool IsYanked(int position) => Versions.SourceOf(position) is >= 0 and var source && !Judgement!.IsUsable(source) && position != Versions.InstalledPosition;

    /// <summary>The candidates of a position, made once.</summary>
    internal VersionChoice ChoiceAt(int position)
    {
        ProjectVersions versions = Versions;
        int key = position == versions.InstalledPosition ? ProjectVersions.SourceInstalled : versions.SourceOf(position);
        if (!_choices.TryGetValue(key, out VersionChoice? choice))
        {
            choice = versions.DirectAt(position) is { } direct ? new VersionChoice([direct])
                : key == ProjectVersions.SourceInstalled ? new VersionChoice([CandidateKinds.OfInstalled(this, Installed!)])
                : new VersionChoice(Judgement!.CandidatesOf(key));
            _choices.Add(key, choice);
        }

        return choice;
    }

    private bool AdmitYanked(ReadOnlySpan<ulong> matching, PageJudgement judgement, ProjectVersions versions)
    {
        ulong[]? yanked = null;
        for (int position = 1; position <= versions.VersionCount; position++)
        {
            if (versions.SourceOf(position) is not (>= 0 and var source) || !Positions.Contains(matching, position))
            {
                continue;
            }

            if (judgement.IsUsable(source))
            {
                return false;
            }

            if (judgement.IsUsableOrYanked(source) && (YankedEnabled is null || !Positions.Contains(YankedEnabled, position)))
            {
                Positions.Add(yanked ??= new ulong[versions.Words], position);
            }
        }

        if (yanked is null)
        {
            return false;
        }

        YankedEnabled = YankedEnabled is null ? yanked : Positions.Union(YankedEnabled, yanked);
        return true;
    }

    internal bool IsCandidate(int position)
    {
        ProjectVersions versions = Versions;
        if (versions.SourceOf(position) is not (>= 0 and var source) || position == versions.InstalledPosition)
        {
            return true;
        }

        bool isIn = Judgement!.IsUsable(source) || (YankedEnabled is not null && Positions.Contains(YankedEnabled, position));
        return isIn && (PrereleasesEnabled || !Judgement.IsPrerelease(source));
    }

    private bool MayAdmitPrereleases => !PrereleasesEnabled && prereleases is null && Judgement is { HasPrereleases: true };

    private bool MayAdmitYanked(RequirementTraits traits) => (traits & RequirementTraits.Pinned) != 0 && Judgement is { HasYanked: true };

    private void Reset()
    {
        _versions = null;
        _classes = null;
        YankedEnabled = null;
    }
}
