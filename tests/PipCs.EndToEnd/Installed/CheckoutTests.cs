using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Installed;

/// <summary><c>freeze</c> of editable installs from checkouts of real repositories, beside the real pip.</summary>
public sealed class CheckoutTests : IDisposable
{
    private const string Head = """
        project() { mkdir -p "$1"; printf '[project]\nname = "%s"\nversion = "1"\n' "$2" > "$1/pyproject.toml"; }
        export HOME=$PWD/home GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x BZR_EMAIL=x@x.org
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("git", "remote subfolder/inner local none bad no-commit empty", """
        commit() { git -C "$1" init -q && git -C "$1" add -A && git -C "$1" commit -q -m x; }
        project remote a; commit remote; git -C remote remote add origin git@example.org:x/y.git
        project subfolder/inner b; commit subfolder; git -C subfolder remote add other git://example.org/b
        project local c; commit local; git -C local remote add origin "$PWD/remote"
        project none d; commit none
        project bad e; commit bad; git -C bad remote add origin /none/where
        project no-commit f; git -C no-commit init -q; git -C no-commit remote add origin https://example.org/f
        project empty g; mkdir empty/.git
        """)]
    [InlineData("hg", "first clone subfolder/inner", """
        project first a; project first/inner b; hg init first; hg -R first add -q first/pyproject.toml first/inner/pyproject.toml; hg -R first commit -q -m x -u x
        hg clone -q first clone; hg clone -q first subfolder
        """)]
    [InlineData("svn", "whole/inner part fake", """
        svnadmin create repository; svn checkout -q "file://$PWD/repository" whole
        project whole/inner a; svn add -q whole/inner; svn commit -q -m x whole/inner
        svn checkout -q "file://$PWD/repository/inner" part
        project fake b; mkdir fake/.svn
        """)]
    [InlineData("bzr", "first branch checkout", """
        bzr init -q first; project first a; (cd first; bzr add -q; bzr commit -q -m x)
        bzr branch -q first branch; bzr checkout -q first checkout
        """)]
    [InlineData("git", "inner/outer", """
        git init -q .; git remote add origin https://example.org/outer; project inner/outer a; git add inner; git commit -q -m x
        """)]
    public void Freeze_of_checkouts_prints_what_pip_prints(string program, string locations, string script)
    {
        Assert.SkipUnless(Binary.Find(program) is not null, $"{program} is not installed");
        // Some of them are Python programs, which the environment's Python does not run.
        _workspace.Set("PATH", "/usr/bin:/bin");
        Install(locations, script);
        var real = _workspace.RealPip("freeze").MustSucceed();
        var result = _workspace.PipCs("freeze").MustSucceed();

        Assert.Equal(real.Output, result.Output);
        Assert.Equal(Errors(real, program), Errors(result, program));
    }

    [Fact]
    public void Freeze_without_the_program_prints_the_folder()
    {
        Install("own above/inner", "project own a; mkdir own/.git; project above/inner b; mkdir above/.git");
        _workspace.Set("PATH", _workspace.Folder("nothing"));
        var result = _workspace.PipCs("freeze").MustSucceed();

        Assert.Equal(_workspace.RealPip("freeze").MustSucceed().Output, result.Output);
        result.ErrorHas($"WARNING: cannot determine version of editable source in {_workspace["own"]} (git command not found in path)");
    }

    /// <summary>What was told, sorted. Of Subversion only the warnings: that it fails is no error, though pip prints it as one.</summary>
    private static List<string> Errors(ProgramResult result, string program)
        => [.. result.Error.Split('\n').Where(line => program != "svn" || line.StartsWith("WARNING", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private void Install(string locations, string script)
    {
        _workspace.Run("/bin/bash", "-ec", $"cd '{_workspace.Root}'\n{Head}\n{script}").MustSucceed();
        foreach (var location in locations.Split(' '))
        {
            var name = location.Replace('/', '-');
            _workspace.Write($"{_workspace.SitePackages}/{name}-1.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n");
            _workspace.Write($"{_workspace.SitePackages}/{name}-1.dist-info/direct_url.json", $$$"""{"url": "file://{{{_workspace[location]}}}", "dir_info": {"editable": true}}""");
        }
    }
}
