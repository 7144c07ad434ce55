using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>The environment cannot be written, is full, belongs to the system, or is not there.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public EnvironmentTests()
    {
        _links = _workspace.Folder("links");
        new WheelBuilder("small", "1.0").Module().Script("small = small:run").Write(_links);
        var noise = new byte[600_000];
        new Random(7).NextBytes(noise);
        new WheelBuilder("big", "1.0").Module().Add("big/noise.bin", noise).Write(_links);
        new WheelBuilder("small", "2.0").Module().Add("small/noise.bin", noise).Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_and_upgrade_into_a_full_environment_change_nothing()
    {
        using var disk = Mount("size=400k");
        Install("small==1.0").MustSucceed();
        var before = _workspace.Environment();
        Install("big").MustFail().ErrorHas("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device");
        _workspace.Environment().MustEqual(before, "after an install that did not fit");
        Install("-U", "small").MustFail().ErrorHas("[Errno 28] No space left on device");
        _workspace.Environment().MustEqual(before, "after an upgrade that did not fit");
        _workspace.Python("-c", "import small; assert small.VERSION == '1.0'").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "small").MustSucceed();
    }

    [Fact]
    public void Install_and_uninstall_in_a_read_only_environment_change_nothing()
    {
        using var disk = Mount("size=2m");
        Install("small==1.0").MustSucceed();
        var before = _workspace.Environment();
        disk.MakeReadOnly();
        Install("big").MustFail().ErrorHas("ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: ");
        var uninstall = _workspace.PipCs("uninstall", "-y", "small");
        Assert.NotEqual(0, uninstall.ExitCode);
        Assert.Contains("Read-only file system", uninstall.Error, StringComparison.Ordinal);
        _workspace.Environment().MustEqual(before, "of a read-only environment");
        _workspace.PipCs("list").MustSucceed();
    }

    [Theory]
    [InlineData("002", "775")]
    [InlineData("022", "755")]
    [InlineData("077", "755")]
    public void Scripts_may_be_run_by_all_and_written_as_the_umask_says(string umask, string mode)
    {
        _workspace.Run("sh", "-c", $"umask {umask}; exec {Binary.PipCs} install --no-index -f {_links} small==1.0").MustSucceed();
        Assert.Equal(mode + "\n", _workspace.Run("stat", "-c", "%a", Path.Combine(_workspace.Venv, "bin", "small")).Output);
    }

    [Fact]
    public void Working_folder_that_is_gone_is_told_without_a_path() =>
        Assert.Equal(
            "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory\n",
            _workspace.Run("sh", "-c", $"mkdir gone; cd gone; rmdir ../gone; exec {Binary.PipCs} install --no-index -f {_links} {_links}/small-1.0-py3-none-any.whl").MustFail().Error);

    [Theory]
    [InlineData("cache dir")]
    [InlineData("list --format json")]
    [InlineData("--version")]
    [InlineData("help")]
    public void Output_to_a_full_disk_is_told_to_be_lost(string command)
    {
        var run = _workspace.Run("sh", "-c", $"exec {Binary.PipCs} {command} >/dev/full");
        Assert.Equal((120, "ERROR: Could not write to stdout: No space left on device\n"), (run.ExitCode, run.Error));
        _workspace.Run("sh", "-c", $"exec {Binary.PipCs} {command} >&-").MustSucceed();
    }

    [Fact]
    public void Install_into_a_target_that_is_a_file_is_refused()
    {
        var file = _workspace.Write("target", "a file\n");
        Install("--target", file, "small").MustFail().ErrorHas("ERROR: Target path exists but is not a directory, will not continue");
        Assert.Equal("a file\n", File.ReadAllText(file));
    }

    [Fact]
    public void Install_into_a_target_that_cannot_be_made_is_refused()
    {
        var result = Install("--target", "/proc/pipcs-target", "small");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("/proc/pipcs-target", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace["tmp"]));
    }

    [Fact]
    public void List_without_any_interpreter_says_so()
    {
        _workspace.Unset("VIRTUAL_ENV");
        _workspace.Set("PATH", _workspace.Folder("empty"));
        _workspace.PipCs("list").MustFail().ErrorHas("ERROR: ", "Python");
        Install("small").MustFail().ErrorHas("ERROR: ", "Python");
    }

    [Fact]
    public void Python_that_does_not_exist_is_named()
        => _workspace.PipCs("--python", "/nonexistent/python", "list").MustFail().ErrorHas("ERROR: Could not locate Python interpreter /nonexistent/python");

    [Fact]
    public void Python_that_does_not_start_is_named()
    {
        var program = _workspace.Write("python", "#!/bin/sh\nexit 3\n");
        _workspace.Run("chmod", "+x", program).MustSucceed();
        var result = _workspace.PipCs("--python", program, "list");
        Assert.NotEqual(0, result.ExitCode);
    }

    [Fact]
    public void Environment_that_the_system_manages_is_refused()
    {
        Assert.SkipUnless(
            Directory.Exists("/usr/lib") && Directory.GetFiles("/usr/lib", "EXTERNALLY-MANAGED", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Length > 0,
            "the system's Python is not externally managed");
        _workspace.Unset("VIRTUAL_ENV");
        foreach (var arguments in (string[][])[["install", "--no-index", "-f", _links, "small"], ["uninstall", "-y", "small"]])
        {
            _workspace.PipCs(["--python", "/usr/bin/python3", .. arguments]).MustFail().ErrorHas(
                "error: externally-managed-environment\n\n× This environment is externally managed\n╰─> ",
                "note: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk "
                + "of breaking your Python installation or OS, by passing --break-system-packages.\nhint: See PEP 668 for the detailed specification.");
        }
    }

    private ProgramResult Install(params string[] arguments) => _workspace.PipCs(["install", "--no-index", "-f", _links, .. arguments]);

    private MountedDisk Mount(string options)
    {
        Binary.SkipUnlessRoot();
        return new MountedDisk(_workspace.SitePackages, options);
    }

    /// <summary>A small disk of its own in place of a folder, until it is disposed of.</summary>
    private sealed class MountedDisk : IDisposable
    {
        private readonly string _folder;

        public MountedDisk(string folder, string options)
        {
            _folder = folder;
            var result = ProgramRun.Start("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).Wait();
            Assert.SkipUnless(result.ExitCode == 0, "nothing can be mounted here");
        }

        public void MakeReadOnly() => ProgramRun.Start("mount", ["-o", "remount,ro", _folder]).Wait().MustSucceed();

        public void Dispose() => ProgramRun.Start("umount", [_folder]).Wait().MustSucceed();
    }
}
