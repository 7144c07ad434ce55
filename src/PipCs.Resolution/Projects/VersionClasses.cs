using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Projects;

/// <summary>The versions of a project, each in exactly one set by pip's rules.</summary>
internal sealed class VersionClasses
{
    internal VersionClasses(ProjectVersions versions, PageJudgement? judgement)
    {
        Finals = new ulong[versions.Words];
        Prereleases = new ulong[versions.Words];
        YankedFinals = new ulong[versions.Words];
        YankedPrereleases = new ulong[versions.Words];
        Always = new ulong[versions.Words];
        for (int position = 1; position <= versions.Count; position++)
        {
            int source = versions.SourceOf(position);
            if (position == versions.InstalledPosition || position == versions.OtherPosition)
            {
                Positions.Add(Always, position);
            }
            else if (source >= 0 && judgement!.IsUsableOrYanked(source))
            {
                Positions.Add((judgement.IsPrerelease(source), judgement.IsUsable(source)) switch
                {
                    (false, true) => Finals,
                    (true, true) => Prereleases,
                    (false, false) => YankedFinals,
                    _ => YankedPrereleases,
                }, position);
            }
        }
    }

    internal ulong[] Finals { get; }

    internal ulong[] Prereleases { get; }

    internal ulong[] YankedFinals { get; }

    internal ulong[] YankedPrereleases { get; }

    /// <summary>The installed version and the position for the unread page, which pip's rules always admit.</summary>
    internal ulong[] Always { get; }
}
