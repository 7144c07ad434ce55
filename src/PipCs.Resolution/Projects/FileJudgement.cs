using System.Text;
using PipCs.Standards.Projects;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>
/// Decides which files of a page may be used for the request, hashes and yanks aside, and compares them. Each distinct text of Requires-Python is judged
/// once, and each distinct tag set is ranked once.
/// </summary>
internal sealed class FileJudgement
{
    private const sbyte Unknown = 0;
    private const sbyte Yes = 1;
    private const sbyte No = 2;

    private readonly ResolutionRequest _request;
    private readonly ProjectPage _page;
    private readonly sbyte[] _pythons;
    private readonly int[] _ranks;

    internal FileJudgement(ResolutionRequest request, ProjectPage page)
    {
        _request = request;
        _page = page;
        AllowsWheel = request.Options.Formats.AllowsWheel(page.Project);
        AllowsSdist = request.Options.Formats.AllowsSdist(page.Project);
        _pythons = new sbyte[page.RequiresPythonTexts.Count];
        _ranks = new int[page.TagSetCount];
        Array.Fill(_ranks, int.MinValue);
    }

    internal bool AllowsWheel { get; }

    internal bool AllowsSdist { get; }

    /// <summary>Whether format, tags, time of upload and Requires-Python suit.</summary>
    /// <exception cref="Diagnostics.UserErrorException">The time of upload counts, and the index does not give it.</exception>
    internal bool IsUsable(ProjectFile file) => IsFormatUsable(file) && (file.RequiresPythonId is not (>= 0 and var id) || SuitsPython(id));

    /// <summary>pip's words for a file that the formats or the time of upload rule out; null for others.</summary>
    internal string? WhyNot(ProjectFile file)
    {
        bool isWheel = file.Kind == DistributionKind.Wheel;
        return isWheel && !AllowsWheel ? $"No binaries permitted for {file.Page.Project}"
            : !isWheel && !AllowsSdist ? $"No sources permitted for {file.Page.Project}"
            : _request.Options.UploadedPriorTo is not { } limit || file.IsLocal ? null
            : file.UploadTime is not { } time ? Errors.UploadTimeMissing(file.ComesFrom).Message
            : time >= limit ? $"Upload time {Written(time)} not prior to {Written(limit)}" : null;
    }

    /// <summary>Everything that rules a file out, hashes aside.</summary>
    internal FileObstacles ObstaclesOf(ProjectFile file)
    {
        bool isWheel = file.Kind == DistributionKind.Wheel;
        FileObstacles obstacles = file.RequiresPythonId is >= 0 and var id && !SuitsPython(id) ? FileObstacles.Python : FileObstacles.None;
        obstacles |= _request.Options.UploadedPriorTo is { } limit && !file.IsLocal && file.UploadTime >= limit ? FileObstacles.UploadTime : FileObstacles.None;
        obstacles |= isWheel && RankOf(file.TagsId) < 0 ? FileObstacles.Tags : FileObstacles.None;
        return obstacles | ((isWheel ? AllowsWheel : AllowsSdist) ? FileObstacles.None : FileObstacles.Format);
    }

    private static string Written(DateTimeOffset time)
        => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:sszzz" : "yyyy-MM-dd HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The same for a file's index, for callers that go through many files.</summary>
    internal bool IsUsable(ProjectColumns columns, int fileIndex)
        => IsFormatUsable(columns.GetKind(fileIndex), columns.GetTagsId(fileIndex), fileIndex)
            && (columns.GetRequiresPythonId(fileIndex) is not (>= 0 and var id) || SuitsPython(id));

    /// <summary>The same without Requires-Python.</summary>
    internal bool IsFormatUsable(ProjectFile file) => IsFormatUsable(file.Kind, file.TagsId, file.Index);

    private bool IsFormatUsable(DistributionKind kind, int tagsId, int fileIndex)
    {
        bool isWheel = kind == DistributionKind.Wheel;
        if (isWheel && (!AllowsWheel || RankOf(tagsId) < 0))
        {
            return false;
        }

        if (_request.Options.UploadedPriorTo is { } limit && !_page.GetFile(fileIndex).IsLocal)
        {
            ProjectFile file = _page.GetFile(fileIndex);
            if (file.UploadTime is not { } time)
            {
                throw Errors.UploadTimeMissing(file.ComesFrom);
            }

            if (time >= limit)
            {
                return false;
            }
        }

        return isWheel || AllowsSdist;
    }

    internal bool SuitsPython(int id)
    {
        if (_request.Options.IgnoreRequiresPython)
        {
            return true;
        }

        if (_pythons[id] == Unknown)
        {
            _pythons[id] = !SpecifierSet.TryParse(_page.RequiresPythonTexts[id], out SpecifierSet? set) || set.Contains(_request.PythonVersion, prereleases: true) ? Yes : No;
        }

        return _pythons[id] == Yes;
    }

    /// <summary>Negative where the left file of one version is better: wheels before sdists, then by tags, then by build tag.</summary>
    internal int ComparePreference(ProjectFile left, ProjectFile right)
    {
        if (left.Kind != right.Kind)
        {
            return left.Kind == DistributionKind.Wheel ? -1 : 1;
        }

        if (left.Kind == DistributionKind.Sdist)
        {
            return 0;
        }

        int order = RankOf(left.TagsId).CompareTo(RankOf(right.TagsId));
        return order != 0 ? order : BuildTag.Compare(right.Build, left.Build);
    }

    private int RankOf(int tagsId)
    {
        if (_ranks[tagsId] == int.MinValue)
        {
            ReadOnlySpan<byte> tags = _page.GetTagSet(tagsId);
            Span<char> text = tags.Length <= 256 ? stackalloc char[256] : new char[tags.Length];
            _ranks[tagsId] = _request.Tags.Rank(text[..Encoding.UTF8.GetChars(tags, text)]);
        }

        return _ranks[tagsId];
    }
}
