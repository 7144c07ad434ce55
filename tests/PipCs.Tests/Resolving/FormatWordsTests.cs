using PipCs.Resolution;
using PipCs.Resolving;
using PipCs.Standards.Names;

namespace PipCs.Tests.Resolving;

public sealed class FormatWordsTests
{
    [Fact]
    public void NoBinary_all_then_only_binary_of_one_allows_that_ones_wheels_alone()
    {
        var control = FormatWords.OnlyBinary(FormatWords.NoBinary(FormatControl.Any, ":all:"), "black");

        Assert.True(control.AllowsWheel(ProjectName.Normalize("black")));
        Assert.False(control.AllowsSdist(ProjectName.Normalize("black")));
        Assert.False(control.AllowsWheel(ProjectName.Normalize("other")));
    }

    [Fact]
    public void OnlyBinary_all_clears_what_no_binary_said_before()
    {
        var control = FormatWords.OnlyBinary(FormatWords.NoBinary(FormatControl.Any, "black,click"), ":all:");

        Assert.False(control.AllowsSdist(ProjectName.Normalize("black")));
        Assert.True(control.AllowsWheel(ProjectName.Normalize("click")));
    }

    [Fact]
    public void NoBinary_none_clears_its_own_list()
    {
        var control = FormatWords.NoBinary(FormatWords.NoBinary(FormatControl.Any, "black"), ":none:");

        Assert.True(control.AllowsWheel(ProjectName.Normalize("black")));
    }
}
