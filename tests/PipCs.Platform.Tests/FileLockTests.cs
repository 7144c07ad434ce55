using System.Diagnostics;

namespace PipCs.Platform.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pip-cs-platform-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TryTake_taken_lock_is_refused_until_released()
    {
        var path = _root + "/lock";
        Assert.Equal(Errno.None, FileLock.TryTake(path, shared: false, out var first));
        Assert.Equal(Errno.Again, FileLock.TryTake(path, shared: false, out var second));
        Assert.Null(second);
        first!.Dispose();
        Assert.Equal(Errno.None, FileLock.TryTake(path, shared: true, out first));
        Assert.Equal(Errno.None, FileLock.TryTake(path, shared: true, out second));
        Assert.Equal(Errno.Again, FileLock.TryTake(path, shared: false, out _));
        first!.Dispose();
        second!.Dispose();
        Assert.Equal(Errno.NoEntry, FileLock.Take(_root + "/no/lock", shared: false, out _));
    }

    [Fact]
    public void Take_lock_of_a_killed_process_is_free()
    {
        var path = _root + "/lock";
        using var process = Process.Start(new ProcessStartInfo("flock", [path, "sleep", "60"]));
        Assert.NotNull(process);
        FileLock? taken = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                var error = FileLock.TryTake(path, shared: false, out taken);
                taken?.Dispose();
                return error == Errno.Again;
            },
            TimeSpan.FromSeconds(20)));
        process.Kill(entireProcessTree: true);
        Assert.Equal(Errno.None, FileLock.Take(path, shared: false, out taken));
        taken!.Dispose();
    }
}
