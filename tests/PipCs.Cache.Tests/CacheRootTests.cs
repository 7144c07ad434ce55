namespace PipCs.Cache.Tests;

public sealed class CacheRootTests : IDisposable
{
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GetBucket_root_that_everyone_can_write_holds_and_keeps_nothing()
    {
        new CacheRoot(_folder.Path).GetBucket("b", 1).Write("key", "payload"u8);
        File.SetUnixFileMode(_folder.Path, Everyone);
        var bucket = new CacheRoot(_folder.Path).GetBucket("b", 1);
        Assert.False(bucket.TryRead("key", out _));
        bucket.Write("other", "payload"u8);
        Assert.Single(Directory.GetFiles(_folder.Path + "/b-v1"));
        Assert.Null(bucket.CreateScratchFolder());
    }

    [Fact]
    public void GetBucket_root_of_another_user_holds_and_keeps_nothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a folder away.");
        new CacheRoot(_folder.Path).GetBucket("b", 1).Write("key", "payload"u8);
        using (var chown = System.Diagnostics.Process.Start("chown", ["65534", _folder.Path]))
        {
            chown.WaitForExit();
        }

        var root = new CacheRoot(_folder.Path);
        Assert.False(root.IsTrusted);
        Assert.False(root.GetBucket("b", 1).TryRead("key", out _));
    }

    [Fact]
    public void IsTrusted_looks_where_a_link_leads()
    {
        File.SetUnixFileMode(_folder.Path, Everyone);
        var link = _folder.Path + "-link";
        File.CreateSymbolicLink(link, _folder.Path);
        try
        {
            Assert.False(new CacheRoot(link).IsTrusted);
        }
        finally
        {
            File.Delete(link);
        }
    }
}
