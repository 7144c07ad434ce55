using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Explaining;

/// <summary>Words sets of positions as ranges over the versions that may be chosen.</summary>
internal static class VersionWords
{
    private const int MostRanges = 4;

    /// <summary>The package with the versions of the set, such as <c>a 1.0</c>, <c>a&gt;=1.0,&lt;=2.0</c> or <c>every version of a</c>; <c>every candidate of a</c> where there are versions that may not be chosen.</summary>
    internal static string Of(SolverPackage package, ulong[] set) => Of(package, set, "every");

    /// <summary>The same for a set of which one version is needed: <c>some version of a</c>.</summary>
    internal static string OneOf(SolverPackage package, ulong[] set) => Of(package, set, "some");

    private static string Of(SolverPackage package, ulong[] set, string all)
    {
        if (package.Extra is not null)
        {
            return package.Identifier;
        }

        string name = package.Identifier;
        ProjectVersions versions = package.Project!.Versions;
        var ranges = new List<string>();
        int first = 0;
        int last = 0;
        bool isEverything = true;
        for (int position = 1; position <= versions.Count + 1; position++)
        {
            bool isCandidate = position <= versions.Count && Positions.Contains(package.Universe, position);
            bool isIn = isCandidate && Positions.Contains(set, position);
            if (isIn)
            {
                first = first == 0 ? position : first;
                last = position;
            }
            else if (isCandidate || position > versions.Count)
            {
                isEverything &= !isCandidate;
                if (first > 0)
                {
                    ranges.Add(Range(package, versions, first, last));
                    first = 0;
                }
            }
        }

        return ranges.Count switch
        {
            0 => $"no version of {name}",
            1 when isEverything => Positions.Count(package.Universe) == 2 ? $"{name} {Version(versions, last)} (the only candidate)" : $"{all} {(Positions.Count(package.Universe) - 1 == versions.Count ? "version" : "candidate")} of {name}",
            <= MostRanges => name + string.Join(" or ", ranges),
            _ => $"{name}{string.Join(" or ", ranges.GetRange(0, MostRanges - 1))} or {ranges.Count - MostRanges + 1} other ranges",
        };
    }

    private static string Range(SolverPackage package, ProjectVersions versions, int first, int last)
    {
        if (first == last)
        {
            return $"=={Version(versions, first)}";
        }

        bool hasLower = Positions.HighestBelow(package.Universe, first) > 0;
        bool hasUpper = Positions.HighestBelow(package.Universe, int.MaxValue) > last;
        return (hasLower, hasUpper) switch
        {
            (true, false) => $">={Version(versions, first)}",
            (false, true) => $"<={Version(versions, last)}",
            _ => $">={Version(versions, first)},<={Version(versions, last)}",
        };
    }

    private static string Version(ProjectVersions versions, int position)
        => position == versions.OtherPosition ? "?" : versions.VersionAt(position).ToString();
}
