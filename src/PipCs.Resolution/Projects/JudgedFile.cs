using System.Text;
using PipCs.Standards.Projects;

namespace PipCs.Resolution.Projects;

/// <summary>A file of a page with the judgement of it, for logs.</summary>
/// <param name="File">The file.</param>
/// <param name="Refusal">pip's words for the reason why the file is no candidate; null where it is one.</param>
/// <param name="RequiresPython">Its Requires-Python, where that is the reason.</param>
public sealed record JudgedFile(ProjectFile File, string? Refusal, string? RequiresPython)
{
    /// <summary>Judges all files of a page, in the page's order.</summary>
    public static IEnumerable<JudgedFile> Of(ResolutionRequest request, ProjectPage page)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(page);
        var files = new FileJudgement(request, page);
        for (int i = 0; i < page.FileCount; i++)
        {
            ProjectFile file = page.GetFile(i);
            string? python = file.RequiresPythonId is >= 0 and var id && !files.SuitsPython(id) ? page.RequiresPythonTexts[id] : null;
            string? refusal = files.WhyNot(file)
                ?? (!files.IsFormatUsable(file) ? $"none of the wheel's tags ({TagsOf(file)}) are compatible (run pip debug --verbose to show compatible tags)" : null);
            yield return new(file, refusal ?? (python is null ? null : $"{file.Version} Requires-Python {PageJudgement.SortedClauses(python)}"), refusal is null ? python : null);
        }
    }

    private static string TagsOf(ProjectFile file)
    {
        string[] parts = Encoding.UTF8.GetString(file.Page.GetTagSet(file.TagsId)).Split('-');
        IEnumerable<string> tags = parts.Length != 3
            ? parts
            : from python in parts[0].Split('.') from abi in parts[1].Split('.') from platform in parts[2].Split('.') select $"{python}-{abi}-{platform}";
        return string.Join(", ", tags.Order(StringComparer.Ordinal));
    }
}
