using PipCs.Standards.Projects;

namespace PipCs.Resolution.Projects;

/// <summary>The reasons that rule a file out.</summary>
[Flags]
internal enum FileObstacles : byte
{
    None = 0,

    /// <summary>Its Requires-Python.</summary>
    Python = 1,

    /// <summary>The time of its upload.</summary>
    UploadTime = 2,

    /// <summary>The options for formats.</summary>
    Format = 4,

    /// <summary>The tags of a wheel.</summary>
    Tags = 8,

    /// <summary>The hashes that are asked for.</summary>
    Hash = 16,
}

/// <summary>
/// Words the reason why no file of a version can be used. If all files share an obstacle, that is the reason; otherwise it names the shared obstacle of
/// the wheels and that of the sdists.
/// </summary>
internal static class VersionObstacles
{
    /// <summary>The reason, in words that follow "but".</summary>
    internal static string Words(ProjectPage page, int versionIndex, FileJudgement judgement, Predicate<ProjectFile> isHashWrong)
    {
        (int first, int count) = page.GetFiles(versionIndex);
        var files = Enumerable.Range(first, count).Select(page.GetFile)
            .Select(file => (File: file, Obstacles: judgement.ObstaclesOf(file) | (isHashWrong(file) ? FileObstacles.Hash : FileObstacles.None))).ToList();
        var wheels = files.FindAll(static item => item.File.Kind == DistributionKind.Wheel);
        var sources = files.FindAll(static item => item.File.Kind != DistributionKind.Wheel);
        FileObstacles shared = Shared(files);
        if ((shared & FileObstacles.Python) != 0)
        {
            return $"it requires Python {Pythons(files)}";
        }

        if ((shared & FileObstacles.UploadTime) != 0)
        {
            return "it was uploaded after the time that `--uploaded-prior-to` sets";
        }

        if ((shared & FileObstacles.Hash) != 0)
        {
            return "none of its files has one of the hashes that are asked for";
        }

        if ((shared & FileObstacles.Format) != 0 && (wheels.Count == 0 || sources.Count == 0))
        {
            return wheels.Count > 0 ? "only as a wheel, which the options rule out" : "only as a source distribution, which the options rule out";
        }

        string?[] parts = [Part(wheels, "wheels", "none of its wheels suits this interpreter and platform"), Part(sources, "source distribution", "")];
        return Array.Exists(parts, static part => part is null) ? "none of its files can be used here" : string.Join(", and ", parts.Where(static part => part!.Length > 0));
    }

    /// <summary>The reason for the files of one kind; null where they share none, empty where there are no such files.</summary>
    private static string? Part(List<(ProjectFile File, FileObstacles Obstacles)> files, string kind, string tags)
    {
        FileObstacles shared = Shared(files);
        return files.Count == 0 ? ""
            : (shared & FileObstacles.Format) != 0 ? $"the options rule out its {kind}"
            : (shared & FileObstacles.Python) != 0 ? $"Python {Pythons(files)} is what its {kind} can be used with"
            : (shared & FileObstacles.Tags) != 0 ? tags
            : (shared & FileObstacles.UploadTime) != 0 ? $"the time that `--uploaded-prior-to` sets rules out its {kind}"
            : (shared & FileObstacles.Hash) != 0 ? $"the hashes that are asked for rule out its {kind}" : null;
    }

    private static FileObstacles Shared(List<(ProjectFile File, FileObstacles Obstacles)> files)
        => files.Aggregate((FileObstacles)byte.MaxValue, static (shared, item) => shared & item.Obstacles);

    private static string Pythons(List<(ProjectFile File, FileObstacles Obstacles)> files)
        => string.Join(" or ", files.Select(static item => item.File.Page.RequiresPythonTexts[item.File.RequiresPythonId]).Distinct());
}
