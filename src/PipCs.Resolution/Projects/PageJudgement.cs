using System.Globalization;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>
/// Decides which versions of a page may be used for the request, and which of their files are best.
/// </summary>
internal sealed class PageJudgement
{
    private const sbyte Unknown = 0;
    private const sbyte Yes = 1;
    private const sbyte No = 2;

    private readonly ResolutionRequest _request;
    private readonly ProjectPage _page;
    private readonly FileJudgement _files;
    private readonly HashSet<string>? _hashes;
    private readonly VersionFlags[] _versions;
    private readonly bool _anyHashMatches;

    internal PageJudgement(ResolutionRequest request, ProjectPage page, HashSet<string>? hashes)
    {
        _request = request;
        _page = page;
        _hashes = hashes;
        _files = new FileJudgement(request, page);
        _versions = new VersionFlags[page.VersionCount];
        if (hashes is not null)
        {
            _anyHashMatches = AnyHashMatches();
        }

        ProjectColumns columns = page.Columns;
        for (int i = 0; i < _versions.Length; i++)
        {
            _versions[i] = Judge(columns, i);
            HasPrereleases |= (_versions[i] & VersionFlags.Prerelease) != 0;
            HasYanked |= (_versions[i] & (VersionFlags.Usable | VersionFlags.YankedUsable)) == VersionFlags.YankedUsable;
        }
    }

    [Flags]
    private enum VersionFlags : byte
    {
        None = 0,
        Usable = 1,
        YankedUsable = 2,
        Prerelease = 4,
        Wheel = 8,
        Matched = 16,
    }

    internal bool HasPrereleases { get; }

    internal bool HasYanked { get; }

    internal bool IsUsable(int versionIndex) => (_versions[versionIndex] & VersionFlags.Usable) != 0;

    internal bool IsUsableOrYanked(int versionIndex) => (_versions[versionIndex] & (VersionFlags.Usable | VersionFlags.YankedUsable)) != 0;

    internal bool IsPrerelease(int versionIndex) => (_versions[versionIndex] & VersionFlags.Prerelease) != 0;

    /// <summary>Whether a wheel of the version may be used.</summary>
    internal bool HasWheel(int versionIndex) => (_versions[versionIndex] & VersionFlags.Wheel) != 0;

    /// <summary>Whether a file of the version is yanked and could be used otherwise.</summary>
    internal bool HasYankedFile(int versionIndex) => (_versions[versionIndex] & VersionFlags.YankedUsable) != 0;

    /// <summary>Whether hashes are given and a file of the version has one of them.</summary>
    internal bool HasMatchingHash(int versionIndex) => (_versions[versionIndex] & VersionFlags.Matched) != 0;

    /// <summary>The usable files of a version, best first.</summary>
    internal Candidate[] CandidatesOf(int versionIndex)
    {
        (int first, int count) = _page.GetFiles(versionIndex);
        var files = new List<ProjectFile>(count);
        for (int i = first; i < first + count; i++)
        {
            ProjectFile file = _page.GetFile(i);
            if (IsFileUsable(file))
            {
                files.Add(file);
            }
        }

        // As in pip, the last of equal files is tried first.
        if (files.Count > 1)
        {
            files.Sort((left, right) => CompareFiles(left, right) is var order and not 0 ? order : right.Index.CompareTo(left.Index));
        }

        var version = _page.GetVersion(versionIndex);
        var candidates = new Candidate[files.Count];
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new Candidate { Project = _page.Project, Version = version, Source = new DistributionSource.IndexFile(files[i]) };
        }

        return candidates;
    }

    /// <summary>The files that another Python could use: their version and Requires-Python, for the message.</summary>
    internal IEnumerable<string> RequiresPythonReasons()
    {
        for (int i = 0; i < _page.FileCount; i++)
        {
            ProjectFile file = _page.GetFile(i);
            if (_files.IsFormatUsable(file) && file.RequiresPythonId is >= 0 and var id && !_files.SuitsPython(id))
            {
                yield return $"{file.Version} Requires-Python {SortedClauses(_page.RequiresPythonTexts[id])}";
            }
        }
    }

    /// <summary>Throws if the options or the platform rule out the one file of a lock file, because no other file may replace it.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be used.</exception>
    internal static void RequireUsable(ResolutionRequest request, ProjectPage page)
    {
        ProjectFile file = page.GetFile(0);
        if (new FileJudgement(request, page).WhyNot(file) is { } reason)
        {
            throw Errors.LockedFileUnusable(page.Project.Value, file.ComesFrom, reason);
        }
    }

    /// <summary>The reason why no file of the version can be used, in words that follow "but".</summary>
    internal string WhyNot(int versionIndex)
    {
        if (HasYankedFile(versionIndex))
        {
            return "it is yanked; only an exact pin (`==`) chooses it";
        }

        return VersionObstacles.Words(_page, versionIndex, _files, file => IsHashWrong(file.Index));
    }

    internal static string SortedClauses(string text)
    {
        return SpecifierSet.TryParse(text, out SpecifierSet? set) ? RequiresPythonText.Of(set) : text;
    }

    private VersionFlags Judge(ProjectColumns columns, int versionIndex)
    {
        var flags = VersionFlags.None;
        (int first, int count) = columns.GetFiles(versionIndex);
        bool needsAll = _request.Options.UploadedPriorTo is not null || _request.Options.PreferBinary || _hashes is not null;
        for (int i = first; i < first + count; i++)
        {
            bool isYanked = columns.IsYanked(i);
            if ((isYanked && (flags & VersionFlags.YankedUsable) != 0 && !needsAll) || !_files.IsUsable(columns, i) || IsHashWrong(i))
            {
                continue;
            }

            flags |= isYanked ? VersionFlags.YankedUsable : VersionFlags.Usable;
            flags |= columns.GetKind(i) == DistributionKind.Wheel ? VersionFlags.Wheel : 0;
            if (_hashes is not null && HashMatches(_page.GetFile(i)) == Yes)
            {
                flags |= VersionFlags.Matched;
            }

            if (!isYanked && !needsAll)
            {
                break;
            }
        }

        if (flags != VersionFlags.None && _page.IsPrerelease(versionIndex))
        {
            flags |= VersionFlags.Prerelease;
        }

        return flags;
    }

    private bool IsFileUsable(ProjectFile file) => _files.IsUsable(file) && !IsHashWrong(file.Index);

    private bool IsHashWrong(int fileIndex) => _hashes is not null && _anyHashMatches && HashMatches(_page.GetFile(fileIndex)) == No;

    private bool AnyHashMatches()
    {
        for (int i = 0; i < _page.FileCount; i++)
        {
            ProjectFile file = _page.GetFile(i);
            if (HashMatches(file) == Yes && _files.IsUsable(file))
            {
                return true;
            }
        }

        return false;
    }

    private sbyte HashMatches(ProjectFile file)
    {
        IReadOnlyList<string> hashes = file.Hashes;
        foreach (string hash in hashes)
        {
            if (_hashes!.Contains(hash))
            {
                return Yes;
            }
        }

        return hashes.Count == 0 ? Unknown : No;
    }

    /// <summary>Negative where the left one is better.</summary>
    private int CompareFiles(ProjectFile left, ProjectFile right)
    {
        if (_hashes is not null && (HashMatches(left) == Yes) != (HashMatches(right) == Yes))
        {
            return HashMatches(left) == Yes ? -1 : 1;
        }

        if (left.IsYanked != right.IsYanked)
        {
            return left.IsYanked ? 1 : -1;
        }

        return _files.ComparePreference(left, right);
    }
}

/// <summary>The order of wheels' build tags.</summary>
internal static class BuildTag
{
    /// <summary>Compares as packaging: no build tag comes before any; then the numbers in front decide, then the rest.</summary>
    internal static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        }

        int leftDigits = DigitsOf(left);
        int rightDigits = DigitsOf(right);
        ReadOnlySpan<char> leftNumber = left.AsSpan(0, leftDigits).TrimStart('0');
        ReadOnlySpan<char> rightNumber = right.AsSpan(0, rightDigits).TrimStart('0');
        int order = leftNumber.Length.CompareTo(rightNumber.Length);
        order = order != 0 ? order : leftNumber.SequenceCompareTo(rightNumber);
        return order != 0 ? order : left.AsSpan(leftDigits).SequenceCompareTo(right.AsSpan(rightDigits));
    }

    private static int DigitsOf(string text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }
}
