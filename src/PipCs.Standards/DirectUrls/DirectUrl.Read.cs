using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PipCs.Standards.Text;
using static PipCs.Standards.DirectUrls.OriginJson;

namespace PipCs.Standards.DirectUrls;

public sealed partial record DirectUrl
{
    /// <summary>Reads a document; gives the message of <see cref="Parse"/> where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out DirectUrl? result, [NotNullWhen(false)] out string? error)
        => DocumentParsing.TryParse(utf8Json, Parse, out result, out error);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not JSON, or not as the specification has it; the message is packaging's and names the key.</exception>
    public static DirectUrl Parse(ReadOnlySpan<byte> utf8Json)
    {
        using JsonDocument document = OriginJson.Parse(utf8Json);
        return OriginJson.Read(document, Read);
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
            hashes = ReadHashes(listed);
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
}
