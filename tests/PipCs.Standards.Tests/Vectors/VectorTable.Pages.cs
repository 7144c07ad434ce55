using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private const string ShortHash = "aa113592bbe";

    private static readonly string FullHash = ShortHash.PadRight(64, '0');

    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> PipPages()
    {
        yield return new("test_collector::test_parse_links__requires_python", row =>
        {
            ProjectFile file = FileOf(row.Text("anchor_html"));
            return Same(row["expected"]?.GetValue<string>() ?? "", file.Page.RequiresPythonTexts.ElementAtOrDefault(file.RequiresPythonId) ?? "");
        });
        yield return new("test_collector::test_parse_links__yanked_reason", row =>
        {
            ProjectFile file = FileOf(row.Text("anchor_html"));
            return Same(row["expected"]?.GetValue<string>(), file.IsYanked ? file.YankedReason ?? "" : null);
        });
        yield return new("test_collector::test_parse_links__metadata_file_data", row =>
        {
            ProjectFile file = FileOf(row.Text("anchor_html"));
            string hashes = string.Join(' ', row["hashes"]!.AsObject().Select(hash => $"{hash.Key}:{hash.Value}"));
            return Same(hashes, string.Join(' ', file.Hashes)) ?? SameMetadata(row["expected"], file);
        });
        yield return new("test_collector::test_metadata_file_info_parsing_html", row => SameMetadata(
            row["expected"],
            FileOf(row["metadata_attrib"] is { } value ? $"<a href='/pkg-1.0.tar.gz' data-core-metadata='{value}'></a>" : "<a href='/pkg-1.0.tar.gz'></a>")));
        yield return new("test_collector::test_link_hash_parsing", row =>
        {
            string expected = row["result"] is { } hash && Quoted().Matches(hash.Text("repr")) is [var name, var value] && value.Groups[1].Length > 0 ? $"{name.Groups[1]}:{value.Groups[1]}" : "";
            return Same(expected, string.Join(' ', FileOf($"<a href='{row.Text("url")}'></a>").Hashes));
        });
    }

    /// <summary>The one file of a page in HTML. A page keeps hashes of metadata as bytes: the short one of the rows gets its full length.</summary>
    private static ProjectFile FileOf(string anchor)
    {
        anchor = anchor.Replace("\"sha256=" + ShortHash, "\"sha256=" + FullHash, StringComparison.Ordinal).Replace("'sha256=" + ShortHash, "'sha256=" + FullHash, StringComparison.Ordinal);
        string name = Regex.Match(anchor, "/(pip|pkg[0-9]*)-").Groups[1].Value;
        var builder = new ProjectPageBuilder(ProjectName.Parse(name));
        builder.AddHtml("https://example.com/simple/", $"https://example.com/simple/{name}/", $"<!DOCTYPE html><html><head></head><body>{anchor}</body></html>");
        return builder.Build().GetFile(0);
    }

    /// <summary>An empty hash, which nothing can have, is none to us.</summary>
    private static string? SameMetadata(JsonNode? expected, ProjectFile file)
        => Same(expected is not null, file.HasMetadata)
            ?? Same(expected is not null && Quoted().Matches(expected.Text("repr")) is [_, var value] && value.Groups[1].Length > 0 ? FullHash : null, file.MetadataSha256);

    private static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
