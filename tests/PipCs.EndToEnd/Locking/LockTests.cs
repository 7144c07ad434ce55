using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Locking;

/// <summary>Lock files: written as real pip writes them, installed from, refused where they are wrong.</summary>
public sealed class LockTests : IDisposable
{
    private const string Head = "lock-version = \"1.0\"\ncreated-by = \"test\"\n";

    private readonly Workspace _workspace = new();
    private readonly string _links;
    private readonly string _hash;

    public LockTests()
    {
        _links = _workspace.Folder("links");
        _hash = WheelBuilder.Sha256(File.ReadAllBytes(new WheelBuilder("good", "1.0").Module().Write(_links)));
        new WheelBuilder("needy", "2.0").Module().Requires("good").Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Lock_the_file_is_real_pips_byte_for_byte()
    {
        Lock("needy").MustSucceed();
        var ours = File.ReadAllBytes(_workspace["pylock.toml"]);
        _workspace.RealPip("lock", "--no-index", "-f", _links, "-o", "pylock.real.toml", "needy").MustSucceed();
        Assert.Equal(File.ReadAllText(_workspace["pylock.real.toml"]), System.Text.Encoding.UTF8.GetString(ours));
        Lock("-o", "pylock.again.toml", "needy").MustSucceed();
        Assert.Equal(ours, File.ReadAllBytes(_workspace["pylock.again.toml"]));
    }

    [Fact]
    public void Lock_a_direct_wheel_is_an_archive_on_stdout_as_with_real_pip()
    {
        string[] arguments = ["lock", "--no-index", "-q", "-o", "-", $"{_links}/good-1.0-py3-none-any.whl"];
        var ours = _workspace.PipCs(arguments).MustSucceed();
        Assert.Equal(_workspace.RealPip(arguments).MustSucceed().Output, ours.Output);
        Assert.Contains("[packages.archive]", ours.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_only_dependencies_leaves_out_what_is_named_as_real_pip_does()
    {
        string[] arguments = ["lock", "--no-index", "-f", _links, "-q", "-o", "-", "--only-deps", "needy"];
        var ours = _workspace.PipCs(arguments).MustSucceed();
        Assert.Equal(_workspace.RealPip(arguments).MustSucceed().Output, ours.Output);
        Assert.DoesNotContain("needy", ours.Output, StringComparison.Ordinal);
        Lock("--only-deps", "--no-deps", "needy").MustFail().ErrorHas("ERROR: Cannot use '--only-dependencies' in combination with '--no-deps'.");
    }

    [Fact]
    public void Lock_another_file_name_is_warned_of()
        => Lock("-o", "locked.txt", "good").MustSucceed().ErrorHas("WARNING: pip lock is currently an experimental command.", "WARNING: locked.txt is not a valid lock file name.");

    [Fact]
    public void Lock_and_reports_write_into_what_is_there_as_real_pip_does()
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var shared = _workspace.Write("shared/pylock.toml", new string('#', 5000));
        File.SetUnixFileMode(shared, Private);
        File.CreateSymbolicLink(_workspace["pylock.toml"], shared);
        Lock("good").MustSucceed();
        var locked = File.ReadAllText(shared);
        Assert.Equal(shared, File.ResolveLinkTarget(_workspace["pylock.toml"], returnFinalTarget: true)?.FullName);
        Assert.Equal(Private, File.GetUnixFileMode(shared));

        _workspace.Run("mkfifo", "pipe").MustSucceed();
        string[] shell = ["-c", "cat pipe > read & \"$@\"; code=$?; wait; exit $code", "sh", Binary.PipCs];
        _workspace.Run("sh", [.. shell, "lock", "--no-index", "-f", _links, "-o", "pipe", "good"]).MustSucceed();
        Assert.Equal(locked, File.ReadAllText(_workspace["read"]));
        _workspace.Run("sh", [.. shell, "install", "--dry-run", "--no-index", "-f", _links, "--report", "pipe", "good"]).MustSucceed();
        Assert.Contains("\"install\"", File.ReadAllText(_workspace["read"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "[Errno 2] No such file or directory: ''")]
    [InlineData("links", "[Errno 21] Is a directory: 'links'")]
    [InlineData("none/pylock.toml", "[Errno 2] No such file or directory: 'none/pylock.toml'")]
    [InlineData("/dev/full", "[Errno 28] No space left on device: '/dev/full'")]
    public void Lock_what_cannot_be_written_is_told(string output, string reason)
        => Lock("-o", output, "good").MustFail().ErrorHas($"ERROR: Could not write the lock file: {reason}");

    [Fact]
    public void Install_from_a_lock_file_needs_no_index()
    {
        Lock("needy").MustSucceed();
        _workspace.PipCs("install", "--no-index", "-r", "pylock.toml").MustSucceed()
            .ErrorHas("WARNING: Using pylock.toml as a requirements source is an experimental feature.");
        Assert.Equal("good==1.0\nneedy==2.0\n", _workspace.PipCs("freeze").MustSucceed().Output);
    }

    [Fact]
    public void Install_markers_extras_and_groups_choose()
    {
        string Package(string name, string marker) => $"[[packages]]\nname = \"{name}\"\nmarker = \"{marker}\"\narchive = {{ path = \"links/{name}-1.0-py3-none-any.whl\", hashes = {{ sha256 = \"{Build(name)}\" }} }}\n";
        _workspace.Write(
            "pylock.toml",
            $"{Head}extras = [\"x\"]\ndependency-groups = [\"dev\", \"docs\"]\ndefault-groups = [\"dev\"]\n"
            + Package("one", "'x' in extras") + Package("two", "'dev' in dependency_groups") + Package("three", "'docs' in dependency_groups") + Package("four", "os_name == 'nt'"));
        _workspace.PipCs("install", "--no-index", "-r", "pylock.toml[x]").MustSucceed();
        Assert.Equal(["one", "two"], Installed());
        _workspace.PipCs("install", "--no-index", "--group", "pylock.toml:docs").MustSucceed();
        Assert.Equal(["one", "three", "two"], Installed());
    }

    [Fact]
    public void Install_a_wrong_hash_in_a_lock_file_is_refused()
    {
        var unharmed = Unharmed.Begin(_workspace);
        WriteLock($"sha256 = \"{new string('0', 64)}\"");
        _workspace.PipCs("install", "-r", "pylock.toml").MustFail().ErrorHas("THESE PACKAGES DO NOT MATCH THE HASHES", new string('0', 64), _hash);
        unharmed.Check();
    }

    [Fact]
    public void Install_a_file_that_is_gone_or_another_is_told_with_the_lock_file_as_real_pip_does()
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("served", "1.0").Module()));
        string Package(string source) => $"{Head}[[packages]]\nname = \"served\"\n{source}\n";
        var wrong = new string('0', 64);
        foreach (var (name, source) in new[]
        {
            ("gone", $"wheels = [{{ url = \"{server.Url}/none/served-1.0-py3-none-any.whl\", hashes = {{ sha256 = \"{wrong}\" }} }}]"),
            ("other", $"wheels = [{{ url = \"{server.Url}/files/served-1.0-py3-none-any.whl\", hashes = {{ sha256 = \"{wrong}\" }} }}]"),
            ("archive", $"archive = {{ url = \"{server.Url}/files/served-1.0-py3-none-any.whl\", hashes = {{ sha256 = \"{wrong}\" }} }}"),
        })
        {
            _workspace.Write($"pylock.{name}.toml", Package(source));
            string[] arguments = ["install", "-i", server.IndexUrl, "-r", $"pylock.{name}.toml"];
            var expected = name == "gone"
                ? $"ERROR: Could not install requirement served==1.0 from {server.Url}/none/served-1.0-py3-none-any.whl (from pylock.gone.toml) because of HTTP error 404 Client Error: Not Found for url: {server.Url}/none/served-1.0-py3-none-any.whl"
                : $" from {server.Url}/files/served-1.0-py3-none-any.whl (from pylock.{name}.toml):\n        Expected sha256 {wrong}";
            _workspace.PipCs(arguments).MustFail().ErrorHas(expected);
            _workspace.RealPip(arguments).MustFail().ErrorHas(expected);
        }

        string[] remote = ["install", "-r", $"{server.Url}/none/pylock.toml"];
        var reason = $"ERROR: Error reading pylock file '{server.Url}/none/pylock.toml': 404 Client Error: Not Found for url: {server.Url}/none/pylock.toml";
        _workspace.PipCs(remote).MustFail().ErrorHas(reason);
        _workspace.RealPip(remote).MustFail().ErrorHas(reason);
    }

    [SharedTheory("mirror/files")]
    [InlineData("lock-version = \n", "Invalid pylock file 'pylock.toml': ", "(at line 1, column")]
    [InlineData("lock-version = \"2.0\"\ncreated-by = \"x\"\npackages = []\n", "Invalid pylock file 'pylock.toml': pylock version 2.0 is not supported", "")]
    [InlineData("lock-version = \"1.0\"\ncreated-by = \"x\"\n", "Invalid pylock file 'pylock.toml': Missing required value in 'packages'", "")]
    [InlineData(Head + "requires-python = \">=4\"\npackages = []\n", "Cannot select requirements from pylock file 'pylock.toml': python_full_version", "'>=4'")]
    [InlineData(Head + "[[packages]]\nname = \"good\"\nwheels = [{ path = \"good-1.0-py2-none-any.whl\", hashes = { sha256 = \"a\" } }]\n", "No wheel found matching the provided tags for package 'good' at packages[0], and no sdist available as a fallback", "")]
    public void Install_a_bad_lock_file_is_told_as_real_pip_tells_it(string text, string message, string place)
    {
        var unharmed = Unharmed.Begin(_workspace);
        _workspace.Write("pylock.toml", text);
        var ours = _workspace.PipCs("install", "-r", "pylock.toml").MustFail().ErrorHas("ERROR: ", message, place);
        _workspace.RealPip("install", "-r", "pylock.toml").MustFail(ours.ExitCode).ErrorHas(message.Split(": ")[0]);
        unharmed.Check();
    }

    [Fact]
    public void Install_groups_of_a_pyproject()
    {
        _workspace.Write("pyproject.toml", "[dependency-groups]\ntest = [\"good\", {include-group = \"Dev_x\"}]\ndev-x = [\"needy\"]\nloop = [{include-group = \"loop\"}]\n");
        _workspace.PipCs("install", "--no-index", "-f", _links, "--group", "Test").MustSucceed();
        Assert.Equal(["good", "needy"], Installed());
        string[] wrong = ["install", "--no-index", "--group", "loop"];
        _workspace.PipCs(wrong).MustFail().ErrorHas("[dependency-groups] resolution failed for 'loop' from 'pyproject.toml': Cyclic dependency group include while resolving loop: loop includes itself");
        _workspace.RealPip(wrong).MustFail().ErrorHas("Cyclic dependency group include while resolving loop: loop includes itself");
    }

    [Fact]
    public void Install_requirements_of_a_script()
    {
        _workspace.Write("run.py", "# /// script\n# dependencies = [\"needy\"]\n# ///\nprint()\n");
        _workspace.PipCs("install", "--no-index", "-f", _links, "--requirements-from-script", "run.py").MustSucceed();
        Assert.Equal(["good", "needy"], Installed());
        _workspace.Write("none.py", "print()\n");
        _workspace.PipCs("install", "--requirements-from-script", "none.py").MustFail().ErrorHas("ERROR: File does not contain 'script' metadata: 'none.py'");
    }

    private string Build(string name) => WheelBuilder.Sha256(File.ReadAllBytes(new WheelBuilder(name, "1.0").Module().Write(_links)));

    private string[] Installed() => [.. _workspace.PipCs("freeze").MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '=')[0])];

    private void WriteLock(string hashes)
        => _workspace.Write("pylock.toml", $"{Head}[[packages]]\nname = \"good\"\nversion = \"1.0\"\nwheels = [{{ path = \"links/good-1.0-py3-none-any.whl\", hashes = {{ {hashes} }} }}]\n");

    private ProgramResult Lock(params string[] arguments) => _workspace.PipCs(["lock", "--no-index", "-f", _links, .. arguments]);
}
