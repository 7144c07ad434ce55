using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PipCs.Standards.DirectUrls;

public sealed partial record DirectUrl
{
    /// <summary>Reads a document; false where it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out DirectUrl? result)
    {
        result = null;
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return !reader.Read() && document.RootElement.ValueKind == JsonValueKind.Object && TryRead(document.RootElement, out result);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryRead(JsonElement root, [NotNullWhen(true)] out DirectUrl? result)
    {
        result = null;
        if (!TryGetText(root, "url", out string? url) || url is null
            || !TryGetText(root, "subdirectory", out string? subdirectory)
            || !TryGetObject(root, "archive_info", out JsonElement archive)
            || !TryGetObject(root, "vcs_info", out JsonElement vcs)
            || !TryGetObject(root, "dir_info", out JsonElement directory))
        {
            return false;
        }

        bool isArchive = archive.ValueKind == JsonValueKind.Object;
        bool isVcs = vcs.ValueKind == JsonValueKind.Object;
        bool isDirectory = directory.ValueKind == JsonValueKind.Object;
        if ((isArchive ? 1 : 0) + (isVcs ? 1 : 0) + (isDirectory ? 1 : 0) != 1)
        {
            return false;
        }

        result = new DirectUrl { Url = url, Subdirectory = subdirectory };
        bool valid = isArchive ? TryReadArchive(archive, ref result) : isVcs ? TryReadVcs(vcs, ref result) : TryReadDirectory(directory, ref result);
        result = valid ? result : null;
        return valid;
    }

    private static bool TryReadArchive(JsonElement archive, ref DirectUrl result)
    {
        if (!TryGetObject(archive, "hashes", out JsonElement hashesElement) || !TryGetText(archive, "hash", out string? single))
        {
            return false;
        }

        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        bool hasHashes = hashesElement.ValueKind == JsonValueKind.Object;
        if (hasHashes)
        {
            foreach (JsonProperty property in hashesElement.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.String)
                {
                    return false;
                }

                hashes[property.Name] = property.Value.GetString()!;
            }
        }

        if (single is not null)
        {
            int equals = single.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                return false;
            }

            string value = single[(equals + 1)..];
            if (!hasHashes)
            {
                hashes[single[..equals]] = value;
            }
            else if (!hashes.TryGetValue(single[..equals], out string? listed) || !string.Equals(listed, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        result = result with { ArchiveHashes = hashes };
        return true;
    }

    private static bool TryReadVcs(JsonElement element, ref DirectUrl result)
    {
        if (!TryGetText(element, "vcs", out string? vcs) || vcs is null
            || !TryGetText(element, "commit_id", out string? commit) || commit is null
            || !TryGetText(element, "requested_revision", out string? revision))
        {
            return false;
        }

        result = result with { Vcs = vcs, CommitId = commit, RequestedRevision = revision };
        return true;
    }

    private static bool TryReadDirectory(JsonElement element, ref DirectUrl result)
    {
        bool editable = false;
        if (element.TryGetProperty("editable", out JsonElement value) && value.ValueKind != JsonValueKind.Null)
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return false;
            }

            editable = value.GetBoolean();
        }

        result = result with { DirectoryEditable = editable };
        UrlParts parts = UrlParts.Split(result.Url);
        return parts.Scheme == "file" && parts.Path.StartsWith('/');
    }

    /// <summary>Reads a member that is a text, null or missing; false where it is something else.</summary>
    private static bool TryGetText(JsonElement element, string name, out string? value)
    {
        value = null;
        if (!element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        value = member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        return value is not null;
    }

    /// <summary>Reads a member that is an object, null or missing; false where it is something else.</summary>
    private static bool TryGetObject(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return !element.TryGetProperty(name, out value) || value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
    }
}
