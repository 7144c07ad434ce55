using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Interpreters;

/// <summary>The real program in pip's place: whatever way it is started, it serves the Python beside it. The rules are in ProgramPlaceTests; here are the ways that only a process has.</summary>
public sealed class StartTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _other;

    public StartTests()
    {
        // The environment beside the program has one project, the active one another.
        _other = _workspace.MakeVenv("other");
        _workspace.Write($"venv/lib/{Path.GetFileName(Path.GetDirectoryName(_workspace.SitePackages))}/site-packages/active-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: active\nVersion: 1.0\n");
        _workspace.Write($"other/lib/{Path.GetFileName(Path.GetDirectoryName(_workspace.SitePackages))}/site-packages/beside-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: beside\nVersion: 1.0\n");
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("ln -s $BIN other/bin/pip", "$PWD/other/bin/pip")]
    [InlineData("ln -s $BIN other/bin/pip", "other/bin/pip")]
    [InlineData("ln -s $BIN other/bin/pip", "PATH=$PWD/other/bin:$PATH pip")]
    [InlineData("ln -s $BIN other/bin/pip", "cd other; ./bin/../bin/pip")]
    [InlineData("ln -s $BIN other/bin/pip", "PATH=other/bin:$PATH pip")]
    [InlineData("ln -s $BIN other/bin/pip", "exec -a pip other/bin/pip")]
    [InlineData("ln -s $BIN other/bin/pip", "exec -a $PWD/other/bin/pip $BIN")]
    [InlineData("cp $BIN other/bin/pip", "other/bin/pip")]
    [InlineData("cp $BIN other/bin/pip; ln -s ../other/bin/pip home/pip", "PATH=$PWD/home:$PATH pip")]
    [InlineData("ln $BIN other/bin/pip 2>/dev/null || cp $BIN other/bin/pip", "other/bin/pip")]
    [InlineData("ln -s $BIN other/bin/pip; mkdir out; ln -s $PWD/other/bin out/bin", "PATH=$PWD/out/bin:$PATH pip")]
    public void Program_beside_a_Python_serves_it(string place, string started)
    {
        Run(place).MustSucceed();
        Assert.Equal("beside==1.0\n", Run($"{started} list --format=freeze").MustSucceed().Output);
    }

    [Theory]
    [InlineData("$BIN")]
    [InlineData("PATH=$(dirname $BIN):$PATH pip-cs")]
    [InlineData("ln -s $BIN home/pip; home/pip")]
    [InlineData("exec -a pip $BIN")]
    public void Program_beside_no_Python_serves_the_active_environment(string started)
        => Assert.Equal("active==1.0\n", Run($"{started} list --format=freeze").MustSucceed().Output);

    private ProgramResult Run(string script)
    {
        Assert.StartsWith(_workspace.Root, _other, StringComparison.Ordinal);
        _workspace.Set("BIN", Binary.PipCs);
        return _workspace.Run("bash", "-c", script);
    }
}
