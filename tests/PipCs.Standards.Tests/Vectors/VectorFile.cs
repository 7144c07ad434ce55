using System.IO.Compression;
using System.Text.Json.Nodes;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.Vectors;

/// <summary>The parameters of packaging's own tests, by table.</summary>
public sealed class VectorFile
{
    private readonly Lazy<JsonObject?> _tables = new(Read);

    /// <summary>The names of all tables.</summary>
    internal IEnumerable<string> Tables => Root.Select(table => table.Key);

    /// <summary>The rows of a table, given without <c>tests/</c> and <c>.py</c>; skips the test where the file is absent.</summary>
    internal IEnumerable<JsonObject> Rows(string table)
    {
        (string file, string test) = (table[..table.IndexOf("::", StringComparison.Ordinal)], table[table.IndexOf("::", StringComparison.Ordinal)..]);
        return Root[$"tests/{file}.py{test}"]!.AsArray().Select(row => row!.AsObject());
    }

    private JsonObject Root
    {
        get
        {
            Assert.SkipWhen(_tables.Value is null, "../shared/vectors is absent");
            return _tables.Value!;
        }
    }

    private static JsonObject? Read()
    {
        string path = SharedFiles.Find("vectors/packaging-params.json.gz");
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonNode.Parse(stream)!.AsObject();
    }
}
