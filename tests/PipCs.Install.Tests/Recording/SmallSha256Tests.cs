using System.Security.Cryptography;
using PipCs.Install.Recording;

namespace PipCs.Install.Tests.Recording;

public sealed class SmallSha256Tests
{
    [Fact]
    public void Hash_is_that_of_the_system_for_every_length()
    {
        var random = new Random(1);
        var digest = new byte[SmallSha256.Length];
        for (var length = 0; length < 400; length++)
        {
            var content = new byte[length];
            random.NextBytes(content);
            SmallSha256.Hash(content, digest);
            Assert.Equal(SHA256.HashData(content), digest);
        }
    }

    [Fact]
    public void Of_known_contents_is_the_constant()
    {
        Assert.Equal(FileHash.Empty, FileHash.Of([]));
        Assert.Equal(FileHash.InstallerFile, FileHash.Of("pip\n"u8));
    }
}
