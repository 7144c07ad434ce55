using System.Text.Json.Nodes;

namespace PipCs.Standards.Tests.Oracle;

/// <summary>Compares our answers with expected ones and reports every row that differs.</summary>
internal sealed class Differences
{
    private readonly List<string> _rows = [];
    private int _count;

    public void Compare(string row, JsonNode? expected, JsonNode? actual)
    {
        _count++;
        if (!JsonNode.DeepEquals(expected, actual))
        {
            _rows.Add($"{row}\n  expected {Text(expected)}\n  actual   {Text(actual)}");
        }
    }

    public void AssertNone()
    {
        Assert.True(_count > 0, "Nothing was compared.");
        Assert.True(_rows.Count == 0, $"{_rows.Count} of {_count} rows differ:\n{string.Join('\n', _rows.Take(40))}");
    }

    private static string Text(JsonNode? node)
        => node?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null";
}
