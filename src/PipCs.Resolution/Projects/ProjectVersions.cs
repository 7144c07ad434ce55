using PipCs.Resolution.Solving;
using PipCs.Standards.Projects;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Projects;

/// <summary>
/// The sorted, finite list of a project's versions, on which the solver's sets are based. A longer list replaces it when the page is needed or a URL
/// names a further version.
/// </summary>
internal sealed class ProjectVersions
{
    /// <summary>The source of the position that stands for the page, which has not been read.</summary>
    internal const int SourceOther = -1;

    /// <summary>The source of the position of a version that is installed and has no file.</summary>
    internal const int SourceInstalled = -2;

    private const int SourceDirect = -3;

    private readonly ProjectPage? _page;
    private readonly InstalledCandidate? _installed;
    private readonly IReadOnlyList<Candidate> _direct;
    private readonly int[] _sources;
    private readonly ulong[] _keys;

    internal ProjectVersions(ProjectPage? page, InstalledCandidate? installed, IReadOnlyList<Candidate> direct, bool hasOther)
    {
        _page = page;
        _installed = installed;
        _direct = [.. direct];
        int pageCount = page?.VersionCount ?? 0;
        List<int> others = SortOthers(installed, direct);
        int capacity = pageCount + others.Count + (hasOther ? 1 : 0);
        _sources = new int[capacity];
        _keys = new ulong[capacity];
        int count = 0;
        int next = 0;
        foreach (int source in others)
        {
            PackageVersion version = VersionOf(source);
            while (next < pageCount && ComparePage(next, version) <= 0)
            {
                _sources[count++] = next++;
            }

            if (source == SourceInstalled)
            {
                bool isOnPage = count > 0 && _sources[count - 1] >= 0 && ComparePage(_sources[count - 1], version) == 0;
                InstalledPosition = isOnPage ? count : count + 1;
                if (isOnPage)
                {
                    continue;
                }
            }

            _sources[count++] = source;
        }

        while (next < pageCount)
        {
            _sources[count++] = next++;
        }

        VersionCount = count;
        if (hasOther)
        {
            _sources[count++] = SourceOther;
            OtherPosition = count;
        }

        Count = count;
        Words = Positions.WordsFor(count + 1);
        HasAllKeys = true;
        ProjectColumns columns = page is null ? default : page.Columns;
        for (int i = 0; i < VersionCount; i++)
        {
            ulong key = _sources[i] >= 0 ? columns.GetSortKey(_sources[i]) : VersionOf(_sources[i]).SortKey;
            _keys[i] = key;
            HasAllKeys &= key != 0;
        }
    }

    /// <summary>The number of positions without "absent".</summary>
    internal int Count { get; }

    /// <summary>The number of positions that are versions: all but the one for the unread page.</summary>
    internal int VersionCount { get; }

    internal int Words { get; }

    /// <summary>Whether every version has a sort key, so that <see cref="Keys"/> ascend.</summary>
    internal bool HasAllKeys { get; }

    internal ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, VersionCount);

    /// <summary>The position of the installed version, or 0.</summary>
    internal int InstalledPosition { get; }

    /// <summary>The position that stands for the versions of the unread page, or 0.</summary>
    internal int OtherPosition { get; }

    /// <summary>The page's version index of a position, or a negative value.</summary>
    internal int SourceOf(int position) => _sources[position - 1];

    internal PackageVersion VersionAt(int position) => VersionOf(_sources[position - 1]);

    /// <summary>The candidate of a URL at a position, or null.</summary>
    internal Candidate? DirectAt(int position) => SourceOf(position) <= SourceDirect ? _direct[SourceDirect - SourceOf(position)] : null;

    internal ulong[] PositionsOf(SpecifierSet specifier)
    {
        ulong[] result = SpecifierPositions.Of(specifier, this);
        if (OtherPosition > 0)
        {
            Positions.Add(result, OtherPosition);
        }

        return result;
    }

    internal ulong[] PositionsOf(Candidate direct)
    {
        var result = new ulong[Words];
        for (int position = 1; position <= Count; position++)
        {
            if (DirectAt(position) is { } candidate && candidate.HasSameUrlAs(direct))
            {
                Positions.Add(result, position);
            }
        }

        return result;
    }

    private static List<int> SortOthers(InstalledCandidate? installed, IReadOnlyList<Candidate> direct)
    {
        var others = new List<int>(direct.Count + 1);
        if (installed is not null)
        {
            others.Add(SourceInstalled);
        }

        for (int i = 0; i < direct.Count; i++)
        {
            others.Add(SourceDirect - i);
        }

        if (others.Count > 1)
        {
            PackageVersion Version(int source) => source == SourceInstalled ? installed!.Version : direct[SourceDirect - source].Version;
            others.Sort((left, right) => Version(left).CompareTo(Version(right)) is var order and not 0 ? order : right.CompareTo(left));
        }

        return others;
    }

    private PackageVersion VersionOf(int source) => source switch
    {
        >= 0 => _page!.GetVersion(source),
        SourceInstalled => _installed!.Version,
        SourceOther => default,
        _ => _direct[SourceDirect - source].Version,
    };

    private int ComparePage(int versionIndex, PackageVersion version)
    {
        ulong key = _page!.GetSortKey(versionIndex);
        ulong other = version.SortKey;
        return key != 0 && other != 0 ? key.CompareTo(other) : _page.GetVersion(versionIndex).CompareTo(version);
    }
}
