using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipCs.Standards.DependencyGroups;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Tags;
using PipCs.Standards.Toml;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private const string Head = "lock-version = \"1.0\"\ncreated-by = \"test\"\n";

    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> LockFiles()
    {
        yield return new("test_pylock::test_pylock_file_name", row => Same(row.Flag("valid"), LockFile.IsFileName(row.Text("file_name"))));
        yield return new("test_pylock::test_pylock_version", row => Same(
            row.Text("version") == "1.1", LockFile.Parse($"lock-version = \"{row.Text("version")}\"\ncreated-by = \"test\"\npackages = []").IsNewerMinorVersion));
        yield return new("test_pylock::test_pylock_unsupported_version", row => Same(
            $"pylock version {row.Text("version")} is not supported",
            Assert.Throws<LockFileException>(() => LockFile.Parse($"lock-version = \"{row.Text("version")}\"\ncreated-by = \"test\"\npackages = []")).Message));
        yield return new("test_pylock::test_dist_filename", row => Same(row.Text("expected_filename"), FileName(row["dist"]!["repr"]!.GetValue<string>())));
        yield return new("test_pylock::test_hash_validation", row =>
        {
            string hashes = row["hashes"] is JsonObject table ? "{" + string.Join(", ", table.Select(hash => $"{hash.Key} = {hash.Value!.ToJsonString()}")) + "}" : row["hashes"]!.ToJsonString();
            var error = Assert.Throws<LockFileException>(() => LockFile.Parse(
                $"{Head}[[packages]]\nname = \"example\"\nwheels = [{{ name = \"example-1.0-py3-none-any.whl\", path = \"./example-1.0-py3-none-any.whl\", hashes = {hashes} }}]"));
            return Same(row.Text("expected_error").Replace("'hashes'", "'packages[0].wheels[0].hashes'", StringComparison.Ordinal), error.Message);
        });
        yield return new("test_pylock_select::test_lock_no_matching_env", row => row["environments"]!.AsArray().Count == 0
            ? Same(0, Select($"{Head}environments = []\npackages = []").Count)
            : Same(
                "Provided environment does not satisfy any of the environments specified in the lock file",
                Assert.Throws<LockSelectionException>(() => Select($"{Head}environments = ['python_version == \"3.14\"']\npackages = []")).Message));
        yield return new("test_pylock_select::test_prefer_sdist_predicate", CheckPreference);
        yield return new("test_pylock_select::test_extras_and_groups", row => Same(
            string.Join(' ', row["expected"]!.AsArray().Select(name => name!.GetValue<string>())),
            string.Join(' ', Select(ExtrasAndGroups, Names(row["extras"]) ?? [], Names(row["dependency_groups"])).Select(choice => choice.Package.Name.Value))));
        yield return new("test_markers::TestMarker::test_extras_and_dependency_groups", row => Same(
            row.Flag("result"),
            Marker.Parse(row.Text("expression").Replace("{0}", row.Text("variable"), StringComparison.Ordinal))
                .EvaluateInLockFile(DifferentialTests.TestEnvironment, new HashSet<string> { "foo", "bar" }, new HashSet<string> { "foo", "bar" })));
        yield return new("test_markers::TestMarker::test_extras_and_dependency_groups_disallowed", row =>
        {
            var marker = Marker.Parse($"'foo' in {row.Text("variable")}");
            Assert.Throws<MarkerEvaluationException>(() => marker.Evaluate(DifferentialTests.TestEnvironment));
            Assert.Throws<MarkerEvaluationException>(() => marker.EvaluateWithoutExtra(DifferentialTests.TestEnvironment));
            return null;
        });
        yield return new("test_markers::TestMarker::test_set_valued_marker_on_lhs_raises_undefined_comparison", row => Same(
            true,
            Assert.Throws<MarkerEvaluationException>(() => Marker.Parse($"{row.Text("variable")} {row.Text("op")} 'foo'")
                .EvaluateInLockFile(DifferentialTests.TestEnvironment, new HashSet<string> { "foo" }, new HashSet<string> { "foo" })).Message.StartsWith($"Set-valued marker '{row.Text("variable")}'", StringComparison.Ordinal)));
        yield return new("test_dependency_groups::test_normalized_name_is_used_for_include_group_lookups", row => Same(
            "spam", string.Join(' ', Groups($"{Quoted(row.Text("group_name_declared"))} = [\"spam\"]\nuser = [{{ include-group = \"{row.Text("group_name_used")}\" }}]").Resolve("user"))));
        yield return new("test_dependency_groups::test_unknown_object_shape", row => Problem(row, "Invalid dependency group item:"));
        yield return new("test_dependency_groups::test_malformed_group_entries_are_not_cached_on_resolver_instance", row => Problem(row, row.Text("match")));
    }

    private const string ExtrasAndGroups = Head + """
        extras = ["feat1", "feat2"]
        dependency-groups = ["dev", "docs"]
        default-groups = ["dev"]
        packages = [
            { name = "foo", directory = { path = "./foo" } },
            { name = "foo-dev", marker = "'dev' in dependency_groups", directory = { path = "./foo-dev" } },
            { name = "foo-docs", marker = "'docs' in dependency_groups", directory = { path = "./foo-docs" } },
            { name = "foo-feat1", marker = "'feat1' in extras", directory = { path = "./foo-feat1" } },
            { name = "foo-feat2", marker = "'feat2' in extras", directory = { path = "./foo-feat2" } },
        ]
        """;

    private static IReadOnlyList<LockedChoice> Select(string toml, string[]? extras = null, string[]? groups = null, Func<string, bool>? prefersSdist = null) => LockFile.Parse(toml).Select(new LockSelection
    {
        Environment = DifferentialTests.TestEnvironment,
        Tags = new SupportedTags(["py3-none-any"]),
        Extras = extras ?? [],
        DependencyGroups = groups,
        PrefersSdist = prefersSdist is null ? null : name => prefersSdist(name.Value),
    });

    private static string[]? Names(JsonNode? list) => list?.AsArray().Select(name => name!.GetValue<string>()).ToArray();

    private static string? CheckPreference(JsonObject row)
    {
        string wheels = row["wheel_python_tag"]?.GetValue<string>() is { } tag
            ? $"wheels = [{{ url = \"https://x.org/foo-1.0-{tag}-none-any.whl\", hashes = {{ sha256 = \"a\" }} }}]\n" : "";
        string sdist = row.Flag("include_sdist") ? "sdist = { url = \"https://x.org/foo-1.0.tar.gz\", hashes = { sha256 = \"a\" } }\n" : "";
        bool called = false;
        LockedSource source = Select($"{Head}[[packages]]\nname = \"foo\"\n{wheels}{sdist}", prefersSdist: name =>
        {
            called = true;
            return name == "foo" && row.Flag("prefer_sdist");
        })[0].Source;
        bool isSdist = row["expected_type"]!["repr"]!.GetValue<string>().Contains("PackageSdist", StringComparison.Ordinal);
        return Same(isSdist, source is LockedSdist) ?? Same(row.Flag("called"), called);
    }

    private static string FileName(string repr)
    {
        string? Field(string name) => Regex.Match(repr, $"[( ]{name}='([^']*)'") is { Success: true } match ? match.Groups[1].Value.Replace("\\\\", "\\", StringComparison.Ordinal) : null;
        return repr.StartsWith("PackageSdist", StringComparison.Ordinal)
            ? new LockedSdist { Name = Field("name"), Path = Field("path"), Url = Field("url"), Hashes = [] }.FileName
            : new LockedWheel { Name = Field("name"), Path = Field("path"), Url = Field("url"), Hashes = [] }.FileName;
    }

    private static string Quoted(string name) => $"\"{name}\"";

    private static DependencyGroupSet Groups(string toml) => new(TomlTable.Parse(toml));

    private static string? Problem(JsonObject row, string expected)
    {
        string item = "{" + string.Join(", ", row["item"]!.AsObject().Select(entry => $"{entry.Key} = {entry.Value!.ToJsonString()}")) + "}";
        DependencyGroupSet groups = Groups($"test = [{item}]");
        for (int i = 0; i < 2; i++)
        {
            string message = Assert.Throws<DependencyGroupException>(() => groups.Resolve("test")).Message;
            if (!message.Contains(expected, StringComparison.Ordinal))
            {
                return message;
            }
        }

        return null;
    }
}
