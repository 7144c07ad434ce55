using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipCs.Standards.DependencyGroups;
using PipCs.Standards.InlineScripts;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Tags;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Toml;

namespace PipCs.Standards.Tests;

/// <summary>The same TOML documents to us and to Python's reader, <c>packaging</c> 26.3 and pip 26.3.</summary>
public sealed partial class TomlDifferentialTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly int Count = CaseSource.Count(2000);

    [Fact]
    public void TomlTable_random_documents_have_Pythons_values()
    {
        var source = new CaseSource(31);
        int accepted = 0;
        Compare("toml", Enumerable.Range(0, Count).Select(_ => (JsonNode?)(source.Chance(40) ? source.Mutate(Document(source)) : Document(source))), (node, expected) =>
        {
            // TOML 1.1 allows more than Python's reader of TOML 1.0: what both read must be the same, and we must read all that Python does.
            string text = node!.GetValue<string>();
            bool isRead = TomlTable.TryParse(text, out TomlTable? table, out _);
            accepted += isRead ? 1 : 0;
            if (!isRead && FarOffset().IsMatch(text))
            {
                // docs/decisions/0012
                return expected?.DeepClone();
            }

            return isRead ? expected is null ? null : JsonValue.Create(PythonValue.Repr(table!)) : null;
        });
        Assert.True(accepted > Count / 2);
    }

    [Fact]
    public void LockFile_random_documents_are_read_checked_and_written_as_packaging_does()
    {
        var source = new CaseSource(32);
        Compare("lock-file", Enumerable.Range(0, Count).Select(_ => (JsonNode?)LockText(source, mistakes: source.Pick(0, 0, 2, 4))), (node, _) =>
        {
            try
            {
                string text = LockFile.Parse(node!.GetValue<string>()).ToString();
                Assert.Equal(text, LockFile.Parse(text).ToString());
                return new JsonArray(text);
            }
            catch (LockFileException error)
            {
                return JsonValue.Create(error.Message);
            }
        });
    }

    [Fact]
    public void LockFile_random_selections_are_packagings()
    {
        var source = new CaseSource(33);
        string[] tags = ["cp311-cp311-manylinux_2_17_x86_64", "cp311-none-any", "py3-none-any"];
        List<JsonNode?> cases = [];
        while (cases.Count < Count)
        {
            string text = LockText(source, mistakes: 0);
            cases.Add(new JsonArray(text, Strings(source, "x", "Y_z"), source.Chance(50) ? null : Strings(source, "dev", "Docs"), Strings(source, "a", "b-c"), new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))])));
        }

        Compare("lock-selection", cases, (node, _) =>
        {
            JsonArray row = node!.AsArray();
            try
            {
                HashSet<string> sdists = [.. row[3]!.AsArray().Select(name => name!.GetValue<string>())];
                var choices = LockFile.Parse(row[0]!.GetValue<string>()).Select(new LockSelection
                {
                    Environment = DifferentialTests.TestEnvironment,
                    Tags = new SupportedTags(tags),
                    Extras = [.. row[1]!.AsArray().Select(name => name!.GetValue<string>())],
                    DependencyGroups = row[2]?.AsArray().Select(name => name!.GetValue<string>()).ToList(),
                    PrefersSdist = name => sdists.Contains(name.Value),
                });
                return new JsonArray([.. choices.Select(choice => new JsonArray(
                    choice.Package.Name.Value,
                    choice.Source.GetType().Name.Replace("Locked", "Package", StringComparison.Ordinal),
                    (choice.Source as LockedWheel)?.FileName ?? (choice.Source as LockedSdist)?.FileName))]);
            }
            catch (Exception error) when (error is LockSelectionException or LockFileException)
            {
                return JsonValue.Create(error.Message);
            }
            catch (MarkerEvaluationException error)
            {
                return error.Message.StartsWith("The environment", StringComparison.Ordinal) ? "UndefinedEnvironmentName" : "UndefinedComparison";
            }
        });
    }

    [Fact]
    public void DependencyGroupSet_random_tables_resolve_as_packaging_does()
    {
        var source = new CaseSource(34);
        string[] names = ["test", "Docs", "a.b", "a-B", "dev"];
        Compare("dependency-groups", Enumerable.Range(0, Count).Select(_ => (JsonNode?)new JsonArray(GroupText(source, names), new JsonArray("test", "docs", "A_b", "dev", "none", "test"))), (node, _) =>
        {
            try
            {
                var groups = new DependencyGroupSet(TomlTable.Parse(node![0]!.GetValue<string>()));
                return new JsonArray([.. node[1]!.AsArray().Select(name => Resolve(groups, name!.GetValue<string>()))]);
            }
            catch (DependencyGroupException error)
            {
                return JsonValue.Create(error.Message);
            }
        });

        static JsonNode Resolve(DependencyGroupSet groups, string name)
        {
            try
            {
                return new JsonArray([.. groups.Resolve(name).Select(requirement => JsonValue.Create(requirement.ToString()))]);
            }
            catch (DependencyGroupException error)
            {
                return JsonValue.Create(error.Message);
            }
        }
    }

    [Fact]
    public void InlineScriptMetadata_random_scripts_have_pips_blocks()
    {
        var source = new CaseSource(35);
        Compare(
            "script-blocks",
            Enumerable.Range(0, Count).Select(_ => (JsonNode?)string.Concat(Enumerable.Range(0, source.Next(12)).Select(_ => source.Pick(
                "# /// script\n", "# /// script\n", "# /// script\r\n", "# /// test-1\n", "# ///\n", "# ///\n", "# /// \n", "#\n", "# a = 1\n", "#a\n", "# \n", "#  b\n", "import x\n", "\n", "# ///", "# /// script ", "# x\fy\n", "## z\n")))),
            (node, _) => new JsonArray([.. InlineScriptMetadata.FindBlocks(node!.GetValue<string>()).Select(block => JsonValue.Create(block))]));
    }

    private static JsonArray Strings(CaseSource source, params string[] choices) => new([.. choices.Where(_ => source.Chance(50)).Select(choice => JsonValue.Create(choice))]);

    private static string Document(CaseSource source)
    {
        var text = new StringBuilder();
        for (int i = source.Next(7); i > 0; i--)
        {
            text.Append(source.Pick(
                "a = 1\n", "b = \"x\\ty\\u00e9\"\n", "c = 'lit\\x'\n", "d = \"\"\"\nmore\\\n   end\"\"\"\n", "e = [1, 2.5, \"x\", [true]]\n", "f = { x = 1, y.z = false }\n", "g = 1979-05-27T07:32:00Z\n", "h = 1979-05-27\n",
                "i = 07:32:00.123456\n", "j = 1979-05-27 07:32:00.5-07:00\n", "k = 0xff\n", "l = 1e3\n", "m = -0.00001\n", "n = inf\n", "o = 1_000\n", "[t]\n", "[t.u]\n", "[[v]]\n", "[[v.w]]\n", "[\"q r\".s]\n", "x.y = 1\n", "x.z = 2\n", "# comment\n",
                "p = 1e22\n", "r = 123456789.125\n", "s = 0.1\n", "u = 1e16\n", "w = ''\n", "y = \"\\U0001F600\"\n", "z = 1979-05-27T07:32:00\n"));
        }

        return text.ToString();
    }

    private static string GroupText(CaseSource source, string[] names)
    {
        var text = new StringBuilder();
        foreach (string name in names)
        {
            if (source.Chance(name == "a-B" ? 10 : 80))
            {
                IEnumerable<string> members = Enumerable.Range(0, source.Next(4)).Select(_ => source.Next(20) switch
                {
                    < 9 => $"\"{source.Pick("spam", "Eggs>=1", "x[y] ; os_name == 'posix'", "bad req!", "a @ https://x.org/a.whl")}\"",
                    < 17 => $"{{ include-group = \"{source.Pick(names)}\" }}",
                    17 => source.Pick("1", "[\"x\"]", "true", "1.5"),
                    18 => source.Pick("{}", "{ include-group = 1 }", "{ other = \"x\" }", "{ include-group = \"test\", more = [1, 'a\"b'] }"),
                    _ => "\"spam\"",
                });
                text.Append($"\"{name}\" = {(source.Chance(4) ? source.Pick("\"spam\"", "1", "{ x = 1 }") : "[" + string.Join(", ", members) + "]")}\n");
            }
        }

        return text.ToString();
    }

    private static string LockText(CaseSource source, int mistakes)
    {
        string Wrong(string right) => mistakes > 0 && source.Chance(mistakes) ? source.Pick("1", "\"\"", "true", "[]", "[1]", "{}", "\"x y\"", "1.5", "1979-05-27", "[{}]", "\">=\"") : right;
        string Field(int chance, string key, string value) => source.Chance(chance) && !(mistakes > 0 && source.Chance(1)) ? $"{key} = {Wrong(value)}\n" : "";
        string Required(string key, string value) => Field(100, key, value);
        string Inline(params string[] fields) => "{ " + string.Join(", ", fields.Where(field => field.Length > 0).Select(field => field.TrimEnd('\n'))) + " }";
        string Place(string file) => source.Pick($"url = \"https://x.org/d/{file}\"\n", $"path = \"./{file}\"\n", $"path = 'w\\{file}'\n");
        string Hashes() => Required("hashes", source.Pick("{ sha256 = \"ab\" }", "{ md5 = \"1\", sha256 = \"2\" }"));
        string Extra() => Field(20, "size", "12") + Field(20, "upload-time", source.Pick("1979-05-27T07:32:00Z", "1979-05-27T07:32:00.5", "1979-05-27T07:32:00+02:00"));

        var text = new StringBuilder();
        text.Append(Required("lock-version", source.Pick("\"1.0\"", "\"1.0\"", "\"1\"", "\"1.2\"", mistakes > 0 ? "\"2.0\"" : "\"1.0\"")));
        text.Append(Field(20, "environments", source.Pick("[\"os_name == 'posix'\"]", "[\"python_version > '3.8'\", \"os_name == 'nt'\"]", "[\"os_name == 'nt'\"]", "[]", "[\"extra == 'x'\"]")));
        text.Append(Field(20, "requires-python", source.Pick("\">=3.8\"", "\">=3.8,<4\"", "\">=3.12\"")));
        text.Append(Field(30, "extras", "[\"x\", \"y-z\"]")).Append(Field(30, "dependency-groups", "[\"dev\", \"docs\"]")).Append(Field(30, "default-groups", "[\"dev\"]"));
        text.Append(Required("created-by", "\"pip\""));
        int packages = source.Next(4);
        text.Append(packages == 0 ? Required("packages", "[]") : "").Append(Field(10, "tool.x", "{ a = [1, { b = \"c\" }] }"));
        for (int i = 0; i < packages; i++)
        {
            string name = source.Pick("a", "b-c", "d", "e");
            string file = name.Replace('-', '_');
            string version = mistakes > 0 && source.Chance(3) ? "2.0" : "1.0";
            text.Append("\n[[packages]]\n").Append(Required("name", $"\"{name}\"")).Append(Field(80, "version", $"\"{version}\""));
            text.Append(Field(40, "marker", source.Pick("\"os_name == 'posix'\"", "\"'x' in extras\"", "\"'dev' in dependency_groups\"", "\"'Y_z' in extras or 'docs' not in dependency_groups\"", "\"extras == 'x'\"", "\"extra == 'x'\"", "\"os_name == 'nt'\"")));
            text.Append(Field(10, "requires-python", source.Pick("\">=3.8\"", "\">=3.12\""))).Append(Field(10, "index", "\"https://x.org/simple\"")).Append(Field(10, "dependencies", "[{ name = \"a\" }]"));
            text.Append(Field(10, "attestation-identities", source.Pick("[{ kind = \"x\" }]", mistakes > 0 ? "[{ kind = 1 }]" : "[]", mistakes > 0 ? "[{}]" : "[]"))).Append(Field(5, "tool.y", "{ z = 1 }"));
            int kind = source.Next(10);
            if (kind < 7 || (mistakes > 0 && source.Chance(5)))
            {
                string sdist = $"{file}-1.0{source.Pick(".tar.gz", ".tar.gz", ".zip")}";
                text.Append(Field(60, "sdist", Inline(Field(60, "name", $"\"{sdist}\""), Place(sdist), Extra().Split('\n')[0], Hashes())));
                string[] wheels = [.. Enumerable.Range(0, source.Next(4)).Select(_ => $"{file}-1.0-{source.Pick("py3-none-any", "cp311-cp311-manylinux_2_17_x86_64", "py5-none-any", "py2.py3-none-any", mistakes > 0 ? "bad" : "cp311-none-any")}.whl")];
                text.Append(Field(90, "wheels", "[" + string.Join(", ", wheels.Select(wheel => Inline(Field(60, "name", $"\"{wheel}\""), Place(wheel), Extra().Split('\n')[0], Hashes()))) + "]"));
            }
            else
            {
                text.Append(kind switch
                {
                    7 => Required("vcs", Inline(Required("type", "\"git\""), Place("r"), Field(30, "requested-revision", "\"main\""), Required("commit-id", "\"1f\""), Field(30, "subdirectory", "\"s\""))),
                    8 => Required("directory", Inline(Required("path", "\".\""), Field(50, "editable", source.Pick("true", "false")), Field(30, "subdirectory", "\"s\""))),
                    _ => Required("archive", Inline(Place("x.zip"), Extra().Split('\n')[0], Hashes(), Field(30, "subdirectory", "\"s\""))),
                });
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"[0-9][+-](1[4-9]|2[0-3]):[0-9]{2}")]
    private static partial Regex FarOffset();

    private void Compare(string operation, IEnumerable<JsonNode?> source, Func<JsonNode?, JsonNode?, JsonNode?> ours)
    {
        List<JsonNode?> cases = [.. source];
        JsonArray answers = oracle.Ask(operation, cases.Select(node => node?.DeepClone()));
        var differences = new Differences();
        for (int i = 0; i < cases.Count; i++)
        {
            differences.Compare($"{operation} {cases[i]!.ToJsonString()}", answers[i], ours(cases[i], answers[i]));
        }

        differences.AssertNone();
    }
}
