using PipCs.Python.Interpreters;
using PipCs.Python.Tags;

namespace PipCs.Python.Tests.Tags;

public sealed class InterpreterTagsTests
{
    public static TheoryData<string> Interpreters => new(Machine.Interpreters);

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void From_every_interpreter_here_gives_what_packaging_gives(string executable)
    {
        Assert.SkipUnless(Machine.Packaging is not null, "../shared is not here");
        Assert.SkipUnless(Version(executable) >= 9, "packaging 26.3 needs Python 3.9");

        var expected = Machine.Run(executable, "-c", $"import sys; sys.path.insert(0, {Literal(Machine.Packaging!)})\nfrom packaging import tags\nfor tag in tags.sys_tags(): print(tag)");

        Assert.Equal(expected, InterpreterTags.From(InterpreterProbe.Run(executable)));
    }

    internal static int Version(string executable) => int.Parse(Machine.Run(executable, "-c", "import sys; print(sys.version_info[1])")[0]);

    internal static string Literal(string path) => $"'{path}'";
}
