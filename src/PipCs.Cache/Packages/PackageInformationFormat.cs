using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PipCs.Cache.Packages;

/// <summary>An entry's file: <c>{"package": {...}, "timestamp": seconds since 1970}</c>. Unknown members are ignored.</summary>
internal static class PackageInformationFormat
{
    internal static byte[] Write(PackageInformation package, double timestamp)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("package"u8);
            writer.WriteString("name"u8, package.Name);
            writer.WriteString("version"u8, package.Version);
            WriteKnown(writer, "summary"u8, package.Summary);
            WriteKnown(writer, "home_page"u8, package.HomePage);
            WriteKnown(writer, "license"u8, package.License);
            WriteKnown(writer, "requires_python"u8, package.RequiresPython);
            WriteKnown(writer, "latest_version"u8, package.LatestVersion);
            WriteKnown(writer, "latest_filetype"u8, package.LatestFileType);
            WriteKnown(writer, "latest_from"u8, package.LatestFrom);
            WriteVersions(writer, package.Versions);
            writer.WriteEndObject();
            writer.WriteNumber("timestamp"u8, timestamp);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out PackageInformation? package, out double timestamp)
    {
        package = null;
        timestamp = double.NaN;
        try
        {
            var reader = new Utf8JsonReader(file);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isPackage = reader.ValueTextEquals("package"u8);
                var isTimestamp = reader.ValueTextEquals("timestamp"u8);
                reader.Read();
                if (isPackage && reader.TokenType == JsonTokenType.StartObject)
                {
                    package = ReadPackage(ref reader);
                }
                else if (isTimestamp && reader.TokenType == JsonTokenType.Number)
                {
                    timestamp = reader.GetDouble();
                }
                else
                {
                    reader.Skip();
                }
            }

            // The end of the object, and nothing behind it.
            return !reader.Read() && package is not null && double.IsFinite(timestamp);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static PackageInformation? ReadPackage(ref Utf8JsonReader reader)
    {
        var package = new PackageInformation { Name = "", Version = "" };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            if (member == "versions" && reader.TokenType == JsonTokenType.StartArray)
            {
                package = package with { Versions = ReadVersions(ref reader) };
                continue;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }

            var text = reader.GetString()!;
            package = member switch
            {
                "name" => package with { Name = text },
                "version" => package with { Version = text },
                "summary" => package with { Summary = text },
                "home_page" => package with { HomePage = text },
                "license" => package with { License = text },
                "requires_python" => package with { RequiresPython = text },
                "latest_version" => package with { LatestVersion = text },
                "latest_filetype" => package with { LatestFileType = text },
                "latest_from" => package with { LatestFrom = text },
                _ => package,
            };
        }

        return package is { Name.Length: > 0, Version.Length: > 0 } ? package : null;
    }

    private static List<string>? ReadVersions(ref Utf8JsonReader reader)
    {
        var versions = new List<string>();
        var areTexts = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                versions.Add(reader.GetString()!);
            }
            else
            {
                areTexts = false;
                reader.Skip();
            }
        }

        return areTexts ? versions : null;
    }

    private static void WriteVersions(Utf8JsonWriter writer, IReadOnlyList<string>? versions)
    {
        if (versions is null)
        {
            return;
        }

        writer.WriteStartArray("versions"u8);
        foreach (var version in versions)
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
