using System.Text;

namespace PipCs.Platform.Tests;

public sealed class DirectoryHandleTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pip-cs-platform-").FullName;
    private readonly DirectoryHandle _handle;

    public DirectoryHandleTests() => _handle = DirectoryHandle.OpenOrThrow(_root);

    public void Dispose()
    {
        _handle.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Open_missing_or_file_gives_the_error()
    {
        Assert.Equal(Errno.NoEntry, DirectoryHandle.Open(_root + "/missing", out _));
        File.WriteAllText(_root + "/file", "");
        Assert.Equal(Errno.NotDirectory, DirectoryHandle.Open(_root + "/file", out _));
        var error = Assert.Throws<IOException>(() => DirectoryHandle.OpenOrThrow(_root + "/missing"));
        Assert.Equal($"[Errno 2] No such file or directory: '{_root}/missing'", error.Message);
    }

    [Fact]
    public void OpenDirectory_link_is_followed_only_when_asked()
    {
        Assert.Equal(Errno.None, _handle.MakeDirectory("real\0"u8));
        Assert.Equal(Errno.None, _handle.MakeSymbolicLink("real\0"u8, "link\0"u8));
        Assert.Contains(_handle.OpenDirectory("link\0"u8, out _), new[] { Errno.Loop, Errno.NotDirectory });
        Assert.Equal(Errno.None, _handle.OpenDirectory("link\0"u8, out var followed, follow: true));
        followed.Dispose();
        Assert.Equal(Errno.Exists, _handle.MakeDirectory("real\0"u8));
        Assert.Equal("real", NativeFile.ReadLink(_root + "/link"));
        Assert.Equal(_root + "/real", NativeFile.ResolveLinks(_root + "/link"));
    }

    [Fact]
    public void CreateFile_tells_what_it_became()
    {
        Assert.Equal(Errno.None, _handle.CreateFile("a\0"u8, "hello"u8, 0x1B6, out var status));
        Assert.Equal(Errno.Exists, _handle.CreateFile("a\0"u8, "other"u8));
        Assert.Equal(Errno.None, _handle.TryGetStatus("a\0"u8, out var again));
        Assert.Equal(again, status);
        Assert.Equal((EntryKind.File, 5L, 1u), (status.Kind, status.Size, status.LinkCount));
        Assert.Equal(ProcessIdentity.EffectiveUserId, status.UserId);
        Assert.Equal((new FileInfo(_root + "/a").LastWriteTimeUtc - DateTime.UnixEpoch).Ticks, status.MtimeNanoseconds / 100);
        Assert.Equal((int)File.GetUnixFileMode(_root + "/a"), status.Mode);
        Assert.Equal(Errno.None, _handle.ChangeMode("a\0"u8, 0x1ED));
        Assert.Equal(0x1ED, (int)File.GetUnixFileMode(_root + "/a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void ReadFile_gives_what_was_written(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        Assert.Equal(Errno.None, _handle.CreateFile("f\0"u8, content));
        Assert.Equal(Errno.None, _handle.ReadFile("f\0"u8, out var read));
        Assert.Equal(content, read);
        Assert.Equal(Errno.None, NativeFile.ReadAll(_root + "/f", out read));
        Assert.Equal(content, read);
        Assert.Equal(Errno.NoEntry, _handle.ReadFile("missing\0"u8, out read));
        Assert.Empty(read);
        Assert.Equal(Errno.IsDirectory, NativeFile.ReadAll(_root, out _));
    }

    [Fact]
    public void ReadAll_file_whose_size_is_not_told_is_whole()
    {
        Assert.Equal(Errno.None, NativeFile.ReadAll("/proc/self/status", out var content));
        Assert.Contains("Threads:", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
        Assert.Equal((byte)'\n', content[^1]);
    }

    [Fact]
    public void Link_is_the_same_file()
    {
        _handle.CreateFile("a\0"u8, "x"u8);
        Assert.Equal(Errno.None, _handle.Link(_handle, "a\0"u8, "b\0"u8));
        Assert.Equal(Errno.Exists, _handle.Link(_handle, "a\0"u8, "b\0"u8));
        _handle.TryGetStatus("a\0"u8, out var a);
        _handle.TryGetStatus("b\0"u8, out var b);
        Assert.Equal((a.Inode, a.Device, 2u), (b.Inode, b.Device, b.LinkCount));
        Assert.Equal(Errno.None, _handle.Unlink("a\0"u8));
        Assert.Equal(Errno.NoEntry, _handle.Unlink("a\0"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public void Copy_keeps_content_and_time(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        _handle.CreateFile("a\0"u8, content);
        File.SetLastWriteTimeUtc(_root + "/a", new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567));
        Assert.Equal(Errno.None, _handle.Copy(_handle, "a\0"u8, "b\0"u8, 0x1ED));
        Assert.Equal(content, File.ReadAllBytes(_root + "/b"));
        _handle.TryGetStatus("a\0"u8, out var a);
        _handle.TryGetStatus("b\0"u8, out var b);
        Assert.Equal(a.MtimeNanoseconds, b.MtimeNanoseconds);
        Assert.NotEqual(a.Inode, b.Inode);
        Assert.NotEqual(0, b.Mode & 0x40);
        Assert.Equal(Errno.Exists, _handle.Copy(_handle, "a\0"u8, "b\0"u8, 0x1B6));
        Assert.Equal(Errno.NoEntry, _handle.Copy(_handle, "missing\0"u8, "c\0"u8, 0x1B6));
    }

    [Fact]
    public void Clone_that_fails_leaves_nothing()
    {
        _handle.CreateFile("a\0"u8, "x"u8);
        var error = _handle.Clone(_handle, "a\0"u8, "b\0"u8, 0x1B6);
        Assert.Equal(error == Errno.None, File.Exists(_root + "/b"));
    }

    [Fact]
    public void List_gives_names_and_kinds()
    {
        for (var i = 0; i < 2000; i++)
        {
            _handle.CreateFile(NativeName.Encode($"file-with-a-long-name-{i}"), []);
        }

        _handle.MakeDirectory("folder-ü\0"u8);
        _handle.MakeSymbolicLink("nowhere\0"u8, "link\0"u8);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(Errno.None, _handle.List(out var entries));
            Assert.Equal(2002, entries.Count);
            Assert.Equal(2000, entries.Count(entry => entry.Value == EntryKind.File));
            Assert.Contains(new("folder-ü", EntryKind.Directory), entries);
            Assert.Contains(new("link", EntryKind.SymbolicLink), entries);
        }
    }

    [Fact]
    public void Rename_and_remove_work_across_folders()
    {
        _handle.MakeDirectory("d\0"u8);
        _handle.CreateFile("a\0"u8, "x"u8);
        Assert.Equal(Errno.None, _handle.OpenDirectory("d\0"u8, out var other));
        using (other)
        {
            Assert.Equal(Errno.None, _handle.Rename("a\0"u8, other, "b\0"u8));
            Assert.Equal(Errno.NotEmpty, _handle.RemoveDirectory("d\0"u8));
            Assert.Equal(Errno.None, other.Unlink("b\0"u8));
            Assert.Equal(Errno.None, _handle.RemoveDirectory("d\0"u8));
        }
    }

    [Fact]
    public void Dispose_twice_is_harmless()
    {
        var handle = DirectoryHandle.OpenOrThrow(_root);
        handle.Dispose();
        handle.Dispose();
        Assert.NotEqual(Errno.None, handle.TryGetStatus("a\0"u8, out _));
    }
}
