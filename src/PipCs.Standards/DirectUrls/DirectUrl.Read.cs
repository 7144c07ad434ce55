using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PipCs.Standards.Text;

namespace PipCs.Standards.DirectUrls;

public sealed partial record DirectUrl
{
    /// <summary>Reads a document; where that fails, says why in the words of <see cref="Parse"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out DirectUrl? result, [NotNullWhen(false)] out string? error)
        => DocumentParsing.TryParse(utf8Json, Parse, out result, out error);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not JSON, or not as the specification has it; the message is packaging's and names the key.</exception>
    public static DirectUrl Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return reader.Read() || document.RootElement.ValueKind != JsonValueKind.Object
                ? throw new FormatException("A JSON object is expected")
                : Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new FormatException($"Broken JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException("A text holds half a surrogate pair", error);
        }
    }

    private static DirectUrl Read(JsonElement root)
    {
        var result = new DirectUrl
        {
            Url = RequiredText(root, "url", ""),
            Archive = Object(root, "archive_info") is { } archive ? ReadArchive(archive) : null,
            VersionControl = Object(root, "vcs_info") is { } system ? ReadVersionControl(system) : null,
            Directory = Object(root, "dir_info") is { } directory ? ReadDirectory(directory) : null,
            Subdirectory = OptionalText(root, "subdirectory", ""),
        };
        if ((result.Archive is null ? 0 : 1) + (result.VersionControl is null ? 0 : 1) + (result.Directory is null ? 0 : 1) != 1)
        {
            throw new FormatException("Exactly one of vcs_info, archive_info, dir_info must be present");
        }

        UrlParts parts = UrlParts.Split(result.Url);
        return result.Directory is null || (parts.Scheme == "file" && parts.Path.StartsWith('/')) ? result
            : parts.Scheme == "file" ? throw Invalid("File URL must be absolute when dir_info is present", "url")
            : throw Invalid("URL scheme must be file:// when dir_info is present", "url");
    }

    private static DirectUrlArchive ReadArchive(JsonElement archive)
    {
        Dictionary<string, string>? hashes = null;
        if (Object(archive, "hashes", "archive_info.") is { } listed)
        {
            hashes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (JsonProperty hash in listed.EnumerateObject())
            {
                hashes[hash.Name] = hash.Value.ValueKind == JsonValueKind.String ? hash.Value.GetString()! : throw Invalid("Hash values must be strings", "archive_info.hashes");
            }
        }

        if (OptionalText(archive, "hash", "archive_info.") is not { } single)
        {
            return new DirectUrlArchive(hashes);
        }

        int equals = single.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw Invalid("Invalid hash format (expected '<algorithm>=<hash>')", "archive_info.hash");
        }

        // Older tools write the one hash, newer ones both: then they must agree.
        string algorithm = single[..equals];
        string value = single[(equals + 1)..];
        hashes ??= new Dictionary<string, string>(StringComparer.Ordinal) { [algorithm] = value };
        return !hashes.TryGetValue(algorithm, out string? same) ? throw Invalid($"Algorithm {PythonText.Repr(algorithm)} used in hash field is not present in hashes field", "archive_info.hashes")
            : !string.Equals(same, value, StringComparison.Ordinal) ? throw Invalid($"Algorithm {PythonText.Repr(algorithm)} used in hash field has different value in hashes field", "archive_info.hash")
            : new DirectUrlArchive(hashes);
    }

    private static DirectUrlVersionControl ReadVersionControl(JsonElement element)
    {
        const string Context = "vcs_info.";
        string system = RequiredText(element, "vcs", Context);
        string? revision = OptionalText(element, "requested_revision", Context);
        return new DirectUrlVersionControl(system, RequiredText(element, "commit_id", Context), revision);
    }

    private static DirectUrlDirectory ReadDirectory(JsonElement element)
        => !element.TryGetProperty("editable", out JsonElement editable) || editable.ValueKind == JsonValueKind.Null ? new DirectUrlDirectory()
            : editable.ValueKind is JsonValueKind.True or JsonValueKind.False ? new DirectUrlDirectory(editable.GetBoolean())
            : throw Unexpected(editable, "bool", "dir_info.editable");

    private static string RequiredText(JsonElement element, string name, string context)
        => OptionalText(element, name, context) ?? throw Invalid("Missing required value", context + name);

    private static string? OptionalText(JsonElement element, string name, string context)
        => !element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null ? null
            : member.ValueKind == JsonValueKind.String ? member.GetString()
            : throw Unexpected(member, "str", context + name);

    private static JsonElement? Object(JsonElement element, string name, string context = "")
        => !element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null ? null
            : member.ValueKind == JsonValueKind.Object ? member
            : throw Unexpected(member, "Mapping", context + name);

    private static FormatException Unexpected(JsonElement member, string expected, string place)
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

    private static FormatException Invalid(string problem, string place) => new($"{problem} in {PythonText.Repr(place)}");
}
