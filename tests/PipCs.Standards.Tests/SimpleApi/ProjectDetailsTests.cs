using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using PipCs.Harness;
using PipCs.Standards.SimpleApi;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.SimpleApi;

public sealed class ProjectDetailsTests
{
    private const string Whole = """
        {
          "meta": {"api-version": "1.4", "tracks": ["https://pypi.org/simple/holygrail/"], "_last-serial": 7},
          "name": "holygrail",
          "versions": ["1.0", "not.a.version"],
          "alternate-locations": ["https://a.example/simple/holygrail/", "https://b.example/simple/holygrail/"],
          "project-status": {"status": "archived", "reason": "Found it.", "_since": []},
          "_private": {"files": [1, {"x": []}]},
          "files": [
            {
              "filename": "holygrail-1.0.tar.gz", "url": "../holygrail-1.0.tar.gz", "hashes": {"sha256": "ab", "blake2b": "cd"}, "requires-python": ">=3.8", "gpg-sig": true,
              "yanked": "had a \u201cvulnerability\u201d", "size": 1234, "upload-time": "2023-01-02T03:04:05.678901Z", "provenance": "https://a.example/p"
            },
            {
              "filename": "holygrail-1.0-py3-none-any.whl", "url": "https://f.example/w", "hashes": {}, "requires-python": null, "gpg-sig": null, "yanked": false, "size": null,
              "upload-time": null, "provenance": null, "dist-info-metadata": true, "core-metadata": {"sha256": "ef"}
            },
            {"filename": "a", "url": "b", "hashes": {}, "yanked": true, "core-metadata": false, "dist-info-metadata": {"sha256": "1"}},
            {"filename": "a", "url": "b", "hashes": {}, "yanked": "", "core-metadata": null, "dist-info-metadata": {"sha256": "2"}},
            {"filename": "a", "url": "b", "hashes": {}, "core-metadata": {}}
          ]
        }
        """;

    [Fact]
    public void Parse_document_of_all_fields_gives_each()
    {
        ProjectDetails details = ProjectDetails.Parse(Encoding.UTF8.GetBytes(Whole));

        Assert.Equal(((1, 4), false, "holygrail"), (details.ApiVersion, details.IsNewerMinorVersion, details.Name));
        Assert.Equal(["1.0", "not.a.version"], details.Versions!);
        Assert.Equal(["https://pypi.org/simple/holygrail/"], details.Tracks);
        Assert.Equal(["https://a.example/simple/holygrail/", "https://b.example/simple/holygrail/"], details.AlternateLocations);
        Assert.Equal((ProjectStatus.Archived, "Found it."), (details.Status, details.StatusReason));

        FileDetails sdist = details.Files[0];
        Assert.Equal(("holygrail-1.0.tar.gz", "../holygrail-1.0.tar.gz", ">=3.8", (bool?)true), (sdist.FileName, sdist.Url, sdist.RequiresPython, sdist.HasSignature));
        Assert.Equal(new Dictionary<string, string> { ["sha256"] = "ab", ["blake2b"] = "cd" }, sdist.Hashes);
        Assert.Equal((true, "had a “vulnerability”", (long?)1234, "https://a.example/p"), (sdist.IsYanked, sdist.YankedReason, sdist.Size, sdist.Provenance));
        Assert.Equal(new DateTimeOffset(2023, 1, 2, 3, 4, 5, 678, 901, TimeSpan.Zero), sdist.UploadTime);
        Assert.False(sdist.HasMetadata);

        FileDetails wheel = details.Files[1];
        Assert.Equal((null, null, false, null, null, null, null), (wheel.RequiresPython, wheel.HasSignature, wheel.IsYanked, wheel.YankedReason, wheel.Size, wheel.UploadTime, wheel.Provenance));
        Assert.Equal((true, "ef"), (wheel.HasMetadata, wheel.MetadataHashes["sha256"]));

        // The newer name counts wherever it stands and whatever it says, unless that is null.
        Assert.Equal((true, null, false, 0), (details.Files[2].IsYanked, details.Files[2].YankedReason, details.Files[2].HasMetadata, details.Files[2].MetadataHashes.Count));
        Assert.Equal((false, true, "2"), (details.Files[3].IsYanked, details.Files[3].HasMetadata, details.Files[3].MetadataHashes["sha256"]));
        Assert.Equal((true, 0), (details.Files[4].HasMetadata, details.Files[4].MetadataHashes.Count));
    }

    [Fact]
    public void Parse_document_of_the_first_version_has_defaults()
    {
        ProjectDetails details = ProjectDetails.Parse("""{"name": "x", "files": []}"""u8);
        Assert.Equal(((1, 0), ProjectStatus.Active, null), (details.ApiVersion, details.Status, details.StatusReason));
        Assert.Null(details.Versions);
        Assert.Empty(details.Tracks);
        Assert.Empty(details.AlternateLocations);
        Assert.Empty(details.Files);
    }

    [Theory]
    [InlineData("active", ProjectStatus.Active)]
    [InlineData("archived", ProjectStatus.Archived)]
    [InlineData("quarantined", ProjectStatus.Quarantined)]
    [InlineData("deprecated", ProjectStatus.Deprecated)]
    [InlineData("resting", ProjectStatus.Other)]
    public void Parse_status_is_read(string text, ProjectStatus status)
        => Assert.Equal(status, ProjectDetails.Parse(Encoding.UTF8.GetBytes($$$"""{"name": "x", "files": [], "project-status": {"status": "{{{text}}}"}}""")).Status);

    [Fact]
    public void Parse_later_minor_version_is_read_and_told()
        => Assert.True(ProjectDetails.Parse("""{"meta": {"api-version": "1.17"}, "name": "x", "files": []}"""u8).IsNewerMinorVersion);

    [Theory]
    [InlineData("", "Broken JSON at line 1, byte 1")]
    [InlineData("[]", "document: expected an object")]
    [InlineData("{\n \"name\": 1x", "Broken JSON at line 2, byte 11")]
    [InlineData("""{"name": "x", "files": []} 1""", "Broken JSON at line 1, byte 28")]
    [InlineData("""{"files": []}""", "name: missing")]
    [InlineData("""{"name": "x"}""", "files: missing")]
    [InlineData("""{"name": null, "files": []}""", "name: expected a text")]
    [InlineData("""{"name": "\ud800", "files": []}""", "name: expected a text of valid characters")]
    [InlineData("""{"meta": 1}""", "meta: expected an object")]
    [InlineData("""{"meta": {"api-version": 1.1}}""", "meta.api-version: expected a text")]
    [InlineData("""{"meta": {"api-version": "1"}}""", "meta.api-version: expected two numbers with a dot between them")]
    [InlineData("""{"meta": {"api-version": "1.-1"}}""", "meta.api-version: expected two numbers with a dot between them")]
    [InlineData("""{"meta": {"api-version": "2.0"}}""", "meta.api-version: version 2.0 is not supported")]
    [InlineData("""{"meta": {"tracks": "https://a"}}""", "meta.tracks: expected an array of texts")]
    [InlineData("""{"alternate-locations": [1]}""", "alternate-locations: expected a text")]
    [InlineData("""{"versions": {}}""", "versions: expected an array of texts")]
    [InlineData("""{"project-status": "archived"}""", "project-status: expected an object")]
    [InlineData("""{"project-status": {"status": null}}""", "project-status.status: expected a text")]
    [InlineData("""{"files": {}}""", "files: expected an array")]
    [InlineData("""{"files": [1]}""", "files[0]: expected an object")]
    [InlineData("""{"files": [{"filename": "a", "url": "b"}]}""", "files[0].hashes: missing")]
    [InlineData("""{"files": [{"filename": "a", "url": "b", "hashes": {}}, {"filename": "a", "hashes": {}}]}""", "files[1].url: missing")]
    [InlineData("""{"files": [{"hashes": {"sha256": 1}}]}""", "files[0].hashes.sha256: expected a text")]
    [InlineData("""{"files": [{"core-metadata": "yes"}]}""", "files[0].core-metadata: expected true or false")]
    [InlineData("""{"files": [{"yanked": 1}]}""", "files[0].yanked: expected true or false")]
    [InlineData("""{"files": [{"size": -1}]}""", "files[0].size: expected a whole number of bytes")]
    [InlineData("""{"files": [{"size": 1.5}]}""", "files[0].size: expected a whole number of bytes")]
    [InlineData("""{"files": [{"upload-time": "yesterday"}]}""", "files[0].upload-time: expected a time as in ISO 8601")]
    [InlineData("""{"files": [{"provenance": true}]}""", "files[0].provenance: expected a text")]
    public void Parse_invalid_document_names_the_place(string json, string message)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(message, Assert.Throws<FormatException>(() => ProjectDetails.Parse(bytes)).Message);
        Assert.False(ProjectDetails.TryParse(bytes, out _, out _));
    }

    [Fact]
    public void Parse_pages_of_the_mirror_gives_what_json_says()
    {
        string path = SharedFiles.Require("mirror/pages.json");
        foreach ((string project, JsonNode? page) in JsonNode.Parse(File.ReadAllBytes(path))!.AsObject())
        {
            // The server adds the URLs.
            JsonArray files = page!["files"]!.AsArray();
            foreach (JsonNode? file in files)
            {
                file!["url"] = "../../files/" + file["filename"];
            }

            ProjectDetails details = ProjectDetails.Parse(Encoding.UTF8.GetBytes(page.ToJsonString()));
            Assert.Equal(project, details.Name);
            Compare(page, details);
        }
    }

    [Fact]
    public void Parse_pages_of_the_registry_gives_what_json_says()
    {
        string path = SharedFiles.Require("universe/snapshot.tar.xz");
        string[] members = ["pages/requests.json", "pages/numpy.json", "pages/boto3.json", "pages/beautifulsoup4.json"];
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            using Process tar = Process.Start("tar", ["--extract", "--file", path, "--directory", folder.FullName, .. members]);
            tar.WaitForExit();
            foreach (string member in members)
            {
                byte[] json = File.ReadAllBytes(Path.Combine(folder.FullName, member));
                Compare(JsonNode.Parse(json)!, ProjectDetails.Parse(json));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TryParse_damaged_documents_are_read_or_refused()
    {
        var source = new CaseSource(17);
        for (int i = 0; i < 3000; i++)
        {
            _ = ProjectDetails.TryParse(Encoding.UTF8.GetBytes(source.Mutate(source.Mutate(Whole))), out _, out _);
        }
    }

    private static void Compare(JsonNode page, ProjectDetails details)
    {
        Assert.Equal(page["meta"]?["api-version"]?.GetValue<string>() ?? "1.0", $"{details.ApiVersion.Major}.{details.ApiVersion.Minor}");
        Assert.Equal(page["versions"]?.AsArray().Select(version => version!.GetValue<string>()), details.Versions);
        JsonArray files = page["files"]!.AsArray();
        Assert.Equal(files.Count, details.Files.Count);
        for (int i = 0; i < files.Count; i++)
        {
            JsonNode file = files[i]!;
            FileDetails read = details.Files[i];
            Assert.Equal((file["filename"]!.GetValue<string>(), file["url"]!.GetValue<string>()), (read.FileName, read.Url));
            Assert.Equal(file["hashes"]!.AsObject().Select(hash => (hash.Key, hash.Value!.GetValue<string>())), read.Hashes.Select(hash => (hash.Key, hash.Value)));
            Assert.Equal((file["requires-python"]?.GetValue<string>(), file["size"]?.GetValue<long>(), file["provenance"]?.GetValue<string>()), (read.RequiresPython, read.Size, read.Provenance));
            Assert.Equal(file["upload-time"]?.GetValue<DateTimeOffset>(), read.UploadTime);
            Assert.Equal(file["yanked"] is JsonValue yanked && (yanked.TryGetValue(out string? reason) ? reason.Length > 0 : yanked.GetValue<bool>()), read.IsYanked);
            Assert.Equal((file["core-metadata"] ?? file["dist-info-metadata"]) is JsonObject || (file["core-metadata"] ?? file["dist-info-metadata"])?.GetValueKind() == System.Text.Json.JsonValueKind.True, read.HasMetadata);
        }
    }
}
