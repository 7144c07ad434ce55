using System.IO.Compression;
using System.Text;
using PipCs.Harness;
using PipCs.Standards.Metadata;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.Metadata;

public sealed class DependencyMetadataTests
{
    [Fact]
    public void TryReadDependencies_document_gives_what_resolving_needs()
    {
        ReadOnlySpan<byte> document = "Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0\nRequires-Python: >=3.8\nRequires-Dist: a>=1\nRequires-Dist:\n  b; extra == 'x'\nProvides-Extra: x\n\nName: body\n"u8;
        Assert.True(CoreMetadata.TryReadDependencies(document, out DependencyMetadata? metadata, out _));
        Assert.Equal("foo-bar", metadata.Project.Value);
        Assert.Equal("1.0", metadata.Version.ToString());
        Assert.Equal(">=3.8", metadata.RequiresPython!.ToString());
        Assert.Equal("a>=1", Assert.Single(metadata.RequiresDist, r => r.Name == "a").ToString());
        Assert.Equal(["x"], metadata.ProvidesExtra);
    }

    [Theory]
    [InlineData("Version: 1\n", "the field Name is missing")]
    [InlineData("Name: a\n", "the field Version is missing")]
    [InlineData("Name: a\nVersion: x y\n", "Invalid version: 'x y'")]
    [InlineData("Name: a\nVersion: 1\nRequires-Dist: b==\n", "Expected semicolon (after name with no version specifier) or end\n    b==\n     ^")]
    public void TryReadDependencies_bad_document_says_why(string document, string expected)
    {
        Assert.False(CoreMetadata.TryReadDependencies(Encoding.UTF8.GetBytes(document), out _, out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void TryReadDependencies_shared_gives_one_object_for_each_text()
    {
        var shared = new SharedRequirements();
        DependencyMetadata first = Read("Name: a\nVersion: 1\nRequires-Python: >=3.8\nRequires-Dist: b >= 1; os_name == 'x'\nRequires-Dist: c\n");
        DependencyMetadata second = Read("Name: a\nVersion: 2\nRequires-Python: >=3.8\nRequires-Dist: c\nRequires-Dist:  b >= 1; os_name == 'x'\nRequires-Dist: d\n");
        Assert.Same(first.RequiresPython, second.RequiresPython);
        Assert.Same(first.RequiresDist[0], second.RequiresDist[1]);
        Assert.Same(first.RequiresDist[1], second.RequiresDist[0]);
        Assert.Equal(["c", "b>=1; os_name == \"x\"", "d"], second.RequiresDist.Select(static requirement => requirement.ToString()));
        Assert.Null(Read("Name: a\nVersion: 1\nRequires-Python: nonsense\n").RequiresPython);
        Assert.False(CoreMetadata.TryReadDependencies("Name: a\nVersion: 1\nRequires-Dist: b==\n"u8, out _, out string? error, shared));
        Assert.StartsWith("Expected semicolon", error, StringComparison.Ordinal);

        DependencyMetadata Read(string document)
        {
            Assert.True(CoreMetadata.TryReadDependencies(Encoding.UTF8.GetBytes(document), out DependencyMetadata? metadata, out _, shared));
            return metadata;
        }
    }

    [Fact]
    public void TryReadDependencies_every_wheel_of_the_mirror_is_read()
    {
        string folder = SharedFiles.Require("mirror/files");
        int count = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*.whl"))
        {
            using ZipArchive wheel = ZipFile.OpenRead(file);
            ZipArchiveEntry entry = wheel.Entries.Single(entry => entry.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal) && entry.FullName.Count(c => c == '/') == 1);
            using var content = new MemoryStream();
            using (Stream stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            Assert.True(CoreMetadata.TryReadDependencies(content.ToArray(), out DependencyMetadata? metadata, out string? error), $"{file}: {error}");
            CoreMetadata whole = CoreMetadata.Parse(content.ToArray());
            Assert.Equal(whole.GetFirst("Name"), metadata.Name);
            Assert.Equal(whole.GetAll("Requires-Dist").Count, metadata.RequiresDist.Count);
            count++;
        }

        Assert.True(count > 100);
    }
}
