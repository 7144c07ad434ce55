using System.Diagnostics;
using PipCs.Python.Bytecode;
using PipCs.Python.Interpreters;

namespace PipCs.Store.Tests;

public sealed class BytecodeTests
{
    private const string DemoName = "demo-1.0-py3-none-any.whl";

    [Fact]
    public async Task GetBytecodeAsync_is_compiled_once_and_valid_for_a_linked_source()
    {
        using var fixture = new StoreFixture();
        var wheel = await AddAsync(fixture, WheelBuilder.Good().Add("demo/bad.py", "def (:\n").Add("demo/fails.py", "def f():\n    raise ValueError\n").Add("demo/text.txt", ""));
        await using var compiler = new BytecodeCompiler(FindInterpreter(fixture));
        Assert.False(fixture.Store.TryGetBytecode(wheel, compiler.CompatibilityKey, out _));
        var bytecode = await fixture.Store.GetBytecodeAsync(wheel, compiler, TestContext.Current.CancellationToken);

        Assert.Equal(wheel.Entries.Length, bytecode.Entries.Length);
        Assert.Equal(["demo/__init__.py", "demo/fails.py"], Enumerable.Range(0, wheel.Entries.Length).Where(i => bytecode.Entries[i].Exists).Select(i => wheel.Files[i].Path));
        for (var i = 0; i < wheel.Entries.Length; i++)
        {
            var info = new FileInfo(Path.Combine(bytecode.Folder, i.ToString("x")));
            Assert.Equal(bytecode.Entries[i].Exists, info.Exists);
            Assert.True(!info.Exists || (info.Length == bytecode.Entries[i].Size && (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks == bytecode.Entries[i].MtimeNanoseconds / 100));
        }

        using var second = fixture.NewStore();
        Assert.True(second.TryGetBytecode(wheel, compiler.CompatibilityKey, out var again));
        Assert.Equal(bytecode.Folder, again.Folder);
        Assert.False(second.TryGetBytecode(wheel, "other-key", out _));

        // Linked into an environment, Python takes the .pyc, and a traceback names the file where it lies there.
        var site = Directory.CreateDirectory(Path.Combine(fixture.Root, "site", "demo", "__pycache__")).Parent!;
        var tag = compiler.CompatibilityKey[..compiler.CompatibilityKey.IndexOf('-', compiler.CompatibilityKey.IndexOf('-', StringComparison.Ordinal) + 1)];
        for (var i = 0; i < wheel.Entries.Length; i++)
        {
            if (bytecode.Entries[i].Exists)
            {
                var name = Path.GetFileName(wheel.Files[i].Path);
                Link(Path.Combine(wheel.Folder, i.ToString("x")), Path.Combine(site.FullName, name));
                Link(Path.Combine(bytecode.Folder, i.ToString("x")), Path.Combine(site.FullName, "__pycache__", $"{Path.GetFileNameWithoutExtension(name)}.{tag}.pyc"));
            }
        }

        const string Program = """
            import sys, traceback, importlib._bootstrap_external as external
            sys.path.insert(0, sys.argv[1])
            external.SourceLoader.source_to_code = None
            import demo.fails
            try: demo.fails.f()
            except ValueError: print(traceback.format_exc().splitlines()[-3].strip())
            """;
        Assert.Equal($"File \"{site.FullName}/fails.py\", line 2, in f", Run(FindInterpreter(fixture).Executable, "-B", "-c", Program, site.Parent!.FullName));
    }

    [Fact]
    public async Task GetBytecodeAsync_after_healing_is_compiled_again()
    {
        using var fixture = new StoreFixture();
        var wheel = await AddAsync(fixture, WheelBuilder.Good());
        await using var compiler = new BytecodeCompiler(FindInterpreter(fixture));
        await fixture.Store.GetBytecodeAsync(wheel, compiler, TestContext.Current.CancellationToken);
        wheel = await fixture.Store.HealAsync(wheel, fixture.Request!, TestContext.Current.CancellationToken);
        Assert.False(fixture.Store.TryGetBytecode(wheel, compiler.CompatibilityKey, out _));
        var bytecode = await fixture.Store.GetBytecodeAsync(wheel, compiler, TestContext.Current.CancellationToken);
        Assert.True(fixture.Store.TryGetBytecode(wheel, compiler.CompatibilityKey, out var again));
        Assert.Equal(bytecode.Folder, again.Folder);
    }

    [Fact]
    public async Task GetBytecodeAsync_without_cache_lies_aside()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().AddRecord().Build();
        using (var store = new WheelStore(PipCs.Cache.CacheRoot.Disabled, fixture, fixture.TemporaryFolder))
        {
            var wheel = await store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken);
            await using var compiler = new BytecodeCompiler(FindInterpreter(fixture));
            var bytecode = await store.GetBytecodeAsync(wheel, compiler, TestContext.Current.CancellationToken);
            Assert.True(bytecode.Entries[0].Exists);
            Assert.StartsWith(fixture.TemporaryFolder, bytecode.Folder, StringComparison.Ordinal);
            Assert.True(store.TryGetBytecode(wheel, compiler.CompatibilityKey, out _));
        }

        Assert.Empty(Directory.EnumerateDirectories(Path.GetDirectoryName(fixture.TemporaryFolder)!, Path.GetFileName(fixture.TemporaryFolder) + "*"));
    }

    [Fact]
    public async Task TryGetBytecode_wheel_without_Python_has_none_to_compile()
    {
        using var fixture = new StoreFixture();
        var wheel = await AddAsync(fixture, WheelBuilder.Good().Remove("demo/__init__.py").Add("demo/x.txt", ""));
        Assert.True(fixture.Store.TryGetBytecode(wheel, "any", out var bytecode));
        Assert.All(bytecode.Entries.ToArray(), entry => Assert.False(entry.Exists));
    }

    private static async Task<StoredWheel> AddAsync(StoreFixture fixture, WheelBuilder builder)
    {
        var bytes = builder.AddRecord().Build();
        fixture.Request = fixture.Add(DemoName, bytes, WheelBuilder.Sha256(bytes));
        return await fixture.Store.GetAsync(fixture.Request, TestContext.Current.CancellationToken);
    }

    private static Interpreter FindInterpreter(StoreFixture fixture)
    {
        var python = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(python is not null, "there is no python3");
        return InterpreterFinder.Find(new() { Python = Run(python!, "-c", "import sys; print(sys.executable)"), Program = null, EnvironmentVariable = _ => null }, new(fixture.CacheFolder));
    }

    private static void Link(string source, string destination)
    {
        using var folder = PipCs.Platform.DirectoryHandle.OpenOrThrow(Path.GetDirectoryName(source)!);
        Assert.Equal(PipCs.Platform.Errno.None, folder.Link(folder, PipCs.Platform.NativeName.Encode(source), PipCs.Platform.NativeName.Encode(destination)));
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return output;
    }
}
