using System.Text;
using PipCs.Standards.DirectUrls;

namespace PipCs.Standards.Tests.DirectUrls;

public sealed class ProvenanceUrlTests
{
    private const string Sha256 = "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f";
    private const string Wheel = "https://files.pythonhosted.org/packages/07/51/pip-23.0.1-py3-none-any.whl";

    [Fact]
    public void Parse_document_is_written_as_it_was()
    {
        string text = $$$"""{"archive_info": {"hashes": {"blake2s": "{{{Sha256}}}", "sha256": "{{{Sha256}}}"}}, "index_url": "https://pypi.org/simple/", "url": "{{{Wheel}}}"}""";
        ProvenanceUrl url = ProvenanceUrl.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal((Wheel, "https://pypi.org/simple/", Sha256), (url.Url, url.IndexUrl, url.Hashes["sha256"]));
        Assert.Equal(text, Encoding.UTF8.GetString(url.ToJson()));
    }

    [Fact]
    public void ToJson_leaves_secrets_out()
    {
        var url = new ProvenanceUrl { Url = "https://u:p@x.org/a.whl", IndexUrl = "https://${USER}:${PASSWORD}@x.org/simple/", Hashes = new Dictionary<string, string> { ["sha256"] = Sha256 } };

        Assert.Equal(
            $$$"""{"archive_info": {"hashes": {"sha256": "{{{Sha256}}}"}}, "index_url": "https://${USER}:${PASSWORD}@x.org/simple/", "url": "https://x.org/a.whl"}""",
            Encoding.UTF8.GetString(url.ToJson()));
    }

    [Theory]
    [InlineData("[]", "A JSON object is expected")]
    [InlineData("{", "Broken JSON at line 1, byte 2")]
    [InlineData("{}", "Missing required value in 'archive_info'")]
    [InlineData("""{"archive_info": {}}""", "Missing required value in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": {"hash": "sha256=1", "hashes": {}}}""", "Unexpected key in 'archive_info.hash'")]
    [InlineData("""{"archive_info": {"hashes": {}}}""", "At least one hash is expected in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": {"hashes": {"sha256": 1}}}""", "Hash values must be strings in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": {"hashes": {"md5": "d41d8cd98f00b204e9800998ecf8427e"}}}""", "Hash 'md5' is not allowed in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": {"hashes": {"SHA256": "00"}}}""", "Hash 'SHA256' is not allowed in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": {"hashes": {"sha256": "00"}}}""", "Hash sha256 must have 64 hexadecimal digits in 'archive_info.hashes'")]
    [InlineData("""{"archive_info": 1}""", "Unexpected type int (expected Mapping) in 'archive_info'")]
    [InlineData("""{"archive_info": {"hashes": {"sha256": "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f"}}}""", "Missing required value in 'url'")]
    [InlineData("""{"url": "x", "archive_info": {"hashes": {"sha256": "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f"}}}""", "Missing required value in 'index_url'")]
    [InlineData("""{"url": "x", "subdirectory": "y"}""", "Unexpected key in 'subdirectory'")]
    [InlineData("""{"\ud800": "x"}""", "A text holds half a surrogate pair")]
    public void Parse_invalid_document_is_refused(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => ProvenanceUrl.Parse(Encoding.UTF8.GetBytes(text))).Message);
        Assert.False(ProvenanceUrl.TryParse(Encoding.UTF8.GetBytes(text), out _, out string? error));
        Assert.Equal(message, error);
    }

    [Fact]
    public void ToJson_without_hashes_is_refused()
        => Assert.Throws<FormatException>(() => new ProvenanceUrl { Url = Wheel, IndexUrl = "https://pypi.org/simple/", Hashes = new Dictionary<string, string>() }.ToJson());
}
