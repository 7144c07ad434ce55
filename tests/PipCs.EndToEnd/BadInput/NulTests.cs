using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>A NUL character in any input: said with the input and the place, or passed over as Python does; never an exception's text.</summary>
public sealed class NulTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("alpha==1.0\0\nbeta\n", 1)]
    [InlineData("beta\nal\0pha\n", 2)]
    [InlineData("beta\n-r in\0ner.txt\n", 2)]
    [InlineData("beta\n--find-links a\0b\n", 2)]
    [InlineData("# a comment \0 is none\nbeta\n./al\0pha-1.0-py3-none-any.whl\n", 3)]
    public void Requirements_file_is_named_with_the_line(string content, int line)
    {
        var file = _workspace.Write("r.txt", content);
        _workspace.PipCs("install", "--no-index", "-r", file).MustFail().ErrorHas("ERROR: Invalid requirement: '", "\\x00", $"(from line {line} of {file})");
    }

    [Theory]
    [InlineData("METADATA", "Metadata-Version: 2.1\nName: odd\nVersion: 1.0\nRequires-Dist: a\0b\n")]
    [InlineData("entry_points.txt", "[console_scripts]\na\0b = odd:run\n")]
    [InlineData("RECORD", "odd/a\0b.py,,\nodd-1.0.dist-info/RECORD,,\n")]
    [InlineData("WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\0\n")]
    [InlineData("direct_url.json", "{\"url\": \"file:///a%00b\", \"dir_info\": {\"editable\": true}}")]
    [InlineData("top_level.txt", "a\0b\n")]
    public void What_is_installed_is_read_all_the_same_or_named(string name, string content)
    {
        new WheelBuilder("odd", "1.0").Module().Write(_workspace.Folder("links"));
        _workspace.PipCs("install", "--no-index", "-f", _workspace["links"], "odd").MustSucceed();
        File.WriteAllText(Path.Combine(_workspace.SitePackages, "odd-1.0.dist-info", name), content);
        foreach (var command in (string[])["list", "list --editable", "freeze", "show -f odd", "check", "inspect", "uninstall -y odd"])
        {
            var run = _workspace.PipCs(command.Split(' '));
            Assert.DoesNotContain("unexpectedly", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("\0", run.Error, StringComparison.Ordinal);
            // `check` names what it finds on standard output: the tag `any\0` is no platform's, to pip neither.
            Assert.True(run.ExitCode == 0 || (run.Output + run.Error).Contains("odd", StringComparison.Ordinal), run.ToString());
        }
    }

    [Theory]
    [InlineData("entry_points.txt", "[console_scripts]\na\0b = odd:run\n")]
    [InlineData("RECORD", "odd/a\0b.py,,\n")]
    [InlineData("top_level.txt", "a\0b\n")]
    public void Wheel_is_installed_or_named(string name, string content)
    {
        new WheelBuilder("odd", "1.0").Module().Add($"odd-1.0.dist-info/{name}", content).Write(_workspace.Folder("links"));
        var run = _workspace.PipCs("install", "--no-index", "-f", _workspace["links"], "odd");
        Assert.DoesNotContain("unexpectedly", run.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0 || (run.ExitCode == 1 && run.Error.Contains("odd", StringComparison.Ordinal)), run.ToString());
    }

    [Fact]
    public void Path_files_and_links_end_there_as_in_Python()
    {
        _workspace.Write("more/extra-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: extra\nVersion: 1.0\n");
        File.WriteAllText(Path.Combine(_workspace.SitePackages, "a.pth"), $"a\0b\n{_workspace["more"]}\n");
        File.WriteAllText(Path.Combine(_workspace.SitePackages, "b.egg-link"), "a\0b\n");
        Assert.Equal("", _workspace.PipCs("list", "--format=freeze").MustSucceed().Output);
    }

    [Theory]
    [InlineData("file:///a%00b/odd-1.0-py3-none-any.whl", "[Errno 22] Invalid argument: '/a\\x00b/odd-1.0-py3-none-any.whl'")]
    [InlineData("odd @ file:///a%00b/odd-1.0-py3-none-any.whl", "[Errno 22] Invalid argument: '/a\\x00b/odd-1.0-py3-none-any.whl'")]
    [InlineData("--find-links=file:///a%00b odd", "odd")]
    [InlineData("--index-url=file:///a%00b odd", "odd")]
    [InlineData("-r file:///a%00b", "[Errno 22] Invalid argument: 'file:///a%00b'")]
    [InlineData("-c file:///a%00b odd", "[Errno 22] Invalid argument: 'file:///a%00b'")]
    public void Url_is_named(string words, string named)
    {
        var run = _workspace.PipCs(["install", .. words.StartsWith("--index", StringComparison.Ordinal) ? Array.Empty<string>() : ["--no-index"], .. words.StartsWith("odd @", StringComparison.Ordinal) ? [words] : words.Split(' ')]);
        Assert.DoesNotContain("unexpectedly", run.MustFail().Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\0", run.Error, StringComparison.Ordinal);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_file_is_named()
    {
        var file = _workspace.Write("pylock.toml", "lock-version = \"1.0\"\ncreated-by = \"x\"\n[[packages]]\nname = \"odd\"\nversion = \"1.0\"\n[[packages.wheels]]\nname = \"odd-1.0-py3-none-any.whl\"\npath = \"a\\u0000b\"\nhashes = {sha256 = \"00\"}\n");
        _workspace.PipCs("install", "-r", file).MustFail().ErrorHas($"Invalid pylock file '{file}': Path 'a\\x00b' has a NUL character in 'packages[0].wheels[0].path'");
    }
}
