namespace PipCs.Cli.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-cli-").FullName;

    [Fact]
    public void Version_begins_as_that_of_pip()
    {
        var (exitCode, output, error) = CommandLine.Run("--version", ("VIRTUAL_ENV", Environment()));
        Assert.Matches(@"^pip 26\.3 from /\S+ \(python 3\.12\) \(pip-cs \d+\.\d+\.\d+\)\n$", output);
        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("--version", 0, "")]
    [InlineData("cache dir", 0, "")]
    [InlineData("list", 1, "names cannot be used")]
    [InlineData("search x", 1, "names cannot be used")]
    [InlineData("index versions x --no-index", 1, "names cannot be used")]
    [InlineData("--require-virtualenv install x", 1, "names cannot be used")]
    public void Environment_that_is_gone_is_named_where_a_Python_is_needed(string words, int expected, string message)
    {
        var (exitCode, output, error) = CommandLine.Run(words, ("VIRTUAL_ENV", "/nowhere/at/all"));
        Assert.Equal(expected, exitCode);
        Assert.Equal(expected == 1, error.Contains("VIRTUAL_ENV=/nowhere/at/all", StringComparison.Ordinal));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("python 3", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("cache dir")]
    [InlineData("list")]
    public void Python_of_the_configuration_that_cannot_be_used_is_named_by_every_command(string words)
    {
        Write("empty/x", 1);
        foreach (var (python, message) in new[]
        {
            (Path.Join(_folder, "empty"), $"Could not locate Python interpreter {_folder}/empty"),
            (Path.Join(_folder, "gone"), $"Could not locate Python interpreter {_folder}/gone"),
            (Path.Join(_folder, "empty", "x"), $"Failed to run pip under {_folder}/empty/x: [Errno 13] Permission denied: '{_folder}/empty/x'"),
        })
        {
            Write("named.conf", $"[global]\npython = {python}\n");
            Assert.Equal((1, "", $"ERROR: {message}\n"), CommandLine.Run(words, ("PIP_PYTHON", python)));
            Assert.Equal((1, "", $"ERROR: {message}\n"), CommandLine.Run(words, ("PIP_CONFIG_FILE", Path.Join(_folder, "named.conf"))));
            Assert.Equal((1, "", $"ERROR: {message}\n"), CommandLine.Run($"--python {python} {words}"));
        }
    }

    [Fact]
    public void Own_version_is_that_of_the_assembly() =>
        Assert.Equal(ProgramVersion.Own, typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3));

    [Fact]
    public void Commands_not_built_yet_are_refused_by_name()
    {
        var (exitCode, _, error) = CommandLine.Run("wheel x", ("VIRTUAL_ENV", Environment()));
        Assert.Equal("ERROR: \"wheel\" is not available yet\n", error);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void Options_not_built_yet_are_refused_by_name()
    {
        var (exitCode, _, error) = CommandLine.Run("install -e .", ("VIRTUAL_ENV", Environment()));
        Assert.Equal("ERROR: \"--editable\" is not available yet\n", error);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void Cache_purge_empties_both_caches()
    {
        var cache = Path.Join(_folder, "cache");
        Write("cache/wheels/ab/cd/simple-1.0-py3-none-any.whl", 1500);
        Write("cache/wheels/ab/cd/origin.json", 10);
        Write("cache/http-v2/a/b", 20_000);
        Write("cache/http/c", 1);
        Write("cache/selfcheck.json", 1);
        Write("cache/pip-cs/index-v1/x", 1);
        Assert.Equal($"{cache}\n", Run("cache dir"));
        Assert.Equal(
            $"""
            Package index page cache location (pip v23.3+): {cache}/http-v2
            Package index page cache location (older pips): {cache}/http
            Package index page cache size: 20 kB
            Number of HTTP files: 2
            Locally built wheels location: {cache}/wheels
            Locally built wheels size: 1.5 kB
            Number of locally built wheels: 1

            """,
            Run("cache info"));
        Assert.Equal("Cache contents:\n\n - simple-1.0-py3-none-any.whl (1.5 kB)\n", Run("cache list"));
        Assert.Equal($"{cache}/wheels/ab/cd/simple-1.0-py3-none-any.whl\n", Run("cache list simple --format abspath"));
        Assert.Equal("No locally built wheels cached.\n", Run("cache list simp"));
        Assert.Equal("Files removed: 0 (0 bytes)\nDirectories removed: 0\n", Run("cache remove other"));
        Assert.Equal("Files removed: 3 (21.5 kB)\nDirectories removed: 6\n".Replace("21.5", "21", StringComparison.Ordinal), Run("cache purge"));
        Assert.Empty(Directory.GetFileSystemEntries(cache));

        string Run(string words) => CommandLine.Run(words, ("PIP_CACHE_DIR", cache), ("VIRTUAL_ENV", Environment())).Output;
    }

    [Fact]
    public void Cache_purge_leaves_a_link_to_the_cache_where_it_is()
    {
        var cache = Path.Join(_folder, "cache");
        var target = Path.Join(_folder, "elsewhere");
        Write("elsewhere/index-v1/x", 1);
        Write("elsewhere/CACHEDIR.TAG", 1);
        Write("kept/y", 1);
        Directory.CreateSymbolicLink(Path.Join(target, "linked"), Path.Join(_folder, "kept"));
        Directory.CreateDirectory(cache);
        Directory.CreateSymbolicLink(Path.Join(cache, "pip-cs"), target);
        var (exitCode, _, error) = CommandLine.Run("cache purge", ("PIP_CACHE_DIR", cache), ("VIRTUAL_ENV", Environment()));

        Assert.Equal((0, "WARNING: No matching packages\n"), (exitCode, error));
        Assert.Equal(target, new DirectoryInfo(Path.Join(cache, "pip-cs")).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(target));
        Assert.True(File.Exists(Path.Join(_folder, "kept", "y")));
    }

    [Fact]
    public void Cache_home_that_is_relative_is_ignored()
    {
        var home = Directory.CreateDirectory(Path.Join(_folder, "home")).FullName;
        Assert.Equal($"{home}/.cache/pip\n", Run("caches"));
        Assert.Equal($"{home}/.cache/pip\n", Run("./caches"));
        Assert.Equal($"{_folder}/caches/pip\n", Run(Path.Join(_folder, "caches")));

        string Run(string value) => CommandLine.Run("cache dir", ("XDG_CACHE_HOME", value), ("HOME", home), ("PIP_CACHE_DIR", null), ("VIRTUAL_ENV", Environment())).Output;
    }

    [Fact]
    public void Cache_disabled_is_said()
    {
        var (exitCode, _, error) = CommandLine.Run("cache dir --no-cache-dir", ("VIRTUAL_ENV", Environment()));
        Assert.Equal("ERROR: pip cache commands can not function since cache is disabled.\n", error);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void No_cache_dir_after_the_command_leaves_no_trace()
    {
        var home = Path.Join(_folder, "home");
        Directory.CreateDirectory(home);
        CommandLine.Run("hash --no-cache-dir", ("VIRTUAL_ENV", null), ("HOME", home), ("XDG_CACHE_HOME", null));
        Assert.Empty(Directory.GetFileSystemEntries(home));
    }

    [Fact]
    public void Hash_is_written_as_for_a_requirements_file()
    {
        Write("x", 3);
        var (_, output, _) = CommandLine.Run(["hash", "x", "-a", "sha384"], _folder, ("VIRTUAL_ENV", Environment()));
        Assert.StartsWith("x:\n--hash=sha384:1249e15f035ed34786a328d9fdb2689ab24f", output, StringComparison.Ordinal);
        var (exitCode, _, error) = CommandLine.Run(["hash", "nope"], _folder, ("VIRTUAL_ENV", Environment()));
        Assert.Equal("ERROR: No such file or directory: 'nope'\n", error);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public void Require_virtualenv_ends_with_code_3()
    {
        var (exitCode, _, error) = CommandLine.Run("--require-virtualenv install x", ("VIRTUAL_ENV", null), ("PATH", "/usr/bin:/bin"));
        Assert.SkipWhen(error.Contains("Python", StringComparison.Ordinal), "there is no Python on the system's path");
        Assert.Equal("ERROR: Could not find an activated virtualenv (required).\n", error);
        Assert.Equal(3, exitCode);
    }

    [Fact]
    public void Configuration_of_the_environment_and_a_named_file_hold()
    {
        var environment = Environment();
        Write("pip.conf", "[global]\ncache-dir = /from/site\n[list]\ntimeout=x\n");
        Write("named.conf", "[cache]\ncache-dir = /from/named\n");
        Assert.Equal("/from/site\n", CommandLine.Run("cache dir", ("VIRTUAL_ENV", environment)).Output);
        Assert.Equal("/from/named\n", CommandLine.Run("cache dir", ("VIRTUAL_ENV", environment), ("PIP_CONFIG_FILE", Path.Join(_folder, "named.conf"))).Output);
        Assert.Equal("/from/variable\n", CommandLine.Run("cache dir", ("VIRTUAL_ENV", environment), ("PIP_CACHE_DIR", "/from/variable")).Output);
        Assert.Equal("/from/site\n", CommandLine.Run("cache dir --isolated", ("VIRTUAL_ENV", environment), ("PIP_CACHE_DIR", "/from/variable")).Output);
        var (exitCode, output, error) = CommandLine.Run("list", ("VIRTUAL_ENV", environment));
        Assert.Empty(output);
        Assert.StartsWith("An error occurred during configuration: option timeout: invalid floating-point value: 'x'. Check your pip", error, StringComparison.Ordinal);
        Assert.Equal(3, exitCode);
        Write("pip.conf", "[global]\ntimeout = 1\ncert = a\0b\n");
        (exitCode, _, error) = CommandLine.Run("cache dir", ("VIRTUAL_ENV", environment));
        Assert.Equal($"Configuration file could not be loaded.\nSource contains parsing errors: '{environment}/pip.conf'\n\t[line  3]: 'cert = a\\x00b\\n'\n", error);
        Assert.Equal(2, exitCode);
        Write("pip.conf", "x\n");
        (exitCode, _, error) = CommandLine.Run("cache dir", ("VIRTUAL_ENV", environment));
        Assert.StartsWith("Configuration file could not be loaded.\nFile contains no section headers.\n", error, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public void Log_file_holds_every_message_with_its_time()
    {
        var log = Path.Join(_folder, "logs/pip.log");
        CommandLine.Run(["cache", "dir", "-q", "--log", log], null, ("VIRTUAL_ENV", Environment()), ("PIP_CACHE_DIR", "/x"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3} /x\n$", File.ReadAllText(log));
    }

    [Theory]
    [InlineData("pip inst", 1, "install\n")]
    [InlineData("pip --ti", 1, "--timeout\n")]
    [InlineData("pip cache l", 2, "list\n")]
    [InlineData("pip list --form", 2, "--format=\n")]
    [InlineData("pip list --format x --outd", 4, "--outdated\n")]
    public void Completion_answers_the_shell(string line, int word, string expected)
    {
        var (exitCode, output, _) = CommandLine.Run("", ("PIP_AUTO_COMPLETE", "1"), ("COMP_WORDS", line), ("COMP_CWORD", $"{word}"), ("VIRTUAL_ENV", Environment()));
        Assert.Equal(expected, output);
        Assert.Equal(1, exitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An environment whose Python may be run, but need not be.</summary>
    private string Environment()
    {
        if (!File.Exists(Path.Join(_folder, "bin", "python")))
        {
            Directory.CreateDirectory(Path.Join(_folder, "bin"));
            File.CreateSymbolicLink(Path.Join(_folder, "bin", "python"), "/bin/true");
        }

        File.WriteAllText(Path.Join(_folder, "pyvenv.cfg"), "home = /usr/bin\nversion = 3.12.4\n");
        return _folder;
    }

    private void Write(string path, int length) => Write(path, new string('x', length));

    private void Write(string path, string content)
    {
        var full = Path.Join(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
