using System.Text.Json.Nodes;
using PipCs.Harness;
using PipCs.Standards.Names;

namespace PipCs.Resolution.Tests;

/// <summary>The parameters of pip's own tests of which distributions and releases may be used.</summary>
public sealed class PipVectorTests(PipVectorFile pip) : IClassFixture<PipVectorFile>
{
    [Fact]
    public void FormatControl_allows_what_pip_allows() => Check("test_format_control::test_fmt_ctl_matches", static row =>
    {
        (bool noBinaryAll, IReadOnlySet<ProjectName> noBinary) = Set(row["no_binary"]!);
        (bool onlyBinaryAll, IReadOnlySet<ProjectName> onlyBinary) = Set(row["only_binary"]!);
        var control = new FormatControl(noBinaryAll, onlyBinaryAll, noBinary, onlyBinary);
        ProjectName project = ProjectName.Parse(row["argument"]!.GetValue<string>());
        string[] expected = Texts(row["expected"]!);
        return control.AllowsWheel(project) == expected.Contains("binary") && control.AllowsSdist(project) == expected.Contains("source");
    });

    [Fact]
    public void ReleaseControl_wants_what_pip_wants() => Check("test_release_control::test_allows_prereleases", static row =>
    {
        (bool all, IReadOnlySet<ProjectName> allReleases) = Set(row["all_releases"]!);
        (bool onlyFinalAll, IReadOnlySet<ProjectName> onlyFinal) = Set(row["only_final"]!);
        return new ReleaseControl(all, onlyFinalAll, allReleases, onlyFinal).Prereleases(ProjectName.Parse(row["package"]!.GetValue<string>())) == row["expected"]?.GetValue<bool>();
    });

    private static string[] Texts(JsonNode set) => [.. set["set"]!.AsArray().Select(static text => text!.GetValue<string>())];

    private static (bool All, IReadOnlySet<ProjectName> Names) Set(JsonNode set)
        => (Texts(set).Contains(":all:"), Texts(set).Where(static text => text != ":all:").Select(static text => ProjectName.Parse(text)).ToHashSet());

    private void Check(string table, Func<JsonObject, bool> holds)
        => Assert.Empty(pip.Rows(table).Where(row => !holds(row)).Select(static row => row.ToJsonString()));
}
