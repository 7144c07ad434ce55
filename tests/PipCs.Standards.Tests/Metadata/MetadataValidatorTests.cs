using System.Text;
using System.Text.Json.Nodes;
using PipCs.Standards.Licenses;
using PipCs.Standards.Metadata;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.Metadata;

/// <summary>The same documents and licence expressions to us and to packaging 26.3.</summary>
public sealed class MetadataValidatorTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly int Count = CaseSource.Count(2000);

    [Fact]
    public void Validate_random_documents_finds_what_packaging_finds()
    {
        var source = new CaseSource(31);
        Compare("metadata-problems", () => source.Chance(25) ? source.Mutate(Document(source)) : Document(source), Answers.MetadataProblems, Answers.SortedProblems);
    }

    [Fact]
    public void LicenseExpression_random_text_reads_as_packaging_does()
    {
        var source = new CaseSource(32);
        Compare("license", () => source.Chance(25) ? source.Mutate(License(source)) : License(source), text =>
            LicenseExpression.TryParse(text, out LicenseExpression? expression) ? JsonValue.Create(expression.ToString())
                : new JsonArray(Assert.Throws<FormatException>(() => LicenseExpression.Parse(text)).Message));
    }

    [Fact]
    public void Validate_bytes_that_are_not_UTF8_are_invalid_data()
        => Assert.Equal([new("summary", "'summary' has invalid data")], CoreMetadata.Validate("Metadata-Version: 2.1\nName: a\nVersion: 1\nSummary: \xE9\n"u8.ToArray().Select(b => b == 0xC3 ? (byte)0xFF : b).ToArray()));

    [Fact]
    public void LicenseExpression_a_megabyte_is_read_in_no_time()
    {
        Assert.True(LicenseExpression.TryParse("MIT" + string.Concat(Enumerable.Repeat(" OR LicenseRef-a", 65_000)), out _));
        Assert.False(LicenseExpression.TryParse(new string('(', 1 << 20), out _));
    }

    private static string Document(CaseSource source)
    {
        var text = new StringBuilder();
        text.Append(source.Chance(95) ? $"Metadata-Version: {source.Pick("1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.0", "3")}\n" : "");
        text.Append(source.Chance(95) ? $"Name: {source.Pick("a", "A.b", "-a", "", "é")}\n" : "");
        text.Append(source.Chance(95) ? $"Version: {source.Version()}\n" : "");
        for (int i = source.Next(6); i > 0; i--)
        {
            text.Append(source.Next(13) switch
            {
                0 => "Summary: " + source.Pick("x", "two\n lines", "é", "a\fb"),
                1 => "Description-Content-Type: " + source.Pick("text/markdown", "text/plain", "TEXT/x-rst", "text/html", "markdown", "text / plain")
                    + source.Pick("", "", ";", "; charset=UTF-8", "; charset=\"utf-8\"", "; charset=ascii", "; variant=GFM", ";variant=gfm; charset=UTF-8", "; x", "; (c) charset = utf-8 (d)", " x", "; charset=", "; ;"),
                2 => "License-Expression: " + License(source),
                3 => "License-File: " + source.Pick("LICENSE", "a/b", "/a", "a//b", "a/../b", "a\\b", "*", "C:/a", "C:a", "./a", "a/", ".", "", "a/./b"),
                4 => "Import-Name: " + source.Pick("a", "a.b", "a.1", "class", "a ; private", "a; x", "", "é.ü", "a;private "),
                5 => "Import-Namespace: " + source.Pick("a", "", "a-b", "None"),
                6 => "Dynamic: " + source.Pick("Name", "requires-dist", "Version", "nothing", "Dynamic"),
                7 => "Requires-Dist: " + source.Requirement(),
                8 => "Requires-Python: " + source.Clauses(),
                9 => "Provides-Extra: " + source.Pick("a", "A_b", "a b", "-", ""),
                10 => source.Pick("Project-URL: a, b", "Project-URL: a", "Project-URL: c,d"),
                11 => source.Pick("Keywords: a,b", "Author: x", "Description: x", "Home-page: y", "Unknown: z", "License: MIT", "Obsoletes: a"),
                _ => source.Pick("Platform: x", "Classifier: y", "Supported-Platform: z", "Author-email: a@b", "Maintainer: m", "Download-URL: d"),
            }).Append('\n');
        }

        return text.Append(source.Pick("", "", "\n", "\nThe body.\n", "\nél\n")).ToString();
    }

    private static string License(CaseSource source)
    {
        var text = new StringBuilder();
        for (int i = source.Next(6) + 1; i > 0; i--)
        {
            text.Append(source.Pick("MIT", "mit", "Apache-2.0", "GPL-2.0+", "gpl-2.0-only", "LicenseRef-Mine", "licenseref-mine", "LicenseRef-x_y", "Unknown", "(MIT)", "( mit", "MIT )", "MIT WITH Classpath-exception-2.0", "GPL-2.0-only with llvm-exception"))
                .Append(source.Pick(" AND ", " or ", " OR ", "", " ", " with "));
        }

        return text.ToString() is var whole && source.Chance(70) ? whole.TrimEnd().Split(' ') is [.. var head, "AND" or "or" or "OR" or "with"] ? string.Join(' ', head) : whole.Trim() : whole;
    }

    private void Compare(string operation, Func<string> next, Func<string, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
        => oracle.Compare(operation, [.. Enumerable.Range(0, Count).Select(_ => (JsonNode?)JsonValue.Create(next()))], node => ours(node!.GetValue<string>()), adjust);
}
