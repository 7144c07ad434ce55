using System.Text.RegularExpressions;

namespace PipCs.Architecture.Tests;

/// <summary>What several rooms need to know stands in one place. A row is a pattern that only the fact's owner may contain, and the owner.</summary>
public sealed partial class FactsTests
{
    public static TheoryData<string, string> Facts => new()
    {
        { "due to an OSError:", "PipCs.Diagnostics/SystemFailureText.cs" },
        { "\"file:", "PipCs.Standards/Projects/LinkUrl.Files.cs" },
        { "\\.tlz", "PipCs.Standards/FileNames/ArchiveExtension.cs" },
        { "\"(git|hg|svn|bzr)\", \"(git|hg|svn|bzr)\"|\"hg\\+", "PipCs.Standards/DirectUrls/VersionControlNames.cs" },
        { "0x1(A4|B6|C0|ED|FF)\\b|\\b0x49\\b|0b111_111_111", "PipCs.Platform/FileModes.cs" },
        { "non-local file", "PipCs.Standards/Projects/LinkUrl.Files.cs" },
        { "\\*\\*\\*\\*\"", "PipCs.Standards/Projects/LinkUrl.cs" },
        { "\\} MB\"", "PipCs.Diagnostics/ByteSize.cs" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Fact_stands_with_its_owner_alone(string pattern, string owner)
    {
        var source = Path.Combine(Repository.Root, "src");
        var fact = new Regex(pattern);
        var places = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(path => fact.IsMatch(Comment().Replace(File.ReadAllText(path), "")))
            .Select(path => Path.GetRelativePath(source, path));
        Assert.Equal([owner], places);
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
