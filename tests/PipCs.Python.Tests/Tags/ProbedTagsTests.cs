using PipCs.Harness;
using PipCs.Python.Interpreters;
using PipCs.Python.Tags;

namespace PipCs.Python.Tests.Tags;

public sealed class ProbedTagsTests
{
    public static TheoryData<string> Interpreters => new(Machine.Interpreters);

    [SharedTheory("mirror/files")]
    [MemberData(nameof(Interpreters))]
    public void From_every_interpreter_here_gives_what_packaging_gives(string executable)
    {
        Assert.SkipUnless(Version(executable) >= 9, "packaging 26.3 needs Python 3.9");

        Assert.Equal(SysTags(executable), ProbedTags.From(InterpreterProbe.Run(executable)));
    }

    [SharedTheory("mirror/files")]
    [InlineData("def manylinux_compatible(major, minor, arch): return None if minor > 20 else minor < 12")]
    [InlineData("def manylinux_compatible(major, minor, arch): return minor == 17")]
    [InlineData("manylinux2014_compatible = False\nmanylinux1_compatible = True")]
    [InlineData("manylinux1_compatible = False\nmanylinux2010_compatible = False")]
    [InlineData("manylinux2010_compatible = None\nmanylinux2014_compatible = 1")]
    [InlineData("")]
    public void Find_environment_with_a_manylinux_module_heeds_it(string module)
    {
        using var folder = new TemporaryFolder();
        var baseExecutable = Machine.Interpreters.First(executable => Version(executable) >= 10);
        var python = Machine.MakeEnvironment(baseExecutable, Path.Join(folder.Path, "environment"));
        var site = Machine.Describe(python).Scheme.Purelib;
        folder.Write(Path.GetRelativePath(folder.Path, Path.Join(site, "_manylinux.py")), module + "\n");

        Assert.Equal(SysTags(python), Machine.Describe(python).Tags.Tags);
    }

    private static string[] SysTags(string python)
        => Machine.Run(python, "-c", $"import sys; sys.path.insert(0, {Literal(Machine.Packaging!)})\nfrom packaging import tags\nfor tag in tags.sys_tags(): print(tag)");

    internal static int Version(string executable) => int.Parse(Machine.Run(executable, "-c", "import sys; print(sys.version_info[1])")[0]);

    internal static string Literal(string path) => $"'{path}'";
}
