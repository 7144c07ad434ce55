using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Downloading;

/// <summary>Files that lie in the folder of <c>download</c> before it begins.</summary>
public sealed class SavedFileTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _wheel;
    private readonly string _saved;

    public SavedFileTests()
    {
        _wheel = new WheelBuilder("saved", "1.0").Module().Write(_workspace.Folder("links"));
        _saved = Path.Combine(_workspace.Folder("files"), Path.GetFileName(_wheel));
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void File_that_no_hash_tells_of_stays_if_it_is_a_wheel()
    {
        var other = new WheelBuilder("saved", "1.0").Module().Add("saved/more.txt", "more").Write(_workspace.Folder("others"));
        File.Copy(other, _saved);
        Download().MustSucceed();
        Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(_saved));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no wheel")]
    public void File_that_is_no_wheel_is_replaced(string content)
    {
        File.WriteAllText(_saved, content);
        Download().MustSucceed().ErrorHas($"WARNING: Previously-downloaded file {_saved} is no wheel. Re-downloading.");
        Assert.Equal(File.ReadAllBytes(_wheel), File.ReadAllBytes(_saved));
    }

    [Fact]
    public void Requirement_that_does_not_apply_is_told_after_where_it_is_looked()
    {
        _workspace.Set("PIP_FIND_LINKS", _workspace["links"]);
        var ours = _workspace.PipCs("download", "--no-index", "-d", _workspace["files"], "saved", "never; python_version < '3'").MustSucceed();
        var pips = _workspace.RealPip("download", "--no-index", "-d", _workspace["files"], "saved", "never; python_version < '3'").MustSucceed();
        Assert.Equal(pips.Output.Split('\n')[..3], ours.Output.Split('\n')[..3]);
    }

    private ProgramResult Download() => _workspace.PipCs("download", "--no-index", "--no-deps", "-d", _workspace["files"], _wheel);
}
