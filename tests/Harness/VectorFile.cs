using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PipCs.Harness;

/// <summary>The parameters of packaging's own tests, by table.</summary>
public partial class VectorFile
{
    private readonly Lazy<JsonObject?> _tables;
    private readonly string _folder;

    public VectorFile()
        : this("packaging-params.json.gz", "tests/")
    {
    }

    private protected VectorFile(string name, string folder)
    {
        _tables = new Lazy<JsonObject?>(() => Read(name));
        _folder = folder;
    }

    /// <summary>The names of all tables, without the folder and <c>.py</c>.</summary>
    internal IEnumerable<string> Tables => Root.Select(table => table.Key[_folder.Length..].Replace(".py::", "::", StringComparison.Ordinal));

    /// <summary>The rows of a table; skips the test where the file is absent.</summary>
    internal IEnumerable<JsonObject> Rows(string table)
    {
        (string file, string test) = (table[..table.IndexOf("::", StringComparison.Ordinal)], table[table.IndexOf("::", StringComparison.Ordinal)..]);
        return Root[$"{_folder}{file}.py{test}"]!.AsArray().Select(row => row!.AsObject());
    }

    private JsonObject Root
    {
        get
        {
            _ = SharedFiles.Require("vectors");
            return _tables.Value!;
        }
    }

    [GeneratedRegex(@"(?<=[\[:,]\s*)-?(Infinity|NaN)(?=\s*[\],}])")]
    private static partial Regex PythonNumber();

    private static JsonObject? Read(string name)
    {
        string path = SharedFiles.Find("vectors/" + name);
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);

        // Python writes numbers that JSON has not; no table that is checked asks for them.
        return JsonNode.Parse(PythonNumber().Replace(reader.ReadToEnd(), "null"))!.AsObject();
    }
}

/// <summary>The parameters of pip's unit tests, by table.</summary>
public sealed class PipVectorFile() : VectorFile("pip-unit-params.json.gz", "tests/unit/");
