using System.Text;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>Wheels that are torn, lie about themselves, or reach where they must not.</summary>
public sealed class WheelTests : IDisposable
{
    private const int SymbolicLink = 0xA000 | 0x1FF;
    private readonly Workspace _workspace = new();
    private readonly Unharmed _unharmed;
    private readonly string _links;

    public WheelTests()
    {
        _unharmed = Unharmed.Begin(_workspace);
        _links = _workspace.Folder("links");
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(-1)]
    public void Install_truncated_wheel_is_invalid(int length)
    {
        var wheel = new WheelBuilder("cut", "1.0").Module();
        var bytes = wheel.Build();
        var path = Path.Combine(_links, wheel.FileName);
        File.WriteAllBytes(path, length < 0 ? bytes[..^1] : bytes[..length]);
        foreach (var what in (string[])[path, "cut"])
        {
            Install(what).MustFail().ErrorHas($"ERROR: Wheel 'cut' located at {path} is invalid.");
        }

        _unharmed.Check();
    }

    [Fact]
    public void Install_something_that_is_no_wheel_is_invalid()
    {
        var path = Path.Combine(_links, "page-1.0-py3-none-any.whl");
        File.WriteAllText(path, "<html>not found</html>");
        Install(path).MustFail().ErrorHas($"ERROR: Wheel 'page' located at {path} is invalid.");
        _unharmed.Check();
    }

    [Fact]
    public void Install_corrupt_member_is_refused_and_named()
    {
        var wheel = new WheelBuilder("torn", "1.0").Add("torn/__init__.py", string.Concat(Enumerable.Range(0, 2000).Select(n => $"V{n} = {n * 7919}\n")));
        var bytes = wheel.Build();
        bytes[200] ^= 0xFF;
        var path = Path.Combine(_links, wheel.FileName);
        File.WriteAllBytes(path, bytes);
        Install(path).MustFail().ErrorHas("torn-1.0-py3-none-any.whl");
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_whose_name_and_metadata_disagree_is_discarded()
    {
        var path = new WheelBuilder("liar", "1.0") { MetadataName = "other" }.Module().Write(_links);
        var result = Install("liar").MustFail().ErrorHas(
            "ERROR: Could not find a version that satisfies the requirement liar (from versions: 1.0)", "ERROR: No matching distribution found for liar");
        Assert.Contains("has inconsistent name: expected 'liar', but metadata has 'other'", result.Output + result.Error, StringComparison.Ordinal);
        Install(path).MustFail().ErrorHas("ERROR: No matching distribution found for liar");
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_of_an_index_that_lies_is_discarded_for_an_older_one()
    {
        var liar = new WheelBuilder("liar", "2.0") { MetadataName = "other" }.Module();
        using var server = new FaultServer(FaultServer.Index(liar, new WheelBuilder("liar", "1.0").Module()));
        var result = _workspace.PipCs("install", "-i", server.IndexUrl, "liar").MustSucceed();
        var link = $"{server.Url}/files/{liar.FileName}#sha256={WheelBuilder.Sha256(liar.Build())}";
        Assert.Contains(
            $"Discarding {link} (from {server.IndexUrl}liar/): Requested liar from {link} has inconsistent name: expected 'liar', but metadata has 'other'\n",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains("Successfully installed liar-1.0", result.Output, StringComparison.Ordinal);
        _workspace.PipCs("uninstall", "-y", "liar").MustSucceed();
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_with_an_invalid_requirement_is_ignored_for_an_older_one()
    {
        new WheelBuilder("old", "2.0").Module().Requires("other (>>1").Write(_links);
        new WheelBuilder("old", "1.0").Module().Write(_links);
        var result = Install("old").MustSucceed().ErrorHas(
            "WARNING: Ignoring version 2.0 of old since it has invalid metadata:\nRequested old from file://", "Please use pip<24.1 if you need to use this version.");
        Assert.Contains("Successfully installed old-1.0", result.Output, StringComparison.Ordinal);
        _workspace.PipCs("uninstall", "-y", "old").MustSucceed();
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_whose_version_and_metadata_disagree_is_discarded()
    {
        new WheelBuilder("liar", "1.0") { MetadataVersion = "2.0" }.Module().Write(_links);
        var result = Install("liar").MustFail().ErrorHas("ERROR: No matching distribution found for liar");
        Assert.Contains("has inconsistent version: expected '1.0', but metadata has '2.0'", result.Output + result.Error, StringComparison.Ordinal);
        _unharmed.Check();
    }

    [Theory]
    [InlineData("../evil.py")]
    [InlineData("pkg/../../evil.py")]
    [InlineData("bad-1.0.data/purelib/../../../evil.py")]
    [InlineData("bad-1.0.data/scripts/../../evil.py")]
    public void Install_member_that_leaves_the_environment_is_refused(string member)
    {
        var path = new WheelBuilder("bad", "1.0").Module().Add(member, "print('evil')\n").Write(_links);
        Install(path).MustFail().ErrorHas("bad-1.0-py3-none-any.whl", "evil.py");
        Assert.Empty(Directory.EnumerateFiles(_workspace.Root, "evil.py", SearchOption.AllDirectories));
        _unharmed.Check();
    }

    [Fact]
    public void Install_member_with_an_absolute_path_is_refused()
    {
        var evil = _workspace["evil.py"];
        var path = new WheelBuilder("bad", "1.0").Module().Add(evil, "print('evil')\n").Write(_links);
        Install(path).MustFail().ErrorHas("bad-1.0-py3-none-any.whl", evil);
        Assert.False(File.Exists(evil));
        _unharmed.Check();
    }

    /// <summary>pip writes the link's target as a file's content; a link is never made.</summary>
    [Fact]
    public void Install_symbolic_link_in_a_wheel_is_never_a_link()
    {
        var path = new WheelBuilder("linked", "1.0").Module().Add("linked/passwd", "/etc/passwd", SymbolicLink).Write(_links);
        var result = Install(path);
        if (result.ExitCode == 0)
        {
            var file = new FileInfo(Path.Combine(_workspace.SitePackages, "linked", "passwd"));
            Assert.Null(file.LinkTarget);
            Assert.Equal("/etc/passwd", File.ReadAllText(file.FullName));
            _workspace.PipCs("uninstall", "-y", "linked").MustSucceed();
        }
        else
        {
            result.MustFail().ErrorHas("linked-1.0-py3-none-any.whl", "linked/passwd");
        }

        _unharmed.Check();
    }

    [Fact]
    public void Install_link_that_a_later_member_goes_through_writes_nothing_outside()
    {
        var outside = _workspace.Folder("outside");
        var path = new WheelBuilder("through", "1.0").Module().Add("through/door", outside, SymbolicLink).Add("through/door/evil.py", "evil\n").Write(_links);
        Install(path).MustFail().ErrorHas("through/door");
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        _unharmed.Check();
    }

    [Fact]
    public void Install_two_members_of_one_path_never_mix()
    {
        // pip lets the last one win; to refuse the wheel is as good, half of each is not.
        var path = new WheelBuilder("twice", "1.0").Add("twice/__init__.py", "FIRST = 1\n").Add("twice/__init__.py", "SECOND_IS_LONGER = 2\n").Write(_links);
        var result = Install(path);
        if (result.ExitCode == 0)
        {
            Assert.Equal("SECOND_IS_LONGER = 2\n", File.ReadAllText(Path.Combine(_workspace.SitePackages, "twice", "__init__.py")));
            _workspace.PipCs("uninstall", "-y", "twice").MustSucceed();
        }
        else
        {
            result.MustFail().ErrorHas("twice-1.0-py3-none-any.whl", "twice/__init__.py");
        }

        _unharmed.Check();
    }

    [Fact]
    public void Install_member_that_is_file_and_folder_is_refused()
    {
        var path = new WheelBuilder("clash", "1.0").Add("clash", "a file\n").Add("clash/__init__.py", "").Write(_links);
        Install(path).MustFail().ErrorHas("clash");
        _unharmed.Check();
    }

    [Fact]
    public void Uninstall_record_that_lists_files_outside_leaves_them()
    {
        var near = _workspace.Write("near.txt", "mine\n");
        var far = _workspace.Write(Path.Combine("elsewhere", "far.txt"), "mine\n");
        var relative = Path.GetRelativePath(_workspace.SitePackages, near);
        var path = new WheelBuilder("grabby", "1.0").Module().RecordRow(relative + ",,").RecordRow(far + ",,").Write(_links);
        if (Install(path).ExitCode == 0)
        {
            _workspace.PipCs("uninstall", "-y", "grabby").MustSucceed();
        }

        Assert.True(File.Exists(near));
        Assert.True(File.Exists(far));
        _unharmed.Check();
    }

    [Fact]
    public void Install_unsupported_tag_is_refused()
    {
        var path = new WheelBuilder("tagged", "1.0") { Tag = "cp27-cp27mu-win32" }.Module().Write(_links);
        Install(path).MustFail().ErrorHas("ERROR: tagged-1.0-cp27-cp27mu-win32.whl is not a supported wheel on this platform.");
        Install("tagged").MustFail().ErrorHas("ERROR: Could not find a version that satisfies the requirement tagged (from versions: none)");
        _unharmed.Check();
    }

    [Fact]
    public void Install_other_python_is_refused()
    {
        var path = new WheelBuilder("future", "1.0").Module().Header("Requires-Python: >=4").Write(_links);
        foreach (var what in (string[])[path, "future"])
        {
            Install(what).MustFail().ErrorHas("ERROR: Package 'future' requires a different Python: 3.", " not in '>=4'");
        }

        _unharmed.Check();
    }

    [Fact]
    public void Install_file_name_that_is_no_wheels_is_refused()
    {
        var path = Path.Combine(_links, "notawheel.whl");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes("PK"));
        Install(path).MustFail().ErrorHas("ERROR: Invalid wheel filename (wrong number of parts): 'notawheel'");
        _unharmed.Check();
    }

    [Fact]
    public void Install_wheel_path_that_does_not_exist_is_refused()
    {
        Install("./none-1.0-py3-none-any.whl").MustFail().ErrorHas(
            "WARNING: Requirement './none-1.0-py3-none-any.whl' looks like a filename, but the file does not exist",
            $"ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '{_workspace["none-1.0-py3-none-any.whl"]}'");
        _unharmed.Check();
    }

    private ProgramResult Install(params string[] arguments) => _workspace.PipCs(["install", "--no-index", "-f", _links, .. arguments]);
}
