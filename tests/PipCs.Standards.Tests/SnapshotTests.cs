using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using PipCs.Standards.Metadata;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests;

/// <summary>
/// A long run: every file name, <c>Requires-Python</c> and metadata document of the snapshot of PyPI, to us and to the real packaging and pip.
/// <c>PIPCS_BENCH_DOCUMENTS</c> names the folder that <c>bench/standards.py</c> unpacks it to.
/// </summary>
public sealed class SnapshotTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private const int Batch = 20_000;

    private static readonly string[] Pythons = ["2.7", "3", "3.6", "3.7.0", "3.8.10", "3.9", "3.10", "3.11.7", "3.12", "3.13.0rc1", "3.14.0", "3.15.0a1", "4.0"];

    [Fact]
    public void FileNames_of_the_snapshot_read_as_packaging_and_pip_do()
    {
        List<(string Project, string FileName)> files = [.. Files().Select(file => (file.Project, file.Json.GetProperty("filename").GetString()!))];
        var wheels = files.Where(file => file.FileName.EndsWith(".whl", StringComparison.Ordinal)).Select(file => file.FileName).Distinct().ToList();
        var others = files.Where(file => !file.FileName.EndsWith(".whl", StringComparison.Ordinal)).Distinct().ToList();
        Compare("wheel", wheels.Select(JsonNode? (name) => name), name => Answers.WheelFileName(name!.GetValue<string>()));
        Compare("sdist", others.Select(JsonNode? (file) => file.FileName), name => Answers.SdistFileName(name!.GetValue<string>()));
        Compare("sdist-of", others.Select(JsonNode? (file) => new JsonArray(file.FileName, file.Project)), Answers.SdistFileNameOf);
        Report($"{files.Count} files: {wheels.Count} names of wheels, {others.Count} others");
    }

    [Fact]
    public void RequiresPython_of_the_snapshot_judges_as_packaging_does()
    {
        List<string> texts = [.. Files().Select(file => file.Json.TryGetProperty("requires-python", out JsonElement text) ? text.GetString() : null).OfType<string>()];
        List<string> different = [.. texts.Distinct()];
        Compare("specifiers", different.Select(JsonNode? (text) => new JsonArray(text, new JsonArray([.. Pythons.Select(python => (JsonNode)python)]))), Answers.Specifiers, Answers.Uncanonical);
        Report($"{texts.Count} texts, {different.Count} different");
    }

    [Fact]
    public void Metadata_of_the_snapshot_reads_as_pip_and_packaging_do()
    {
        byte[][] documents = [.. Directory.GetFiles(Path.Combine(Folder(), "metadata")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        List<string> texts = [.. documents.Where(document => Utf8.IsValid(document)).Select(Encoding.UTF8.GetString)];
        List<string> requirements = [.. documents.SelectMany(document => CoreMetadata.Parse(document).GetAll("Requires-Dist"))];
        List<string> different = [.. requirements.Distinct()];
        foreach (string[] some in texts.Chunk(500))
        {
            Compare("metadata", some.Select(JsonNode? (text) => text), text => Answers.Metadata(text!.GetValue<string>()), Answers.Rewritten);
            Compare("metadata-problems", some.Select(JsonNode? (text) => text), text => Answers.MetadataProblems(text!.GetValue<string>()), Answers.SortedProblems);
        }

        Compare("requirement", different.Select(JsonNode? (text) => text), text => Answers.Requirement(text!.GetValue<string>()));
        Report($"{documents.Length} documents, {texts.Count} of them UTF-8; {requirements.Count} requirements, {different.Count} different");
    }

    private static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("PIPCS_BENCH_DOCUMENTS");
        Assert.SkipUnless(folder is not null, "PIPCS_BENCH_DOCUMENTS compares the whole snapshot (some minutes)");
        return folder!;
    }

    private static IEnumerable<(string Project, JsonElement Json)> Files()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(Folder(), "pages")).Order(StringComparer.Ordinal))
        {
            using JsonDocument page = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (JsonElement file in page.RootElement.GetProperty("files").EnumerateArray())
            {
                yield return (Path.GetFileNameWithoutExtension(path), file);
            }
        }
    }

    private static void Report(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    private void Compare(string operation, IEnumerable<JsonNode?> cases, Func<JsonNode?, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
    {
        foreach (JsonNode?[] some in cases.Chunk(Batch))
        {
            oracle.Compare(operation, some, ours, adjust);
        }
    }
}
