using PipCs.Diagnostics;
using PipCs.Python.Bytecode;

namespace PipCs.Python.Tests.Bytecode;

public sealed class BytecodeCompilerTests
{
    public static TheoryData<string> Interpreters => new(Machine.Interpreters);

    private const string Compare = """
        import sys, marshal, py_compile
        for source, ours, display in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
            py_compile.compile(source, ours + '.real', display, doraise=True)
            a, b = open(ours, 'rb').read(), open(ours + '.real', 'rb').read()
            skip = 16 if sys.version_info >= (3, 7) else 12
            print(a[:skip] == b[:skip] and marshal.loads(a[skip:]) == marshal.loads(b[skip:]) and marshal.loads(a[skip:]).co_filename == display)
        """;

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task CompileAsync_gives_what_py_compile_gives(string executable)
    {
        using var folder = new TemporaryFolder();
        var interpreter = Machine.Describe(executable);
        Assert.SkipWhen(interpreter.Markers.PythonVersion == "3.6", "PEP 552 is of Python 3.7");
        var jobs = new List<BytecodeJob>();
        for (var index = 0; index < 40; index++)
        {
            var source = folder.Write($"source/m{index}.py", $"'''doc'''\nimport os\nclass C:\n    def f(self, x=({index}, 'é')):\n        return [x for x in range({index})]\n");
            jobs.Add(new(source, Path.Join(folder.Path, "out", "deep", $"m{index}.pyc"), $"/site/m{index}é.py"));
        }

        await using var compiler = new BytecodeCompiler(interpreter);
        var results = await compiler.CompileAsync(jobs, TestContext.Current.CancellationToken);

        Assert.All(results, Assert.True);
        var arguments = new List<string> { "-c", Compare };
        foreach (var job in jobs)
        {
            arguments.AddRange([job.SourcePath, job.OutputPath, job.DisplayPath]);
        }

        Assert.All(Machine.Run(executable, [.. arguments]), line => Assert.Equal("True", line));
        Assert.Equal($"{interpreter.CacheTag}-{interpreter.BytecodeMagic}-opt0-timestamp", compiler.CompatibilityKey);
    }

    [Fact]
    public async Task CompileAsync_syntax_errors_and_missing_files_are_false()
    {
        using var folder = new TemporaryFolder();
        string[] sources = ["x = 1\n", "def (:\n", "x = 1\0\n", "# coding: nonsense\n", "", "print 'two'\n", "x = '\\d'\n"];
        var jobs = sources.Select((source, index) => new BytecodeJob(folder.Write($"{index}.py", source), Path.Join(folder.Path, $"{index}.pyc"), $"{index}.py"))
            .Append(new(Path.Join(folder.Path, "missing.py"), Path.Join(folder.Path, "missing.pyc"), "missing.py"))
            .ToList();

        await using var compiler = new BytecodeCompiler(Machine.Describe(Machine.Interpreters[0]));
        var results = await compiler.CompileAsync(jobs, TestContext.Current.CancellationToken);

        Assert.Equal([true, false, false, false, true, false, true, false], results);
        Assert.Equal(results, jobs.Select(job => File.Exists(job.OutputPath)));
    }

    [Fact]
    public async Task CompileAsync_a_file_that_kills_the_interpreter_is_false()
    {
        using var folder = new TemporaryFolder();
        // A copy of the interpreter's start that dies when it is to compile a file of this name.
        var python = folder.Write("python", $"#!/bin/sh\nfor last; do :; done\nexec {Machine.Interpreters[0]} \"$1\" \"$2\" \"$3\" \"$4\" \"$5\" -c \"import builtins, os; real = compile\ndef hooked(data, name, *rest, **more):\n    if 'deadly' in name and rest[0] == 'exec': os._exit(9)\n    return real(data, name, *rest, **more)\nbuiltins.compile = hooked\n$7\" \"$last\"\n");
        File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[] names = ["one.py", "deadly1.py", "two.py", "deadly2.py", "deadly3.py", "three.py", "deadly4.py"];
        var jobs = names.Select(name => new BytecodeJob(folder.Write(name, "x = 1\n"), Path.Join(folder.Path, name + "c"), name)).ToList();

        await using var compiler = new BytecodeCompiler(Machine.Describe(Machine.Interpreters[0]) with { Executable = python });

        Assert.Equal([true, false, true, false, false, true, false], await compiler.CompileAsync(jobs, TestContext.Current.CancellationToken));
        Assert.Equal([true, false], await compiler.CompileAsync(jobs[..2], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CompileAsync_interpreter_that_cannot_start_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var job = new BytecodeJob(folder.Write("a.py", ""), Path.Join(folder.Path, "a.pyc"), "a.py");
        await using var compiler = new BytecodeCompiler(Machine.Describe(Machine.Interpreters[0]) with { Executable = "/bin/false" });

        await Assert.ThrowsAsync<UserErrorException>(() => compiler.CompileAsync([job], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CompileAsync_cancelled_ends_early_and_the_compiler_goes_on()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.py", "x = 1\n");
        var jobs = Enumerable.Range(0, 5000).Select(index => new BytecodeJob(source, Path.Join(folder.Path, $"{index}.pyc"), "a.py")).ToList();
        await using var compiler = new BytecodeCompiler(Machine.Describe(Machine.Interpreters[0]));
        using var cancellation = new CancellationTokenSource();

        var task = compiler.CompileAsync(jobs, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal([true], await compiler.CompileAsync(jobs[..1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CompileAsync_checked_hash_is_pythons()
    {
        using var folder = new TemporaryFolder();
        var python = Machine.Interpreters[^1];
        var source = folder.Write("a.py", "x = 1\n");
        var output = Path.Join(folder.Path, "a.pyc");
        var interpreter = Machine.Describe(python);

        await using var compiler = new BytecodeCompiler(interpreter, checksHash: true);
        Assert.Equal([true], await compiler.CompileAsync([new(source, output, "a.py")], TestContext.Current.CancellationToken));

        var lines = Machine.Run(python, "-c", "import sys, py_compile; py_compile.compile(sys.argv[1], sys.argv[2] + 'r', 'a.py', invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH); print(open(sys.argv[2], 'rb').read()[:16] == open(sys.argv[2] + 'r', 'rb').read()[:16])", source, output);
        Assert.Equal(["True"], lines);
        Assert.EndsWith("checked-hash", compiler.CompatibilityKey, StringComparison.Ordinal);
    }
}
