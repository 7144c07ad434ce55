using PipCs.Harness;
using PipCs.Python.Interpreters;
using PipCs.Python.Tags;

namespace PipCs.Python.Tests.Tags;

public sealed class InterpreterTargetTests
{
    private static readonly string[][] Platforms =
    [
        [], ["manylinux2014_x86_64"], ["manylinux2010_i686", "manylinux1_i686", "linux_i686"], ["manylinux2014_aarch64"], ["macosx_10_9_x86_64"], ["macosx_12_0_arm64"],
        ["macosx_11_3_universal2", "any"], ["macosxcustom_10_6_intel"], ["macosx"], ["ios_13_2_arm64_iphoneos"], ["ios_9_0_arm64_iphoneos"], ["android_21_arm64_v8a"], ["Win_AMD64"],
    ];

    private static readonly int[][] Versions = [[], [3], [2, 7], [3, 2], [3, 6], [3, 10, 4], [3, 14], [10, 1]];

    private static readonly string?[] Implementations = [null, "cp", "py", "pp"];

    private static readonly string[][] Abis = [[], ["abi3"], ["none"], ["cp314t", "abi3t"], ["pypy_41", "abi3", "abi3"]];

    [Fact]
    public void From_every_combination_gives_what_pip_gives()
    {
        _ = SharedFiles.Require("mirror/files");
        var python = Machine.Interpreters.First(executable => ProbedTagsTests.Version(executable) >= 10);
        var facts = InterpreterProbe.Run(python);
        var targets = (from platforms in Platforms
                       from version in Versions
                       from implementation in Implementations
                       from abis in Abis
                       select new InterpreterTarget { Platforms = platforms, Version = version, Implementation = implementation, Abis = abis }).Where(target => !target.IsEmpty).ToList();
        var cases = string.Join(",\n", targets.Select(target =>
            $"({List(target.Platforms)}, {(target.Version.Count == 0 ? "None" : $"({string.Join(',', target.Version)},)")}, {List(target.Abis)}, {(target.Implementation is null ? "None" : $"'{target.Implementation}'")})"));
        using var folder = new TemporaryFolder();
        var script = folder.Write("tags.py", $$"""
            import hashlib, sys
            sys.path.insert(0, {{ProbedTagsTests.Literal(PipWheel()!)}})
            from pip._internal.models.target_python import TargetPython
            for platforms, version, abis, implementation in [{{cases}}]:
                target = TargetPython(platforms=platforms, py_version_info=version, abis=abis, implementation=implementation)
                tags = [str(tag) for tag in target.get_sorted_tags()]
                print(len(tags), hashlib.sha256("\n".join(tags).encode()).hexdigest())
            """);

        var expected = Machine.Run(python, script);

        Assert.Equal(targets.Count, expected.Length);
        for (var i = 0; i < targets.Count; i++)
        {
            var tags = ProbedTags.From(facts, targets[i]);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', tags))));
            Assert.True($"{tags.Count} {hash}" == expected[i], $"{List(targets[i].Platforms)} {string.Join('.', targets[i].Version)} {targets[i].Implementation} {List(targets[i].Abis)}: {expected[i]}, but {tags.Count}: {string.Join(' ', tags.Take(12))}");
        }
    }

    [Theory]
    [InlineData(new[] { 3 }, "3.0.0")]
    [InlineData(new[] { 3, 7 }, "3.7.0")]
    [InlineData(new[] { 3, 7, 3 }, "3.7.3")]
    public void Retarget_version_is_filled_with_zeros(int[] version, string expected)
        => Assert.Equal(expected, Machine.Describe(Machine.Interpreters.First()).Retarget(new InterpreterTarget { Version = version }).Version.ToString());

    [Fact]
    public void Retarget_nothing_named_is_the_interpreter_itself()
    {
        var interpreter = Machine.Describe(Machine.Interpreters.First());
        Assert.Same(interpreter, interpreter.Retarget(new InterpreterTarget()));
    }

    private static string List(IReadOnlyList<string> texts) => texts.Count == 0 ? "None" : $"[{string.Join(", ", texts.Select(text => $"'{text}'"))}]";

    private static string? PipWheel()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var files = Path.Join(folder.FullName, "shared", "mirror", "files");
            if (Directory.Exists(files) && Directory.EnumerateFiles(files, "pip-26.3-*.whl").FirstOrDefault() is { } wheel)
            {
                return wheel;
            }
        }

        return null;
    }
}
