using System.Text;
using System.Text.Json;

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

    /// <summary>What is repeated, for whatever reads text.</summary>
    private static readonly string[] Parts =
    [
        "(", "a.", "1.", "1.0,", "==1,", "===a,", "a-", "-", "\"", "'", "[a,", "os_name == 'a' and ", "a>=1;", "1+a.", " ", "\\", "\\\n", "é", "\n", "\t",
        "a", "9", "0.", "!", "[", "{", "_", "\0", "a@", "a[b]", "*.", "\U0001F600",
    ];

    /// <summary>What goes before the repeated part, and what else is repeated.</summary>
    private static readonly Dictionary<string, (string[] Starts, string[] Parts)> Cases = new()
    {
        ["version"] = (["", "1", "1+"], []),
        ["version, UTF-8"] = (["", "1.0"], []),
        ["specifiers"] = (["", "==1", ">=1,"], [">=1.0,", "!=1.*,", " ,"]),
        ["marker"] = (["", "os_name == '"], ["(os_name == 'a') or ", "'a' in 'b' and ", "extra == '\\x41' or "]),
        ["marker, simplified"] = (["", "os_name == '"], ["os_name == 'a' or ", "('a' in 'b') and "]),
        ["requirement"] = (["", "name", "name[a", "name @ ", "name (", "name; "], [",a", "[a]", ">=1,"]),
        ["name"] = (["", "a"], ["-_."]),
        ["wheel file name"] = (["", "a-1-"], ["py3.", "a-1"]),
        ["sdist file name"] = (["", "a-"], ["-1"]),
        ["tags"] = ([""], ["py3.", "none.", "any.", "py3.none.any.", "cp311."]),
        ["license"] = (["", "MIT "], ["AND MIT ", "(MIT) OR ", "LicenseRef-a AND "]),
        ["metadata"] = (["", "A: "], ["A: b\n", "A: b\n c\n", " \n", "a:", ":", "\r", "\r\n", "From a\n"]),
        ["dependencies"] = (["Name: a\nVersion: 1\n", "Requires-Dist: "], ["Requires-Dist: a>=1; os_name == 'b'\n", "Provides-Extra: a\n", "Name: a\n", " a\n"]),
        ["metadata validation"] = (["Metadata-Version: 2.4\nName: a\nVersion: 1\n", "Description-Content-Type: ", "License-Expression: "], ["Requires-Dist: a\n", "Dynamic: a\n", "X: y\n", "Keywords: a\n", "Project-URL: a, b\n", "; a=b", "("]),
        ["RECORD"] = (["", "\"", "a,"], ["a/b.py,sha256=abc,12\n", "\"\"", "a,", "\"a\nb\",,\n"]),
        ["entry points"] = (["", "[a]\n"], ["[g]\n", "a = b:c [d]\n", "# a\n", "a=b\n c\n"]),
        ["direct URL"] = (["", "{\"url\": \""], ["{\"a\":", "[", "\"a\":1,", "\\u0041"]),
        ["requirements file"] = (["", "-r ", "a "], ["# ", "a>=1\n", "--hash=sha256:a ", "--hash=sha256:a \\\n", "${A}", "${B", "-e a\n", "-", "\\\n#\n"]),
        ["inline script"] = (["", "# /// script\n"], ["# /// a\n", "# ///\n", "# /// script\n# ///\n# /// a\n# ///\n", "#\n"]),
        ["TOML"] = (["a = [", ""], ["{0}", .. TomlParts]),
        ["pyproject.toml"] = (["[build-system]\nrequires = ["], ["\"a\",", "[1,", "# a\n"]),
        ["lock file"] = (["lock-version = \"1.0\"\ncreated-by = \"a\"\n"], ["[[packages]]\n", "[[packages]]\nname = \"a\"\nversion = \"1\"\n[packages.archive]\nurl = \"https://a/a.zip\"\nhashes = {sha256 = \"a\"}\n"]),
        ["page in JSON"] = (["", "{\"files\": [", "{\"files\": [{\"url\": \"", "{\"files\": [{\"hashes\": {"], ["{\"url\": \"a-1.tar.gz\"},", "{\"url\": \"../a-1.tar.gz#sha256=a\", \"hashes\": {\"md5\": \"a\"}},", "\"a\": \"b\",", "../", "%61", "\\u0041", "[", "/", "./", "a=b&"]),
        ["page in HTML"] = (["", "<a href='", "<a ", "<base href='"], ["<a href='a-1.tar.gz'>a</a>", "<", "<a ", "<a href=", "<a href='", "<!--", "<!-- -->", "<script>", "<script></script>", "&amp;", "&", "&#1", "../", "=", "<base>", "a='b' "]),
    };

    private static string[] TomlParts =>
        ["a = 1\n", "[a]\n", "[[a]]\n", "[a.b]\n", "[[a.b]]\n", "a.b = 1\n", "[1,", "{a=", "\"\"\"", "'''", "# a\n", "1,", "\"a\",", "{a = 1},", "\\u0041", "2026-01-01,", "1e5,", "_1"];

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parsers_time_grows_as_the_input_does(string name)
    {
        (string[] starts, string[] parts) = Cases[name];
        IEnumerable<(string Start, string Part)> cases = starts.SelectMany(start => parts, (start, part) => (start, part));
        if (starts[0].Length == 0)
        {
            cases = cases.Concat(Parts.Select(part => (starts[^1], part)));
        }

        Assert.Empty(cases.Where(input => !IsLinear(name, input.Start, input.Part)).Select(input => JsonSerializer.Serialize(new[] { input.Start, input.Part })));
    }

    private static bool IsLinear(string name, string start, string part)
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            // The thread that allocates collects, whoever made the garbage: what that took is not the parser's time.
            TimeSpan pauses = GC.GetTotalPauseDuration();
            TimeSpan time = Time(name, start + Repeat(part, Size)) - (GC.GetTotalPauseDuration() - pauses);
            if (time < Short || time < 24 * Time(name, start + Repeat(part, Size / 8)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The part again and again; <c>{0}</c> stands for keys that are all different.</summary>
    private static string Repeat(string part, int size)
        => part == "{0}" ? string.Concat(Enumerable.Range(0, size / 14).Select(i => $"key{i:000000} = 1\n")) : string.Concat(Enumerable.Repeat(part, size / Encoding.UTF8.GetByteCount(part)));

    private static TimeSpan Time(string name, string text)
    {
        byte[] input = Encoding.UTF8.GetBytes(text);
        TimeSpan before = ThreadClock.Now;
        Parsers.Read(name, input);
        return ThreadClock.Now - before;
    }
}
