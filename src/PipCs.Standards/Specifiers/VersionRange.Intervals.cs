using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

public sealed partial class VersionRange
{
    /// <summary>Its intervals, ascending, each as a range.</summary>
    internal IReadOnlyList<VersionRange> Intervals => [.. Enumerable.Range(0, _cuts.Length / 2).Select(i => new VersionRange([_cuts[2 * i], _cuts[(2 * i) + 1]]))];

    /// <summary>The interval from its beginning to its end; it must not be empty.</summary>
    internal VersionRange Hull => new([_cuts[0], _cuts[^1]]);

    /// <summary>All versions above its beginning, and all below its end; it must not be empty.</summary>
    internal (VersionRange From, VersionRange To) Bounds => (Between(_cuts[0], VersionCut.End), Between(VersionCut.Start, _cuts[^1]));

    /// <summary>How many beginnings and ends it has beside those of all versions.</summary>
    internal int BoundCount => _cuts.Count(static cut => !cut.IsStart && !cut.IsEnd);

    /// <summary>The versions that define its beginnings and ends.</summary>
    internal IEnumerable<PackageVersion> BoundVersions => _cuts.Where(static cut => !cut.IsStart && !cut.IsEnd).Select(static cut => cut.Version);

    /// <summary>The range with every beginning and end moved, by a function that keeps their order.</summary>
    internal VersionRange Rounded(Func<VersionCut, VersionCut> round)
    {
        var cuts = new List<VersionCut>(_cuts.Length);
        foreach (VersionCut cut in _cuts)
        {
            VersionCut rounded = round(cut);
            if (cuts.Count > 0 && cuts[^1].Equals(rounded))
            {
                cuts.RemoveAt(cuts.Count - 1);
            }
            else
            {
                cuts.Add(rounded);
            }
        }

        return cuts.Count == 0 ? Empty : new([.. cuts]);
    }
}
