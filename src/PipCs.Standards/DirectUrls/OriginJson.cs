using System.Text;
using System.Text.Json;
using PipCs.Standards.Text;

namespace PipCs.Standards.DirectUrls;

/// <summary>The common parts of the documents about a distribution's origin: strict reading, and writing in the form of Python's <c>json.dumps</c>.</summary>
internal static class OriginJson
{
    /// <summary>Takes a document apart.</summary>
    /// <exception cref="FormatException">It is not one JSON object.</exception>
    internal static JsonDocument Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (!reader.Read() && document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new FormatException("A JSON object is expected");
        }
        catch (JsonException error)
        {
            throw new FormatException($"Broken JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}", error);
        }
    }

    /// <summary>Reads the values of a document.</summary>
    /// <exception cref="FormatException">A value that should be a string is none, or is not valid text.</exception>
    internal static T Read<T>(JsonDocument document, Func<JsonElement, T> read)
    {
        try
        {
            return read(document.RootElement);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException("A text holds half a surrogate pair", error);
        }
    }

    internal static string RequiredText(JsonElement element, string name, string context)
        => OptionalText(element, name, context) ?? throw Missing(context + name);

    internal static string? OptionalText(JsonElement element, string name, string context)
        => !element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null ? null
            : member.ValueKind == JsonValueKind.String ? member.GetString()
            : throw Unexpected(member, "str", context + name);

    internal static JsonElement? Object(JsonElement element, string name, string context = "")
        => !element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null ? null
            : member.ValueKind == JsonValueKind.Object ? member
            : throw Unexpected(member, "Mapping", context + name);

    /// <summary>The hashes by algorithm.</summary>
    internal static Dictionary<string, string> ReadHashes(JsonElement listed)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty hash in listed.EnumerateObject())
        {
            hashes[hash.Name] = hash.Value.ValueKind == JsonValueKind.String ? hash.Value.GetString()! : throw Invalid("Hash values must be strings", "archive_info.hashes");
        }

        return hashes;
    }

    internal static FormatException Missing(string place) => Invalid("Missing required value", place);

    internal static FormatException Unexpected(JsonElement member, string expected, string place)
    {
        string type = member.ValueKind switch
        {
            JsonValueKind.Object => "dict",
            JsonValueKind.Array => "list",
            JsonValueKind.String => "str",
            JsonValueKind.Number => member.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "int" : "float",
            _ => "bool",
        };
        return Invalid($"Unexpected type {type} (expected {expected})", place);
    }

    internal static FormatException Invalid(string problem, string place) => new($"{problem} in {PythonText.Repr(place)}");

    /// <summary>Adds the member <c>hashes</c>, sorted by algorithm.</summary>
    internal static void WriteHashes(StringBuilder builder, IReadOnlyDictionary<string, string> hashes)
    {
        builder.Append("\"hashes\": {");
        var algorithms = new List<string>(hashes.Keys);
        algorithms.Sort((left, right) => PythonText.Compare(left, right));
        foreach (string algorithm in algorithms)
        {
            WriteMember(builder, algorithm, hashes[algorithm]);
        }

        builder.Append('}');
    }

    internal static void WriteMember(StringBuilder builder, string name, string value)
    {
        builder.Append(builder[^1] == '{' ? "" : ", ");
        PythonJson.AppendString(builder, name);
        builder.Append(": ");
        PythonJson.AppendString(builder, value);
    }
}
