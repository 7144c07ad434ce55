using System.Text;

namespace PipCs.Archives.Tests;

public sealed class MemberTreeTests
{
    [Theory]
    [InlineData("a/b/c.py", MemberProblem.None)]
    [InlineData("a..b/...", MemberProblem.None)]
    [InlineData("", MemberProblem.Empty)]
    [InlineData("/etc/passwd", MemberProblem.Absolute)]
    [InlineData("../a", MemberProblem.Parent)]
    [InlineData("a/../../b", MemberProblem.Parent)]
    [InlineData("a/..", MemberProblem.Parent)]
    [InlineData("a//b", MemberProblem.EmptyPart)]
    [InlineData("./a", MemberProblem.EmptyPart)]
    [InlineData("a\\b", MemberProblem.Backslash)]
    [InlineData("a\0b", MemberProblem.ZeroByte)]
    public void Check_path_gives_its_problem(string path, MemberProblem problem)
        => Assert.Equal(problem, MemberTree.Check(Encoding.UTF8.GetBytes(path)));

    [Fact]
    public void Check_long_paths_are_refused()
    {
        Assert.Equal(MemberProblem.None, MemberTree.Check(Encoding.UTF8.GetBytes("a/" + new string('b', 255))));
        Assert.Equal(MemberProblem.TooLong, MemberTree.Check(Encoding.UTF8.GetBytes("a/" + new string('b', 256))));
        Assert.Equal(MemberProblem.TooLong, MemberTree.Check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a/", 30_000)) + "a")));
    }

    [Fact]
    public void AddFile_clashes_are_found()
    {
        var tree = new MemberTree();
        Assert.Equal(MemberProblem.None, tree.AddFile("a/b/c"u8.ToArray(), 0, out var folder));
        Assert.Equal("a/b", Encoding.UTF8.GetString(tree.Folders[folder].Path.Span));
        Assert.Equal(MemberProblem.Duplicate, tree.AddFile("a/b/c"u8.ToArray(), 1, out _));
        Assert.Equal(MemberProblem.FileAndFolder, tree.AddFile("a/b"u8.ToArray(), 1, out _));
        Assert.Equal(MemberProblem.FileAndFolder, tree.AddFile("a/b/c/d"u8.ToArray(), 1, out _));
        Assert.Equal(MemberProblem.FileAndFolder, tree.AddFolder("a/b/c/"u8.ToArray()));
        Assert.Equal(MemberProblem.None, tree.AddFolder("a/b/"u8.ToArray()));
        Assert.Equal(MemberProblem.None, tree.AddFile("A/b/c"u8.ToArray(), 1, out _));
        Assert.Equal(["", "a", "a/b", "A", "A/b"], tree.Folders.Select(item => Encoding.UTF8.GetString(item.Path.Span)));
        Assert.All(tree.Folders.Select((item, index) => (item.Parent, index)), pair => Assert.True(pair.Parent < pair.index));
    }
}
