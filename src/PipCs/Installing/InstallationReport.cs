using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;

namespace PipCs.Installing;

/// <summary>pip's installation report, version 1 (<c>--report</c>).</summary>
internal static class InstallationReport
{
    /// <summary>One thing to install, as the report needs it.</summary>
    /// <param name="Wheel">The plan.</param>
    /// <param name="Sha256">The wheel's hash, or null where it is not known yet.</param>
    /// <param name="Metadata">The whole metadata.</param>
    /// <param name="IsYanked">Whether the file is yanked.</param>
    internal sealed record Entry(PlannedWheel Wheel, string? Sha256, CoreMetadata Metadata, bool IsYanked);

    /// <summary>Writes the report as UTF-8 with an indent of two.</summary>
    internal static byte[] Write(IReadOnlyList<Entry> entries, MarkerEnvironment environment)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "1");
            writer.WriteString("pip_version", PipVersion.Text);
            writer.WriteStartArray("install");
            foreach (var entry in entries)
            {
                WriteEntry(writer, entry);
            }

            writer.WriteEndArray();
            WriteEnvironment(writer, environment);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, Entry entry)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("download_info");
        WriteOrigin(writer, entry.Wheel.Origin(entry.Sha256));
        writer.WriteBoolean("is_direct", entry.Wheel.Resolved.Candidate.DirectUrl is not null);
        writer.WriteBoolean("is_yanked", entry.IsYanked);
        writer.WriteBoolean("requested", entry.Wheel.Resolved.IsRequested);
        writer.WritePropertyName("metadata");
        entry.Metadata.WriteJson(writer);
        if (entry.Wheel.Resolved.IsRequested && entry.Wheel.Resolved.Extras.Count > 0)
        {
            writer.WriteStartArray("requested_extras");
            foreach (var extra in entry.Wheel.Resolved.Extras)
            {
                writer.WriteStringValue(extra);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, DirectUrl origin)
    {
        writer.WriteStartObject();
        writer.WriteString("url", origin.Url);
        writer.WriteStartObject("archive_info");
        if (origin.ArchiveHashes is { Count: > 0 } hashes)
        {
            writer.WriteStartObject("hashes");
            foreach (var (algorithm, value) in hashes)
            {
                writer.WriteString(algorithm, value);
            }

            writer.WriteEndObject();
            writer.WriteString("hash", hashes.Select(hash => $"{hash.Key}={hash.Value}").First());
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteEnvironment(Utf8JsonWriter writer, MarkerEnvironment environment)
    {
        writer.WriteStartObject("environment");
        writer.WriteString("implementation_name", environment.ImplementationName);
        writer.WriteString("implementation_version", environment.ImplementationVersion);
        writer.WriteString("os_name", environment.OsName);
        writer.WriteString("platform_machine", environment.PlatformMachine);
        writer.WriteString("platform_release", environment.PlatformRelease);
        writer.WriteString("platform_system", environment.PlatformSystem);
        writer.WriteString("platform_version", environment.PlatformVersion);
        writer.WriteString("python_full_version", environment.PythonFullVersion);
        writer.WriteString("platform_python_implementation", environment.PlatformPythonImplementation);
        writer.WriteString("python_version", environment.PythonVersion);
        writer.WriteString("sys_platform", environment.SysPlatform);
        writer.WriteEndObject();
    }
}
