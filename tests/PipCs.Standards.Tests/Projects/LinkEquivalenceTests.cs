using PipCs.Standards.Projects;

namespace PipCs.Standards.Tests.Projects;

public sealed class LinkEquivalenceTests
{
    [Theory]
    [InlineData("https://example.org/p.whl#egg=p", "https://example.org/p.whl")]
    [InlineData("https://example.org/p.whl#egg=p&subdirectory=a", "https://example.org/p.whl#subdirectory=a&egg=q")]
    [InlineData("https://example.org/p.whl?a=1&b=2", "https://example.org/p.whl?b=2&a=1")]
    [InlineData("https://user:secret@example.org/p.whl", "https://example.org/p.whl")]
    [InlineData("https://example.org/p.whl?a=x+y", "HTTPS://example.org/p.whl?a=x%20y&empty=")]
    [InlineData("file:///tmp/p.whl", "file://localhost/tmp/p.whl")]
    [InlineData("https://example.org/p.whl#md5=1&sha256=2", "https://example.org/p.whl#sha256=2&md5=1&md5=3")]
    public void AreEquivalent_urls_of_one_file_true(string left, string right) => Assert.True(LinkEquivalence.AreEquivalent(left, right));

    [Theory]
    [InlineData("https://example.org/p.whl", "https://example.org/q.whl")]
    [InlineData("https://example.org/p.whl", "https://example.com/p.whl")]
    [InlineData("https://example.org/p.whl", "http://example.org/p.whl")]
    [InlineData("https://example.org/p.whl?a=1&a=2", "https://example.org/p.whl?a=2&a=1")]
    [InlineData("https://example.org/p.whl#subdirectory=a", "https://example.org/p.whl#subdirectory=b")]
    [InlineData("https://example.org/p.whl#sha256=1", "https://example.org/p.whl")]
    [InlineData("https://example.org/p.whl", null)]
    public void AreEquivalent_urls_of_two_files_false(string left, string? right) => Assert.False(LinkEquivalence.AreEquivalent(left, right));
}
