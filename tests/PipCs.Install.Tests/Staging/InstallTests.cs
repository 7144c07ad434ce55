using PipCs.Diagnostics;
using PipCs.Harness;
using PipCs.Python.Bytecode;
using PipCs.Store;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests.Staging;

/// <summary>What is installed, compared with real pip where pip does it.</summary>
public sealed class InstallTests
{
    [SharedTheory("mirror/files")]
    [InlineData("env")]
    [InlineData("an env with blanks")]
    public async Task Commit_writes_what_pip_writes(string folder)
    {
        string[] projects = folder == "env"
            ? ["bottle", "docutils", "jsonpointer", "greenlet", "ipykernel", "pip", "six", "ninja", "black", "setuptools"]
            : ["six", "pip"];
        using var environment = new TestEnvironment(folder);
        environment.PipInstall(projects);
        var expected = environment.Snapshot();
        var wheels = new List<string>();
        foreach (var project in projects)
        {
            var distribution = environment.Find(project);
            wheels.Add(Directory.GetFiles(SharedFiles.Find("mirror/files"), $"{project}-{distribution.VersionText}-*.whl").Single());
        }

        Directory.Delete(environment.Path, recursive: true);
        TestEnvironment.Run(TestEnvironment.Python, "-m", "venv", "--without-pip", environment.Path);
        using var store = new StoreFixture();
        var installations = new List<WheelInstallation>();
        await using (var compiler = new BytecodeCompiler(environment.Interpreter))
        {
            foreach (var path in wheels)
            {
                var wheel = await store.Store.GetAsync(StoreFixture.ForFile(path), TestContext.Current.CancellationToken);
                installations.Add(new()
                {
                    Wheel = wheel,
                    Bytecode = await store.Store.GetBytecodeAsync(wheel, compiler, TestContext.Current.CancellationToken),
                    IsRequested = true,
                });
            }
        }

        Wheels.Install(environment.Target, installations);

        // A .pyc holds the time of its source: only that it is there can be compared.
        TestEnvironment.AssertSame(Comparable(expected), Comparable(environment.Snapshot()));
        if (folder == "env")
        {
            Assert.Contains("0.12", TestEnvironment.Run(Path.Join(environment.Path, "bin", "bottle.py"), "--version"), StringComparison.Ordinal);
            TestEnvironment.Run(Path.Join(environment.Path, "bin", "python"), "-c", "import bottle, docutils, greenlet, six, setuptools");
        }

        Assert.Contains("26.3", TestEnvironment.Run(Path.Join(environment.Path, "bin", "pip"), "--version"), StringComparison.Ordinal);
        var unchanged = environment.Snapshot();
        TestEnvironment.Run(Path.Join(environment.Path, "bin", "python"), "-m", "compileall", "-q", environment.SitePackages);
        TestEnvironment.AssertSame(unchanged, environment.Snapshot());
    }

    [Fact]
    public async Task Commit_same_file_in_two_wheels_later_position_wins()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var first = await Wheels.MakeAsync(store, "first", "1.0", ("shared/data.txt", "first"), ("shared/one.txt", "1"), ("first-1.0.dist-info/entry_points.txt", "[console_scripts]\ntool = first:main\n"));
        var second = await Wheels.MakeAsync(store, "second", "1.0", ("shared/data.txt", "second"), ("shared/two.txt", "2"), ("second-1.0.dist-info/entry_points.txt", "[console_scripts]\ntool = second:main\n"));
        Wheels.Install(environment.Target, [new() { Wheel = second, Position = 2 }, new() { Wheel = first, Position = 1 }]);

        Assert.Equal("second", File.ReadAllText(Path.Join(environment.SitePackages, "shared", "data.txt")));
        Assert.Contains("from second import main", File.ReadAllText(Path.Join(environment.Path, "bin", "tool")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Join(environment.SitePackages, "shared", "one.txt")));
        Assert.Contains("shared/data.txt,", File.ReadAllText(Path.Join(environment.SitePackages, "first-1.0.dist-info", "RECORD")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_merges_into_folders_and_files_that_are_there()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        Directory.CreateDirectory(Path.Join(environment.SitePackages, "space"));
        File.WriteAllText(Path.Join(environment.SitePackages, "space", "mine.txt"), "mine");
        File.WriteAllText(Path.Join(environment.SitePackages, "space", "theirs.txt"), "before");
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("space/theirs.txt", "after"), ("space/deep/new.txt", "new"), ("demo-1.0.data/data/lib/extra.txt", "extra"), ("demo-1.0.data/data/bin/plain", "plain"));
        Wheels.Install(environment.Target, [new() { Wheel = wheel }]);

        Assert.Equal("mine", File.ReadAllText(Path.Join(environment.SitePackages, "space", "mine.txt")));
        Assert.Equal("after", File.ReadAllText(Path.Join(environment.SitePackages, "space", "theirs.txt")));
        Assert.Equal("new", File.ReadAllText(Path.Join(environment.SitePackages, "space", "deep", "new.txt")));
        Assert.Equal("extra", File.ReadAllText(Path.Join(environment.Path, "lib", "extra.txt")));
        Assert.Equal("plain", File.ReadAllText(Path.Join(environment.Path, "bin", "plain")));
        Assert.Contains("\n../../extra.txt,", File.ReadAllText(Path.Join(environment.SitePackages, "demo-1.0.dist-info", "RECORD")).Insert(0, "\n"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Join(environment.SitePackages, EnvironmentTransaction.FolderName)));
    }

    [Fact]
    public async Task Stage_file_that_would_replace_the_environments_own_is_refused()
    {
        (string Where, string Name)[] files =
        [
            ("console_scripts", "python"), ("console_scripts", "python3"), ("gui_scripts", "Python3.11"), ("console_scripts", "python3.13t"), ("console_scripts", "pythonw.exe"),
            ("console_scripts", "python.py"), ("console_scripts", "pypy3.11"), ("console_scripts", "x/../activate"), ("console_scripts", "Activate.ps1"), ("console_scripts", "activate_this.py"),
            ("scripts/", "python3.11"), ("scripts/", "activate.fish"), ("data/bin/", "python"), ("data/", "pyvenv.cfg"),
        ];
        using var environment = new TestEnvironment();
        var before = environment.Snapshot();
        foreach (var (where, name) in files)
        {
            using var store = new StoreFixture();
            var file = where.EndsWith('/') ? ($"demo-1.0.data/{where}{name}", "#!python\n") : ("demo-1.0.dist-info/entry_points.txt", $"[{where}]\n{name} = demo:main\n");
            var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo.py", ""), file);
            var error = Assert.Throws<UserErrorException>(() => Wheels.Install(environment.Target, [new() { Wheel = wheel }]));
            Assert.Equal($"For req: demo==1.0. The wheel has a script or file '{name.Split('/')[^1]}' that would replace the environment's own.", error.Message);
        }

        TestEnvironment.AssertSame(before, environment.Snapshot());
    }

    [Fact]
    public async Task Stage_names_that_only_resemble_the_environments_own_are_installed()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        string[] names = ["python-language-server", "python3.11-config", "activate-global-python-argcomplete", "pythonista", "pip", "pydoc", "deactivate", "python_format"];
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo.py", ""), ("demo-1.0.data/scripts/sub/python", ""), ("demo-1.0.data/data/share/pyvenv.cfg", ""), ("demo/python", ""),
            ("demo-1.0.dist-info/entry_points.txt", "[console_scripts]\n" + string.Concat(names.Select(name => $"{name} = demo:main\n"))));
        Wheels.Install(environment.Target, [new() { Wheel = wheel }]);
        Assert.All(names, name => Assert.True(File.Exists(Path.Join(environment.Path, "bin", name))));
    }

    [Fact]
    public async Task Commit_with_root_writes_below_it()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var before = environment.Snapshot();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo.py", "x = 1\n"), ("demo-1.0.dist-info/entry_points.txt", "[console_scripts]\ndemo = demo:x\n"));
        var root = Path.Join(environment.Scratch, "root");
        Wheels.Install(environment.Target with { Root = root }, [new() { Wheel = wheel }]);

        TestEnvironment.AssertSame(before, environment.Snapshot());
        Assert.StartsWith("#!" + environment.Interpreter.Executable + "\n", File.ReadAllText(root + environment.Path + "/bin/demo"), StringComparison.Ordinal);
        Assert.StartsWith("../../../bin/demo,sha256=", File.ReadAllText(root + environment.SitePackages + "/demo-1.0.dist-info/RECORD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_stored_file_edited_says_so_and_installs_after_healing()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo/one.py", "1"), ("demo/two.py", "2"));
        var before = environment.Snapshot();
        Assert.True(wheel.TryFind("demo/two.py"u8, out var index));
        var stored = Path.Join(wheel.Folder, index.ToString("x"));
        File.AppendAllText(stored, "edited");
        using (var transaction = EnvironmentTransaction.Begin(environment.Target, SilentReporter.Instance))
        {
            var changed = new List<WheelInstallation>();
            transaction.StageAll([new() { Wheel = wheel }], changed);
            Assert.Single(changed);
            var request = new WheelRequest { FileName = wheel.FileName, Url = "https://index.test/demo-1.0-py3-none-any.whl" };
            wheel = await store.Store.HealAsync(wheel, request, TestContext.Current.CancellationToken);
            transaction.StageAll([new() { Wheel = wheel }]);
            transaction.Commit();
        }

        Assert.Equal("2", File.ReadAllText(Path.Join(environment.SitePackages, "demo", "two.py")));
        Assert.Throws<StoredFileChangedException>(() =>
        {
            File.Delete(Path.Join(wheel.Folder, index.ToString("x")));
            using var transaction = EnvironmentTransaction.Begin(environment.Target, SilentReporter.Instance);
            transaction.Stage(new() { Wheel = wheel });
        });
        Assert.NotEqual(before, environment.Snapshot());
    }

    [Theory]
    [InlineData("nothing = demo", "A callable suffix is required")]
    [InlineData("../../evil = demo:main", "outside the scripts directory")]
    [InlineData("wrong = demo:main [x", "Invalid specification")]
    public async Task Stage_bad_entry_point_is_an_error(string line, string message)
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var before = environment.Snapshot();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo-1.0.dist-info/entry_points.txt", $"[console_scripts]\n{line}\n"));
        var error = Assert.Throws<UserErrorException>(() => Wheels.Install(environment.Target, [new() { Wheel = wheel }]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        TestEnvironment.AssertSame(before, environment.Snapshot());
    }

    [Fact]
    public async Task Commit_script_in_a_folder_has_its_folder_and_row()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        var before = environment.Snapshot();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo-1.0.dist-info/entry_points.txt", "[console_scripts]\nsub/./deep/run = demo:main\nx/../flat = demo:main\n"));
        Wheels.Install(environment.Target, [new() { Wheel = wheel }]);

        Assert.True(File.Exists(Path.Join(environment.Target.ScriptsFolder, "sub/deep/run")));
        Assert.True(File.Exists(Path.Join(environment.Target.ScriptsFolder, "flat")));
        var record = File.ReadAllText(Path.Join(environment.SitePackages, "demo-1.0.dist-info", "RECORD"));
        Assert.Contains("/bin/sub/deep/run,sha256=", record, StringComparison.Ordinal);
        Assert.Contains("/bin/flat,sha256=", record, StringComparison.Ordinal);
        Assert.NotEqual(before, environment.Snapshot());
    }

    [Fact]
    public async Task Commit_folder_in_the_place_of_a_file_is_an_error_and_changes_nothing()
    {
        using var environment = new TestEnvironment();
        using var store = new StoreFixture();
        Directory.CreateDirectory(Path.Join(environment.SitePackages, "demo.py"));
        var before = environment.Snapshot();
        var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo.py", "x = 1\n"));
        var error = Assert.Throws<UserErrorException>(() => Wheels.Install(environment.Target, [new() { Wheel = wheel }]));
        Assert.StartsWith($"Could not install packages due to an OSError: [Errno 21] Is a directory: '{environment.SitePackages}/demo.py'", error.Message, StringComparison.Ordinal);
        TestEnvironment.AssertSame(before, environment.Snapshot());
    }

    private static Dictionary<string, string> Comparable(SortedDictionary<string, string> snapshot)
    {
        var result = new Dictionary<string, string>(snapshot);
        foreach (var path in snapshot.Keys)
        {
            if (path.EndsWith(".pyc", StringComparison.Ordinal))
            {
                result[path] = snapshot[path].Split(' ')[0];
            }
        }

        return result;
    }
}
