using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tests.Interpreters;

public sealed class InterpreterLocationTests
{
    private static readonly string Python = Machine.Interpreters[^1];

    [Fact]
    public void Locate_option_comes_before_all()
    {
        using var folder = new TemporaryFolder();
        var first = MakeFake(folder, "first");
        var second = MakeFake(folder, "second");

        Assert.Equal(first, InterpreterFinder.Locate(Query(python: Path.Join(folder.Path, "first"), program: Path.Join(folder.Path, "second", "bin", "pip"))));
        Assert.Equal(second, InterpreterFinder.Locate(Query(program: Path.Join(folder.Path, "second", "bin", "pip"), variables: ("VIRTUAL_ENV", Path.Join(folder.Path, "first")))));
        Assert.Equal(first, InterpreterFinder.Locate(Query(program: "/usr/local/bin/pip-cs", variables: ("VIRTUAL_ENV", Path.Join(folder.Path, "first")))));
    }

    [Fact]
    public void Locate_path_is_last_and_skips_what_cannot_be_run()
    {
        using var folder = new TemporaryFolder();
        folder.Write("blind/python3", "not executable");
        Directory.CreateDirectory(Path.Join(folder.Path, "folder", "python3"));
        var found = MakeFake(folder, "third");

        var query = Query(variables: ("PATH", $"{folder.Path}/blind:{folder.Path}/folder:/nowhere:{folder.Path}/third/bin"));

        Assert.Equal(found + "3", InterpreterFinder.Locate(query));
    }

    [Fact]
    public void Locate_pyenv_shim_is_resolved_without_running_it()
    {
        using var folder = new TemporaryFolder();
        MakeExecutable(folder.Write("root/shims/python", "#!/bin/false\n"));
        var old = MakeExecutable(folder.Write("root/versions/3.11.2/bin/python", ""));
        var latest = MakeExecutable(folder.Write("root/versions/3.11.10/bin/python", ""));
        folder.Write("root/version", "# chosen\n3.11.2\n");
        var path = $"{folder.Path}/root/shims";

        Assert.Equal(old, InterpreterFinder.Locate(Query(variables: [("PATH", path), ("PYENV_DIR", folder.Path)])));
        Assert.Equal(latest, InterpreterFinder.Locate(Query(variables: [("PATH", path), ("PYENV_VERSION", "3.11")])));
        folder.Write(".python-version", "3.11.10\n");
        Assert.Equal(latest, InterpreterFinder.Locate(Query(variables: [("PATH", path), ("PYENV_DIR", folder.Path)])));
        Assert.Throws<UserErrorException>(() => InterpreterFinder.Locate(Query(variables: [("PATH", path), ("PYENV_VERSION", "system")])));
    }

    [Fact]
    public void Locate_active_environment_that_cannot_be_used_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var python = MakeFake(folder, "active");
        var active = Path.Join(folder.Path, "active");
        var others = MakeFake(folder, "others");
        Assert.Equal(python, Locate(active));
        File.Delete(python);
        Assert.Equal(python + "3", Locate(active));
        File.Delete(python + "3");
        Assert.Contains($"VIRTUAL_ENV={active} names cannot be used: {active}/bin has no Python", Refused(active), StringComparison.Ordinal);
        File.CreateSymbolicLink(python, "python3.99");
        File.CreateSymbolicLink(active + "/bin/python3.99", "/nowhere/python3.99");
        Assert.Contains($"{python} leads to /nowhere/python3.99, which does not exist", Refused(active), StringComparison.Ordinal);
        File.Delete(python);
        folder.Write("active/bin/python", "not executable");
        Assert.Contains($"{python} cannot be executed", Refused(active), StringComparison.Ordinal);
        Directory.Delete(active, recursive: true);
        Assert.Contains($"{active} does not exist", Refused(active), StringComparison.Ordinal);
        Assert.Contains("VIRTUAL_ENV=nowhere/env names", Refused("nowhere/env"), StringComparison.Ordinal);
        Assert.Equal(others + "3", Locate(""));

        string Locate(string value) => InterpreterFinder.Locate(Query(variables: [("VIRTUAL_ENV", value), ("PATH", Path.GetDirectoryName(others)!)]));
        string Refused(string value) => Assert.Throws<UserErrorException>(() => Locate(value)).Message;
    }

    [Theory]
    [InlineData("/nowhere/python")]
    [InlineData("/tmp")]
    public void Locate_option_that_names_nothing_has_pips_message(string python)
        => Assert.Equal($"Could not locate Python interpreter {python}", Assert.Throws<UserErrorException>(() => InterpreterFinder.Locate(Query(python: python))).Message);

    [Fact]
    public void Find_what_is_no_Python_is_refused()
    {
        using var folder = new TemporaryFolder();
        var broken = MakeExecutable(folder.Write("broken", "garbage"));

        Assert.Contains("Failed to run pip under /bin/false", Assert.Throws<UserErrorException>(() => Machine.Describe("/bin/false")).Message, StringComparison.Ordinal);
        Assert.InRange(Assert.Throws<UserErrorException>(() => Machine.Describe("/bin/ls")).Message.Length, 100, 400);
        Assert.Contains("Failed to run pip under " + broken, Assert.Throws<UserErrorException>(() => Machine.Describe(broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_known_base_starts_no_process()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheRoot(Path.Join(folder.Path, "cache"));
        var python = Machine.MakeEnvironment(Python, Path.Join(folder.Path, "environment"));
        var first = Machine.Describe(python, cache);
        var second = Machine.MakeEnvironment(Python, Path.Join(folder.Path, "another"));

        var found = Machine.Describe(second, new CacheRoot(Path.Join(folder.Path, "cache")));

        Assert.Single(Directory.GetFiles(Path.Join(folder.Path, "cache", $"interpreters-v{CacheBuckets.VersionOf(CacheBuckets.Interpreters)}"), "*", SearchOption.AllDirectories));
        Assert.Equal(first.Markers, found.Markers);
        Assert.Equal(first.Tags.Tags, found.Tags.Tags);
    }

    private static InterpreterQuery Query(string? python = null, string? program = null, params (string Name, string Value)[] variables) => new()
    {
        Python = python,
        Program = program,
        EnvironmentVariable = name => variables.FirstOrDefault(variable => variable.Name == name).Value ?? (name == "PATH" ? "" : null),
    };

    private static string MakeFake(TemporaryFolder folder, string name)
    {
        folder.Write(name + "/pyvenv.cfg", "home = /usr/bin\n");
        MakeExecutable(folder.Write(name + "/bin/python3", ""));
        return MakeExecutable(folder.Write(name + "/bin/python", ""));
    }

    private static string MakeExecutable(string path)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
