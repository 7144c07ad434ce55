using PipCs.Diagnostics;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Standards.Markers;

namespace PipCs.Tests.Requirements;

public sealed class RequirementReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-reader-").FullName;
    private readonly RecordingReporter _reporter = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_nested_files_gives_their_requirements_in_order_with_their_origin()
    {
        var inner = Write("sub/inner.txt", "b>=2  # why\nc ; python_version < '3'\n");
        var outer = Write("outer.txt", "a==1 --hash=sha256:00ff\n-r sub/inner.txt\nd[x]\n");

        var given = await Read(new RequirementSources { Arguments = ["z"], RequirementFiles = [outer] });

        Assert.Equal(["z", "a==1", "b>=2", "d[x]"], given.Requirements.Select(root => root.Requirement.ToString()));
        Assert.Equal(["", $"-r {outer} (line 1)", $"-r {inner} (line 1)", $"-r {outer} (line 3)"], given.Requirements.Select(root => root.Origin));
        Assert.Equal(["sha256:00ff"], given.Requirements[1].Hashes);
        Assert.True(given.RequireHashes);
        Assert.Equal(["Ignoring c: markers 'python_version < \"3\"' don't match your environment"], given.Ignored);
    }

    [Fact]
    public async Task Read_file_that_includes_itself_is_an_error_that_names_it()
    {
        var first = Write("first.txt", "-r second.txt\n");
        Write("second.txt", "-r first.txt\n");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { RequirementFiles = [first] }));

        Assert.Contains("recursively references itself", error.Message, StringComparison.Ordinal);
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_missing_file_is_pips_error()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { RequirementFiles = ["/nowhere/x.txt"] }));

        Assert.Equal("Could not open requirements file: [Errno 2] No such file or directory: '/nowhere/x.txt'", error.Message);
    }

    [Fact]
    public async Task Read_malformed_line_names_file_and_line()
    {
        var path = Write("bad.txt", "good\n\nsimple @@ 1\n");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { RequirementFiles = [path] }));

        Assert.StartsWith("Invalid requirement: 'simple @@ 1': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(from line 3 of {path})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_constraint_with_extras_is_refused()
    {
        var path = Write("constraints.txt", "a[x]<2\n");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { ConstraintFiles = [path] }));

        Assert.Equal("Constraints cannot have extras", error.Message);
        Assert.Equal(["The constraint is `a[x]<2`."], error.Hints);
    }

    [Fact]
    public async Task Read_wheel_path_takes_the_name_from_the_file()
    {
        var wheel = Write("Demo_Thing-1.0-py3-none-any.whl", "");

        var given = await Read(new RequirementSources { Arguments = [wheel] });

        var requirement = Assert.Single(given.Requirements).Requirement;
        Assert.Equal("demo-thing", requirement.Project.Value);
        Assert.Equal("file://" + wheel, requirement.Url);
        Assert.Equal(wheel, given.DirectDisplay[requirement.Url!]);
    }

    [Theory]
    [InlineData("a=1", "= is not a valid operator. Did you mean == ?")]
    [InlineData("./nodir", "It looks like a path. File './nodir' does not exist.")]
    public async Task Read_slips_get_pips_hint(string argument, string hint)
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { Arguments = [argument] }));

        Assert.EndsWith("Hint: " + hint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a==1;", "a==1")]
    [InlineData("a ; ", "a")]
    [InlineData("a[x]>=2;", "a[x]>=2")]
    [InlineData("a @ https://example.invalid/a-1.0-py3-none-any.whl;", "a @ https://example.invalid/a-1.0-py3-none-any.whl")]
    [InlineData("a @ https://example.invalid/a-1.0-py3-none-any.whl ; ", "a @ https://example.invalid/a-1.0-py3-none-any.whl")]
    [InlineData("a @ https://example.invalid/b;c=1/a.whl", "a @ https://example.invalid/b;c=1/a.whl")]
    [InlineData("https://example.invalid/a-1.0-py3-none-any.whl ; ", "a @ https://example.invalid/a-1.0-py3-none-any.whl")]
    [InlineData("a; python_version > '3'", "a; python_version > \"3\"")]
    public async Task Read_semicolon_without_a_marker_counts_for_nothing(string argument, string expected)
    {
        var given = await Read(new RequirementSources { Arguments = [argument] });

        Assert.Equal(expected, Assert.Single(given.Requirements).Requirement.ToString());
    }

    [Fact]
    public async Task Read_wrong_marker_names_the_requirement_before_it_and_the_line()
    {
        var path = Write("marker.txt", "good\na\u00a0b ; bad\n");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { RequirementFiles = [path] }));

        Assert.Equal($"Invalid requirement: 'a\\xa0b': Expected a marker variable or quoted string\n    bad\n    ^ (from line 2 of {path})", error.Message);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "é", "\ufffd")]
    [InlineData("text/plain; charset=\"ISO-8859-1\"", "Ã©", "é")]
    [InlineData("text/plain", "é", "é")]
    [InlineData("application/octet-stream", "é", "é")]
    [InlineData(null, "é", "é")]
    [InlineData("text/plain; charset=no-such", "é", "\ufffd")]
    public async Task Read_file_of_a_server_is_in_the_charset_of_the_answer(string? type, string ofUtf8, string ofLatin1)
    {
        foreach (var (content, expected) in new[] { ("é"u8.ToArray(), ofUtf8), ([0xe9], ofLatin1) })
        {
            var reader = new RequirementReader(Environment311, _reporter, (_, _) => Task.FromResult(new FetchedFile([.. "a @ file:///"u8, .. content, .. "/a-1.0-py3-none-any.whl"u8], type)));
            var given = await reader.ReadAsync(new RequirementSources { RequirementFiles = ["https://host/r.txt"] }, TestContext.Current.CancellationToken);
            Assert.Equal($"file:///{expected}/a-1.0-py3-none-any.whl", Assert.Single(given.Requirements).Requirement.Url);
        }
    }

    [Theory]
    [InlineData("git+https://example.invalid/x.git", "git https://example.invalid/x.git @ ")]
    [InlineData("git+https://user@example.invalid/x.git@v1#subdirectory=a", "git https://user@example.invalid/x.git @ v1 in a")]
    [InlineData("git+ssh://git@example.invalid/x", "git ssh://git@example.invalid/x @ ")]
    [InlineData("HG+http://example.invalid/x@tip", "hg http://example.invalid/x @ tip")]
    [InlineData("https://example.invalid/x-1.0.tar.gz", "Sdist https://example.invalid/x-1.0.tar.gz")]
    [InlineData("https://example.invalid/x-1.0.zip#subdirectory=a/b", "Sdist https://example.invalid/x-1.0.zip in a/b")]
    public async Task Read_url_without_a_name_is_a_requirement_with_its_source(string argument, string expected)
    {
        var given = await Read(new RequirementSources { Arguments = ["a", argument, "b"] });

        var unnamed = Assert.Single(given.Unnamed);
        Assert.Equal((argument, 1), (unnamed.Text, unnamed.Position));
        Assert.Equal(expected, Describe(unnamed.Source));
        Assert.Equal(["a", "b"], given.Requirements.Select(root => root.Requirement.Name));
    }

    [Fact]
    public async Task Read_folder_is_a_source_tree_with_its_extras()
    {
        Write("tree/pyproject.toml", "");
        var tree = Path.Combine(_folder, "tree");

        var given = await Read(new RequirementSources { Arguments = [$"{tree}[x, y]"], Editables = [tree + "[z]"] });

        Assert.Equal([(tree, false), (tree, true)], given.Unnamed.Select(unnamed => (DistributionSource.SourceTree)unnamed.Source).Select(source => (source.Path, source.IsEditable)));
        Assert.Equal([["x", "y"], ["z"]], given.Unnamed.Select(unnamed => unnamed.Extras));
    }

    [Theory]
    [InlineData("git+https://example.invalid/x.git", "version control URLs are not available yet")]
    [InlineData("https://example.invalid/x-1.0.tar.gz", "building from source is not available yet")]
    public async Task Naming_of_sources_that_cannot_be_built_yet_refuses_them_by_name(string argument, string reason)
    {
        var given = await Read(new RequirementSources { Arguments = [argument] });

        var error = await Assert.ThrowsAsync<UserErrorException>(() => RequirementNaming.NameAllAsync(given, TestContext.Current.CancellationToken).AsTask());

        Assert.Contains(argument, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_constraint_without_a_name_is_refused()
    {
        var file = Write("constraints.txt", "git+https://example.invalid/x.git\n");

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Read(new RequirementSources { ConstraintFiles = [file] }));

        Assert.Equal("Unnamed requirements are not allowed as constraints", error.Message);
    }

    private static string Describe(DistributionSource.Direct source) => source switch
    {
        DistributionSource.Repository repository => $"{repository.System} {repository.RepositoryUrl} @ {repository.Revision}",
        DistributionSource.Archive archive => $"{archive.Kind} {archive.Location}",
        _ => source.ToString(),
    } + (source.Subdirectory is { } folder ? $" in {folder}" : "");

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private Task<GivenRequirements> Read(RequirementSources sources)
        => new RequirementReader(Environment311, _reporter, (url, _) => throw new InvalidOperationException(url)).ReadAsync(sources, TestContext.Current.CancellationToken);

    private static MarkerEnvironment Environment311 { get; } = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.11.7",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformRelease = "6.1",
        PlatformSystem = "Linux",
        PlatformVersion = "1",
        PythonFullVersion = "3.11.7",
        PlatformPythonImplementation = "CPython",
        PythonVersion = "3.11",
        SysPlatform = "linux",
    };
}
