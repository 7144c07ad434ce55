using System.Text;
using System.Text.Json;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Standards.InlineScripts;
using PipCs.Standards.Licenses;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Pyproject;
using PipCs.Standards.Recording;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>
/// Every parser on one thing after another: the time grows as the input does. On 128 KB; <c>PIPCS_LINEAR=1</c> takes a megabyte (some minutes).
/// </summary>
/// <remarks>
/// What is measured is the thread's own processor time, less that of collections, so that a busy machine changes little; and only growth fails: eight times the
/// input may take at most 24 times the time (of quadratic time it would be 64), where it takes long enough to tell.
/// </remarks>
public sealed class LinearTimeTests
{
    private static readonly int Size = Environment.GetEnvironmentVariable("PIPCS_LINEAR") == "1" ? 1 << 20 : 1 << 17;

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private static readonly SupportedTags Tags = new(["cp311-cp311-linux_x86_64", "py3-none-any"]);

    /// <summary>What is repeated, for whatever reads text.</summary>
    private static readonly string[] Parts =
    [
        "(", "a.", "1.", "1.0,", "==1,", "===a,", "a-", "-", "\"", "'", "[a,", "os_name == 'a' and ", "a>=1;", "1+a.", " ", "\\", "\\\n", "é", "\n", "\t",
        "a", "9", "0.", "!", "[", "{", "_", "\0", "a@", "a[b]", "*.", "\U0001F600",
    ];

    /// <summary>The parsers: what goes before the repeated part, and what else is repeated.</summary>
    private static readonly Dictionary<string, (Action<string> Read, string[] Starts, string[] Parts)> Parsers = new()
    {
        ["version"] = (text => _ = PackageVersion.TryParse(text, out PackageVersion version) ? version.ToString().Length + version.GetHashCode() : 0, ["", "1", "1+"], []),
        ["version, UTF-8"] = (text => PackageVersion.TryParse(Utf8(text), out _), ["", "1.0"], []),
        ["specifiers"] = (text => _ = SpecifierSet.TryParse(text, out SpecifierSet? set) && set.Contains(PackageVersion.Parse("1.0+local")), ["", "==1", ">=1,"], [">=1.0,", "!=1.*,", " ,"]),
        ["marker"] = (text => Marker.TryParse(text, out _), ["", "os_name == '"], ["(os_name == 'a') or ", "'a' in 'b' and ", "extra == '\\x41' or "]),
        ["requirement"] = (text => _ = Requirement.TryParse(text, out Requirement? requirement, out _) && requirement.Equals(requirement), ["", "name", "name[a", "name @ ", "name (", "name; "], [",a", "[a]", ">=1,"]),
        ["name"] = (text => _ = ProjectName.TryParse(text, out _) ? ProjectName.Normalize(text) : ProjectName.Normalize(text.AsSpan()), ["", "a"], ["-_."]),
        ["wheel file name"] = (text => _ = WheelFileName.TryParse(text + "-1-py3-none-any.whl", out _) || WheelFileName.TryParse("a-1-" + text + "-none-any.whl", out _), ["", "a-1-"], ["py3.", "a-1"]),
        ["sdist file name"] = (text => _ = SdistFileName.TryParse(text + "-1.tar.gz", ProjectName.Normalize(text), out _) || SdistFileName.TryParse(text + ".zip", out _), ["", "a-"], ["-1"]),
        ["tags"] = (text => Tags.Rank(text.Length % 2 == 0 ? $"{text[..(Size / 4)]}py3-none.{text[..(Size / 4)]}none-{text[..(Size / 4)]}any" : text), [""], ["py3.", "none.", "any.", "py3.none.any.", "cp311."]),
        ["license"] = (text => LicenseExpression.TryParse(text, out _), ["", "MIT "], ["AND MIT ", "(MIT) OR ", "LicenseRef-a AND "]),
        ["metadata"] = (text => CoreMetadata.Parse(Utf8(text), universalNewlines: true).GetAll("A"), ["", "A: "], ["A: b\n", "A: b\n c\n", " \n", "a:", ":", "\r", "\r\n", "From a\n"]),
        ["dependencies"] = (text => CoreMetadata.TryReadDependencies(Utf8(text), out _, out _), ["Name: a\nVersion: 1\n", "Requires-Dist: "], ["Requires-Dist: a>=1; os_name == 'b'\n", "Provides-Extra: a\n", "Name: a\n", " a\n"]),
        ["metadata validation"] = (text => CoreMetadata.Validate(Utf8(text)), ["Metadata-Version: 2.4\nName: a\nVersion: 1\n", "Description-Content-Type: ", "License-Expression: "], ["Requires-Dist: a\n", "Dynamic: a\n", "X: y\n", "Keywords: a\n", "Project-URL: a, b\n", "; a=b", "("]),
        ["RECORD"] = (text => RecordFile.Read(Utf8(text)), ["", "\"", "a,"], ["a/b.py,sha256=abc,12\n", "\"\"", "a,", "\"a\nb\",,\n"]),
        ["entry points"] = (text => Refusable(() => EntryPointsFile.Read(Utf8(text))), ["", "[a]\n"], ["[g]\n", "a = b:c [d]\n", "# a\n", "a=b\n c\n"]),
        ["direct URL"] = (text => DirectUrl.TryParse(Utf8(text), out _, out _), ["", "{\"url\": \""], ["{\"a\":", "[", "\"a\":1,", "\\u0041"]),
        ["requirements file"] = (text => Refusable(() => RequirementsFile.Parse(RequirementsFile.Decode(Utf8(text)), name => name == "A" ? "b" : null)), ["", "-r ", "a "],
            ["# ", "a>=1\n", "--hash=sha256:a ", "--hash=sha256:a \\\n", "${A}", "${B", "-e a\n", "-", "\\\n#\n"]),
        ["inline script"] = (text => Refusable(() => InlineScriptMetadata.Parse(text)), ["", "# /// script\n"], ["# /// a\n", "# ///\n", "# /// script\n# ///\n# /// a\n# ///\n", "#\n"]),
        ["TOML"] = (text => Refusable(() => TomlTable.Parse(text)), ["a = [", ""], ["{0}", .. TomlParts]),
        ["pyproject.toml"] = (text => Refusable(() => PyprojectFile.Parse(text).ReadBuildSystem()), ["[build-system]\nrequires = ["], ["\"a\",", "[1,", "# a\n"]),
        ["lock file"] = (text => Refusable(() => LockFile.Parse(text)), ["lock-version = \"1.0\"\ncreated-by = \"a\"\n"],
            ["[[packages]]\n", "[[packages]]\nname = \"a\"\nversion = \"1\"\n[packages.archive]\nurl = \"https://a/a.zip\"\nhashes = {sha256 = \"a\"}\n"]),
        ["page in JSON"] = (text => Refusable(() => Page(builder => builder.AddJson("", "https://a/simple/a/", Utf8(text)))), ["", "{\"files\": [", "{\"files\": [{\"url\": \"", "{\"files\": [{\"hashes\": {"],
            ["{\"url\": \"a-1.tar.gz\"},", "{\"url\": \"../a-1.tar.gz#sha256=a\", \"hashes\": {\"md5\": \"a\"}},", "\"a\": \"b\",", "../", "%61", "\\u0041", "[", "/", "./", "a=b&"]),
        ["page in HTML"] = (text => Refusable(() => Page(builder => builder.AddHtml("", "https://a/simple/a/", text))), ["", "<a href='", "<a ", "<base href='"],
            ["<a href='a-1.tar.gz'>a</a>", "<", "<a ", "<a href=", "<a href='", "<!--", "<!-- -->", "<script>", "<script></script>", "&amp;", "&", "&#1", "../", "=", "<base>", "a='b' "]),
    };

    private static string[] TomlParts =>
        ["a = 1\n", "[a]\n", "[[a]]\n", "[a.b]\n", "[[a.b]]\n", "a.b = 1\n", "[1,", "{a=", "\"\"\"", "'''", "# a\n", "1,", "\"a\",", "{a = 1},", "\\u0041", "2026-01-01,", "1e5,", "_1"];

    public static TheoryData<string> Names => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parsers_time_grows_as_the_input_does(string name)
    {
        (Action<string> read, string[] starts, string[] parts) = Parsers[name];
        IEnumerable<(string Start, string Part)> cases = starts.SelectMany(start => parts, (start, part) => (start, part));
        if (starts[0].Length == 0)
        {
            cases = cases.Concat(Parts.Select(part => (starts[^1], part)));
        }

        Assert.Empty(cases.Where(input => !IsLinear(read, input.Start, input.Part)).Select(input => JsonSerializer.Serialize(new[] { input.Start, input.Part })));
    }

    private static bool IsLinear(Action<string> read, string start, string part)
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            // The thread that allocates collects, whoever made the garbage: what that took is not the parser's time.
            TimeSpan pauses = GC.GetTotalPauseDuration();
            TimeSpan time = Time(read, start + Repeat(part, Size)) - (GC.GetTotalPauseDuration() - pauses);
            if (time < Short || time < 24 * Time(read, start + Repeat(part, Size / 8)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The part again and again; <c>{0}</c> stands for keys that are all different.</summary>
    private static string Repeat(string part, int size)
        => part == "{0}" ? string.Concat(Enumerable.Range(0, size / 14).Select(i => $"key{i:000000} = 1\n")) : string.Concat(Enumerable.Repeat(part, size / Encoding.UTF8.GetByteCount(part)));

    private static TimeSpan Time(Action<string> read, string text)
    {
        TimeSpan before = ThreadClock.Now;
        read(text);
        return ThreadClock.Now - before;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ProjectPage Page(Action<ProjectPageBuilder> add)
    {
        var builder = new ProjectPageBuilder(ProjectName.Normalize("a"));
        add(builder);
        return builder.Build();
    }

    private static void Refusable(Func<object?> read)
    {
        try
        {
            _ = read();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // The documented ones.
        }
    }
}
