namespace PipCs.Platform.Tests;

public sealed class NativeFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pip-cs-platform-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task ReplaceAll_readers_see_the_old_or_the_new()
    {
        var path = _root + "/f";
        var contents = new[] { new byte[50_000], new byte[70_000] };
        Array.Fill(contents[1], (byte)1);
        Assert.Equal(Errno.None, NativeFile.ReplaceAll(path, contents[0]));
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                Assert.Equal(Errno.None, NativeFile.ReplaceAll(path, contents[i % 2]));
            }
        }, TestContext.Current.CancellationToken);
        while (!writer.IsCompleted)
        {
            Assert.Equal(Errno.None, NativeFile.ReadAll(path, out var read));
            Assert.Equal(contents[read[0]], read);
        }

        await writer;
        Assert.Equal(["f"], Directory.GetFiles(_root).Select(Path.GetFileName));
        Assert.Equal(Errno.NoEntry, NativeFile.ReplaceAll(_root + "/no/f", []));
    }

    [Fact]
    public void WriteAll_follows_links_and_keeps_the_mode()
    {
        File.WriteAllText(_root + "/real", "long content");
        File.SetUnixFileMode(_root + "/real", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(_root + "/link", _root + "/real");
        Assert.Equal(Errno.None, NativeFile.WriteAll(_root + "/link", "short"u8));
        Assert.Equal("short", File.ReadAllText(_root + "/real"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_root + "/real"));
        Assert.Equal(Errno.NoEntry, NativeFile.WriteAll("", []));
        Assert.Equal(Errno.NoEntry, NativeFile.WriteAll(_root + "/no/f", []));
    }

    [Fact]
    public async Task ReadAll_and_Append_do_not_wait_for_the_other_end_of_a_pipe()
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_root + "/pipe"]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Task.Run(
            () =>
            {
                Assert.Equal(Errno.None, NativeFile.ReadAll(_root + "/pipe", out var content));
                Assert.Empty(content);
                Assert.NotEqual(Errno.None, NativeFile.Append(_root + "/pipe", "a"u8));
            },
            TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Append_adds_to_what_is_there()
    {
        Assert.Equal(Errno.None, NativeFile.Append(_root + "/f", "a"u8));
        Assert.Equal(Errno.None, NativeFile.Append(_root + "/f", "b"u8));
        Assert.Equal("ab", File.ReadAllText(_root + "/f"));
    }

    [Fact]
    public void TryGetStatus_follows_links_unless_told()
    {
        File.WriteAllText(_root + "/f", "abc");
        File.CreateSymbolicLink(_root + "/link", "f");
        Assert.Equal(Errno.None, NativeFile.TryGetStatus(_root + "/link", out var status));
        Assert.Equal((EntryKind.File, 3L), (status.Kind, status.Size));
        Assert.Equal(Errno.None, NativeFile.TryGetStatus(_root + "/link", out status, follow: false));
        Assert.Equal(EntryKind.SymbolicLink, status.Kind);
        Assert.Equal(Errno.NoEntry, NativeFile.TryGetStatus(_root + "/missing", out _));
        Assert.Null(NativeFile.ResolveLinks(_root + "/missing"));
        Assert.Null(NativeFile.ReadLink(_root + "/f"));
        Assert.True(NativeFile.IsWritable(_root));
        Assert.False(NativeFile.IsExecutable(_root + "/f"));
    }

    [Fact]
    public void Paths_long_ones_and_zero_characters()
    {
        var path = _root + "/" + new string('x', 200);
        Directory.CreateDirectory(path);
        path += "/" + new string('ü', 120);
        Assert.Equal(Errno.None, NativeFile.ReplaceAll(path[..^20], "x"u8));
        Assert.Equal(Errno.None, NativeFile.ReadAll(path[..^20], out var content));
        Assert.Equal("x"u8.ToArray(), content);
        Assert.Equal(Errno.NameTooLong, NativeFile.ReadAll(_root + "/" + new string('x', 300), out _));
    }

    [Fact]
    public void Name_with_a_NUL_is_refused_as_the_system_refuses_names()
    {
        Assert.Equal(Errno.Invalid, NativeFile.ReadAll("a\0b", out _));
        Assert.Equal(Errno.Invalid, NativeFile.TryGetStatus("a\0b", out _));
        Assert.Null(NativeFile.ResolveLinks("a\0b"));
        Assert.Equal("[Errno 22] Invalid argument: 'a\\x00b'", Assert.Throws<IOException>(() => NativeFile.ReplaceAll("a\0b", "x"u8)).Message);
    }

    [Fact]
    public void ReadUmask_leaves_it_as_it_is()
    {
        Assert.Equal(ProcessIdentity.ReadUmask(), ProcessIdentity.ReadUmask());
        Assert.Equal(Errno.None, ProcessIdentity.Write(1, ""u8));
        Assert.False(ProcessIdentity.IsTerminal(9999));
    }
}
