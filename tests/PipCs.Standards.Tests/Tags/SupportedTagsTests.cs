using PipCs.Standards.Tags;

namespace PipCs.Standards.Tests.Tags;

public sealed class SupportedTagsTests
{
    private static readonly string[] List =
    [
        "cp311-cp311-manylinux_2_36_x86_64", "cp311-cp311-manylinux_2_17_x86_64", "cp311-cp311-manylinux2014_x86_64", "cp311-cp311-linux_x86_64",
        "cp311-abi3-manylinux_2_17_x86_64", "cp311-none-any", "cp310-abi3-manylinux_2_17_x86_64", "py311-none-any", "py3-none-any", "py2-none-any",
    ];

    private readonly SupportedTags _tags = new(List);

    [Theory]
    [InlineData("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64", 1)]
    [InlineData("cp310.cp311-abi3-manylinux_2_17_x86_64", 4)]
    [InlineData("py2.py3-none-any", 8)]
    [InlineData("CP311-CP311-Linux_x86_64", 3)]
    [InlineData("cp312-cp312-linux_x86_64", -1)]
    [InlineData("py3-none-win32", -1)]
    [InlineData("py3", -1)]
    [InlineData("", -1)]
    public void Rank_compressed_set_gives_its_best_tag(string tags, int rank) => Assert.Equal(rank, _tags.Rank(tags));

    [Fact]
    public void Rank_many_tags_finds_each_at_its_place()
    {
        string[] many = [.. from python in Enumerable.Range(0, 30) from platform in Enumerable.Range(0, 60) select $"cp3{python}-abi{python % 7}-linux_{platform}"];
        var tags = new SupportedTags(many);
        for (int i = 0; i < many.Length; i++)
        {
            Assert.Equal(i, tags.Rank(many[i]));
        }
    }

    [Fact]
    public void Rank_after_the_first_call_allocates_nothing()
    {
        _tags.Rank("py3-none-any");
        long before = GC.GetAllocatedBytesForCurrentThread();
        _tags.Rank("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
