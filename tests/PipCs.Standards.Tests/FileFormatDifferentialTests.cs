using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.Metadata;
using PipCs.Standards.Recording;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests;

/// <summary>The same files to us and to pip 26.3 with Python's library.</summary>
public sealed class FileFormatDifferentialTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly int Count = CaseSource.Count(1500);

    [Fact]
    public void CoreMetadata_random_documents_read_as_pip_does()
    {
        var source = new CaseSource(21);
        Check("metadata", () => Mutated(source, MetadataDocument(source)), Answers.Metadata, Answers.Rewritten);
    }

    [Fact]
    public void RecordFile_random_text_reads_as_csv_does()
    {
        var source = new CaseSource(22);
        Check("record", () => Mutated(source, RecordText(source)), text => new JsonArray(
            [.. RecordFile.Read(Encoding.UTF8.GetBytes(text)).Select(row => new JsonArray(row.Path, row.Hash, row.Size))]));
    }

    [Fact]
    public void RecordFile_random_rows_write_as_pip_does()
    {
        var source = new CaseSource(23);
        var cases = new List<JsonNode?>();
        for (int i = 0; i < Count; i++)
        {
            cases.Add(new JsonArray([.. Enumerable.Range(0, source.Next(6)).Select(_ => new JsonArray(
                Mutated(source, source.Pick("a/b.py", "a,b", "x\"y", "é.py", "\U0001F600.py", "\uFFFD.py")), source.Pick("", "sha256=x"), source.Pick("", "12")))]));
        }

        Compare("record-text", cases, node =>
        {
            List<RecordEntry> rows = [.. node!.AsArray().Select(row => new RecordEntry(row![0]!.GetValue<string>(), row[1]!.GetValue<string>(), row[2]!.GetValue<string>()))];
            rows.Sort(RecordFile.Compare);
            var output = new ArrayBufferWriter<byte>();
            RecordFile.Write(output, rows);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        });
    }

    [Fact]
    public void EntryPointsFile_random_text_reads_as_importlib_does()
    {
        // importlib takes a line that begins with a semicolon for an entry point, where we see a comment.
        var source = new CaseSource(24);
        Check("entry-points", () => Mutated(source, "[console_scripts]\n# comment\na = b.c:d.e [x]\nb=c\n\n[x y]\r\n z = 1 \n").Replace(';', ','), text =>
        {
            try
            {
                return new JsonArray([.. EntryPointsFile.Read(Encoding.UTF8.GetBytes(text)).Select(entry => new JsonArray(entry.Group, entry.Name, entry.Value))]);
            }
            catch (FormatException)
            {
                return null;
            }
        });
    }

    [Fact]
    public void RequirementsFile_random_text_reads_as_pip_does()
    {
        var source = new CaseSource(25);
        Check("requirements-file", () => Mutated(source, RequirementsText(source)), text =>
        {
            try
            {
                return new JsonArray([.. RequirementsFile.Parse(text, name => name == "SET_VARIABLE" ? "a value" : name == "EMPTY" ? "" : null).Select(line => Line(line))]);
            }
            catch (RequirementsFileException exception)
            {
                string message = exception.IsOptionError ? $"oracle.py: error: {exception.Message}\n" : exception.Message;
                return new JsonArray(exception.LineNumber, exception.Line, message);
            }
        });
    }

    private static JsonNode Line(RequirementsLine line)
    {
        var options = new JsonObject();
        foreach (string name in (string[])["index-url", "extra-index-url", "no-index", "constraint", "requirement", "editable", "find-links", "prefer-binary",
            "require-hashes", "no-require-hashes", "pre", "trusted-host", "hash", "config-settings"])
        {
            string[] values = [.. line.Options.Where(option => option.Key == name).Select(option => option.Value)];
            if (values.Length > 0)
            {
                options[name] = name switch
                {
                    "no-index" or "prefer-binary" or "require-hashes" or "no-require-hashes" or "pre" => "",
                    "index-url" => values[^1],
                    "hash" => Grouped(values, ':'),
                    "config-settings" => Grouped(values, '='),
                    _ => new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
                };
            }
        }

        if (options["index-url"] is JsonValue value && value.GetValue<string>().Length == 0)
        {
            options.Remove("index-url");
        }

        return new JsonArray(line.LineNumber, line.Text, line.Arguments, options);
    }

    private static JsonArray Grouped(string[] values, char separator)
        => new([.. values.GroupBy(value => value.Split(separator)[0]).SelectMany(group => group).Select(value => JsonValue.Create(value))]);

    /// <summary>Half a surrogate pair cannot go through the pipe: those texts stay whole.</summary>
    private static string Mutated(CaseSource source, string text) => source.Chance(50) && !text.Any(char.IsSurrogate) ? source.Mutate(text) : text;

    private static string MetadataDocument(CaseSource source)
    {
        var text = new StringBuilder("Metadata-Version: 2.1\nName: x\nVersion: 1\n");
        for (int i = source.Next(6); i > 0; i--)
        {
            text.Append(source.Pick(
                "Summary: a\n b\n", "Keywords: a, b,c\n", "keywords: a b\tc\n", "Classifier: X :: Y\n", "Classifier:Z\n", "Requires-Dist: a>=1\n", "License: MIT\r\n        more\r\n\t\n        end\r\n",
                "Author: é \U0001F600\n", "Description: one\n        two\n          three\n", "Home-page: \n", "Summary:\n  folded\n", "X-Other: 1\n", "Provides-Extra: t\n", "License-File: L\n"));
        }

        return text.Append(source.Pick("", "\n", "\nbody\n", "\r\nbody: x\r\n\r\nmore", "not a header\nbody\n")).ToString();
    }

    private static string RecordText(CaseSource source)
    {
        var text = new StringBuilder();
        for (int i = source.Next(6); i > 0; i--)
        {
            text.Append(source.Pick("a/b.py,sha256=x,12\n", "a.py,,\r\n", "\"a,b\",sha256=y,1\n", "\"x\"\"y\",,\n", "é,,\n", "a\n", "a,b,c,d\n", "\n", "\"a\nb\",,\n"));
        }

        return text.ToString();
    }

    private static string RequirementsText(CaseSource source)
    {
        var text = new StringBuilder();
        for (int i = 1 + source.Next(5); i > 0; i--)
        {
            text.Append(source.Pick(
                "requests>=1 # comment\n", "# comment \\\n", "a \\\n  --hash=sha256:ab \\\n  --hash=sha256:cd\n", "-r other.txt\n", "-rother.txt\n", "--index-url=https://x\n", "-e .\n",
                "x @ ${SET_VARIABLE}/${UNSET}/${EMPTY}\n", "--pre --no-index\n", "foo; python_version > '3'\n", "--config-settings \"a=b c\" \n", "-f 'a b'\n", "--req x\n", "--no x\n", "\n",
                "foo#bar\n", "--extra https://y\r\n", "foo --config-settings=k=v\n", "--trusted-host h --pypi-url u\n", "-C a=b\n", "--pre=1\n", "--bogus\n", "foo -x\n", "--hash=md5:1\n", "-i\n",
                "--use-feature x\n", "--use-feature=fast-deps\n", "\\\n", "a\\\\\n", "-- -r\n", "--constraint c.txt\n"));
        }

        return text.ToString();
    }

    private void Check(string operation, Func<string> next, Func<string, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
        => Compare(operation, [.. Enumerable.Range(0, Count).Select(_ => (JsonNode?)JsonValue.Create(next()))], node => ours(node!.GetValue<string>()), adjust);

    private void Compare(string operation, List<JsonNode?> cases, Func<JsonNode?, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
        => oracle.Compare(operation, cases, ours, adjust);
}
