using System.Text;
using System.Text.Json.Nodes;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.DirectUrls;

public sealed class DirectUrlTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly string[] Documents =
    [
        """{"url": "https://u:p@x.org/a.zip", "archive_info": {"hash": "sha256=ab"}}""",
        """{"url": "https://x.org/a é.zip", "archive_info": {"hashes": {"sha256": "ab", "md5": "c"}}, "subdirectory": "x"}""",
        """{"url": "https://x.org/a.zip", "archive_info": {"hashes": {"md5": "c", "sha256": "ab"}, "hash": "md5=c"}}""",
        """{"url": "https://x.org/a.zip", "archive_info": {"hashes": {}}}""",
        """{"url": "https://x.org/a.zip", "archive_info": {"hashes": null, "hash": null}, "vcs_info": null, "dir_info": null, "subdirectory": null}""",
        """{"url": "https://git@x.org/a", "vcs_info": {"vcs": "git", "commit_id": "1", "requested_revision": "v1"}}""",
        """{"url": "https://${A}:${B}@x.org/a", "vcs_info": {"vcs": "git", "commit_id": "1"}}""",
        """{"url": "file:///a", "dir_info": {"editable": true}, "more": {"x": [1]}}""",
        """{"url": "file:///a", "dir_info": {"editable": false}}""",
        """{"url": "file:///a", "dir_info": {"editable": null}}""",
        """{"url": "file:///a", "dir_info": {}}""",
    ];

    private static readonly string[] Invalid =
    [
        "{}", """{"url": null}""", """{"url": 1}""", """{"url": 1.5}""", """{"url": true}""", """{"url": {}}""", """{"url": []}""", """{"url": "x"}""",
        """{"url": "https://a", "archive_info": {}, "dir_info": {}}""", """{"url": "https://a", "archive_info": 1}""", """{"url": "https://a", "archive_info": "x"}""",
        """{"url": "https://a", "archive_info": {"hash": "sha256=1", "hashes": {"sha256": "2"}}}""", """{"url": "https://a", "archive_info": {"hash": "md'5=1", "hashes": {"sha256": "2"}}}""",
        """{"url": "https://a", "archive_info": {"hash": "sha256"}}""", """{"url": "https://a", "archive_info": {"hash": 1}}""", """{"url": "https://a", "archive_info": {"hashes": ""}}""",
        """{"url": "https://a", "archive_info": {"hashes": {"sha256": 1}}}""", """{"url": "https://a", "vcs_info": {"commit_id": "1"}}""", """{"url": "https://a", "vcs_info": {"vcs": "git"}}""",
        """{"url": "https://a", "vcs_info": {"vcs": "git", "commit_id": "1", "requested_revision": 1}}""", """{"url": "https://a", "vcs_info": {"vcs": 1}}""",
        """{"url": "https://a", "dir_info": {}}""", """{"url": "file:a", "dir_info": {}}""", """{"url": "file:///a", "dir_info": {"editable": 1}}""", """{"url": "file:///a", "dir_info": {"editable": "yes"}}""",
        """{"url": "https://a", "archive_info": {}, "subdirectory": 1}""", """{"url": 1, "archive_info": 1}""", """{"url": "https://a", "vcs_info": {"vcs": 1}, "archive_info": {"hash": 1}}""",
    ];

    [Fact]
    public void ToJson_what_was_read_is_what_pip_writes()
    {
        var source = new CaseSource(26);
        string[] cases = [.. Documents, .. Enumerable.Range(0, CaseSource.Count(3000)).Select(_ =>
        {
            // Python refuses brackets that are not those of an IPv6 address.
            string text = source.Pick<string>([.. Documents, .. Invalid]);
            string mutated = source.Chance(40) ? source.Mutate(text) : text;
            return mutated.AsSpan().IndexOfAny('[', ']') < 0 ? mutated : text;
        })];
        Compare("direct-url", cases, text => DirectUrl.TryParse(Encoding.UTF8.GetBytes(text), out DirectUrl? url, out _) ? Encoding.UTF8.GetString(url.ToJson()) : null);
    }

    [Fact]
    public void Parse_invalid_document_is_refused_in_packagings_words()
        => Compare("direct-url-error", Invalid, text => Assert.Throws<FormatException>(() => DirectUrl.Parse(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void Parse_all_fields_are_there()
    {
        DirectUrl archive = DirectUrl.Parse(Encoding.UTF8.GetBytes(Documents[1]));
        Assert.Equal(("https://x.org/a é.zip", "x", "ab", "c"), (archive.Url, archive.Subdirectory, archive.Archive!.Hashes!["sha256"], archive.Archive.Hashes["md5"]));
        Assert.Null(archive.VersionControl);
        Assert.Null(archive.Directory);
        Assert.Equal(new DirectUrlVersionControl("git", "1", "v1"), DirectUrl.Parse(Encoding.UTF8.GetBytes(Documents[5])).VersionControl);
        Assert.Equal([true, false, null, null], Documents[7..].Select(text => DirectUrl.Parse(Encoding.UTF8.GetBytes(text)).Directory!.IsEditable));
    }

    [Theory]
    [InlineData("", "Broken JSON at line 1, byte 1")]
    [InlineData("{\"url\":\n x", "Broken JSON at line 2, byte 2")]
    [InlineData("[]", "A JSON object is expected")]
    [InlineData("{} {}", "Broken JSON at line 1, byte 4")]
    [InlineData("""{"url": "\ud800"}""", "A text holds half a surrogate pair")]
    public void Parse_no_document_is_refused(string text, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => DirectUrl.Parse(Encoding.UTF8.GetBytes(text))).Message);

    private void Compare(string operation, string[] cases, Func<string, string?> answer)
    {
        JsonArray expected = oracle.Ask(operation, cases.Select(text => (JsonNode?)text));
        var differences = new Differences();
        for (int i = 0; i < cases.Length; i++)
        {
            differences.Compare(cases[i], expected[i], answer(cases[i]));
        }

        differences.AssertNone();
    }
}
