using PipCs.Standards.Projects;

namespace PipCs.Standards.Tests.Projects;

public sealed class LinkUrlTests
{
    [Theory]
    [InlineData("good @ https://me:pw@host/good.whl ; x", "good @ https://me:****@host/good.whl ; x", "good @ https://me:****@host/good.whl ; x")]
    [InlineData("from 'git+ssh://git@host/a@b' and http://u:p@h", "from 'git+ssh://****@host/a@b' and http://u:****@h", "from 'git+ssh://git@host/a@b' and http://u:****@h")]
    [InlineData("mail me@host, or http://host/@x:y", "mail me@host, or http://host/@x:y", "mail me@host, or http://host/@x:y")]
    [InlineData("://a:b@c", "://a:b@c", "://a:b@c")]
    [InlineData("http://a:b@c@d", "http://a:****@d", "http://a:****@d")]
    public void RedactAll_hides_the_passwords_of_a_text(string text, string expected, string keepingNames)
    {
        Assert.Equal(expected, LinkUrl.RedactAll(text));
        Assert.Equal(keepingNames, LinkUrl.RedactAll(text, keepsNames: true));
    }

    [Theory]
    [InlineData("https://user:pass@example.com/x", "https://user:****@example.com/x")]
    [InlineData("https://token@example.com/x", "https://****@example.com/x")]
    [InlineData("https://a%40b:p@h@example.com", "https://a%40b:****@example.com")]
    [InlineData("https://example.com/a@b", "https://example.com/a@b")]
    [InlineData("/local/a@b", "/local/a@b")]
    public void Redact_hides_the_password(string url, string expected) => Assert.Equal(expected, LinkUrl.Redact(url));

    [Theory]
    [InlineData("file:///a%20b/c", "/a b/c")]
    [InlineData("file:/a", "/a")]
    [InlineData("file://localhost/a", "/a")]
    [InlineData("file://other/a", null)]
    [InlineData("https://h/a", null)]
    public void ToPath_file_url_is_a_path(string url, string? expected) => Assert.Equal(expected, LinkUrl.ToPath(url));

    [Theory]
    [InlineData("/a b/+c", "file:///a%20b/%2Bc")]
    public void FromPath_quotes(string path, string expected) => Assert.Equal(expected, LinkUrl.FromPath(path));

    [Theory]
    [InlineData("https://h/a/b/", "../c", "https://h/a/c")]
    [InlineData("https://h/a/b/", "c?d=e", "https://h/a/b/c?d=e")]
    [InlineData("https://h/a/b", "..", "https://h/")]
    [InlineData("https://h", "/x", "https://h/x")]
    [InlineData("https://h/a?b=c/d", "e", "https://h/e")]
    [InlineData("https://h/a", "git+ssh://x/y", "git+ssh://x/y")]
    [InlineData("https://h/a/", "#x", "https://h/a/#x")]
    public void Join_as_urljoin(string baseUrl, string link, string expected) => Assert.Equal(expected, LinkUrl.Join(baseUrl, link));

    [Theory]
    [InlineData("https://h/a@b%2fc d", "https://h/a@b%2Fc%20d")]
    [InlineData("https://h/a%2Bb", "https://h/a%2Bb")]
    [InlineData("https://h/a~b?c d", "https://h/a~b?c d")]
    public void EnsureQuoted_once_only(string url, string expected) => Assert.Equal(expected, LinkUrl.EnsureQuoted(url));
}
