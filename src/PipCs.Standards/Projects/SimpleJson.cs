using System.Buffers;
using System.Text.Json;
using PipCs.Standards.SimpleApi;

namespace PipCs.Standards.Projects;

/// <summary>Reads a project's page in JSON (Simple repository API, PEP 691 and 700) without a tree in between.</summary>
internal static class SimpleJson
{
    /// <summary>Adds the page's files.</summary>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    internal static void Read(ReadOnlySpan<byte> json, ProjectPageBuilder builder)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFiles = reader.ValueTextEquals("files"u8);
            reader.Read();
            if (isFiles && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadFile(ref reader, builder);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Adds one file from its object.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static void ReadFile(ReadOnlySpan<byte> file, ProjectPageBuilder builder)
    {
        var reader = new Utf8JsonReader(file);
        reader.Read();
        ReadFile(ref reader, builder);
    }

    private static void ReadFile(scoped ref Utf8JsonReader reader, ProjectPageBuilder builder)
    {
        var entry = default(ProjectFileEntry);
        var hasCoreMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            FileKey key = FileKeys.Find(ref reader);
            reader.Read();
            switch (key)
            {
                case FileKey.Url:
                    entry.Url = Text(ref reader);
                    break;
                case FileKey.Hashes:
                    ReadHashes(ref reader, ref entry);
                    break;
                case FileKey.RequiresPython:
                    entry.RequiresPython = Text(ref reader);
                    break;
                case FileKey.Size:
                    entry.Size = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var size) ? size : null;
                    break;
                case FileKey.UploadTime:
                    entry.UploadTicks = UploadTime.TryParse(Text(ref reader), out var time) ? time.UtcTicks : 0;
                    break;
                case FileKey.Yanked:
                    entry.YankedReason = Text(ref reader);
                    entry.IsYanked = reader.TokenType == JsonTokenType.True || !entry.YankedReason.IsEmpty;
                    break;
                case FileKey.CoreMetadata:
                    hasCoreMetadata = reader.TokenType != JsonTokenType.Null;
                    ReadMetadata(ref reader, ref entry);
                    break;
                case FileKey.DistInfoMetadata when !hasCoreMetadata:
                    ReadMetadata(ref reader, ref entry);
                    break;
            }

            Skip(ref reader);
        }

        if (!entry.Url.IsEmpty)
        {
            builder.Add(entry);
        }
    }

    private static void ReadHashes(scoped ref Utf8JsonReader reader, scoped ref ProjectFileEntry entry)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Skip(ref reader);
            return;
        }

        ArrayBufferWriter<byte>? others = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sha256"u8))
            {
                reader.Read();
                entry.Sha256 = Text(ref reader);
                continue;
            }

            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                others ??= new();
                others.Write(others.WrittenCount == 0 ? default : " "u8);
                others.Write(name);
                others.Write(":"u8);
                others.Write(Text(ref reader));
            }

            Skip(ref reader);
        }

        entry.OtherHashes = others is null ? entry.OtherHashes : others.WrittenSpan;
    }

    private static void ReadMetadata(scoped ref Utf8JsonReader reader, scoped ref ProjectFileEntry entry)
    {
        entry.HasMetadata = reader.TokenType is JsonTokenType.True or JsonTokenType.StartObject;
        entry.MetadataSha256 = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Skip(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSha256 = reader.ValueTextEquals("sha256"u8);
            reader.Read();
            if (isSha256)
            {
                entry.MetadataSha256 = Text(ref reader);
            }

            Skip(ref reader);
        }
    }

    /// <summary>Skips an array or object in a place where none is expected.</summary>
    private static void Skip(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            reader.Skip();
        }
    }

    /// <summary>The text of a string or property name, without copying where there are no escapes; empty for any other token.</summary>
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return default;
        }

        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var buffer = new byte[reader.ValueSpan.Length];
        return buffer.AsSpan(0, reader.CopyString(buffer));
    }
}
