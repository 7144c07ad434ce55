using System.Buffers;
using System.Text.Json;
using PipCs.Inspecting;
using PipCs.Json;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;

namespace PipCs.Installing;

/// <summary>pip's installation report, version 1 (<c>--report</c>).</summary>
internal static class InstallationReport
{
    /// <summary>Reads the metadata of all wheels of a plan and writes the report as UTF-8 with an indent of two.</summary>
    internal static async Task<byte[]> WriteAsync(InstallPlan plan, InstallServices services, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>(plan.Wheels.Count);
        foreach (var wheel in plan.Wheels.OrderBy(static wheel => wheel.Resolved.DecisionOrder))
        {
            if (wheel.Resolved.Candidate.File is { } file)
            {
                var document = await services.Index.GetMetadataDocumentAsync(file, cancellationToken).ConfigureAwait(false);
                var sha256 = await WheelHash.KnownAsync(wheel, cancellationToken).ConfigureAwait(false);
                entries.Add(new Entry(wheel, sha256, CoreMetadata.Parse(document, universalNewlines: file.HasMetadata), file.IsYanked));
            }
            else
            {
                var stored = await services.Pipeline.GetAsync(wheel.Request).ConfigureAwait(false);
                var document = await services.Pipeline.ReadMetadataAsync(stored, wheel.Request).ConfigureAwait(false);
                entries.Add(new Entry(wheel, stored.Sha256, CoreMetadata.Parse(document), IsYanked: false));
            }
        }

        return Write(entries, services.Session.Interpreter.Markers);
    }

    /// <summary>One entry of the report.</summary>
    /// <param name="Wheel">The planned wheel.</param>
    /// <param name="Sha256">The wheel's hash, or null where it is not known yet.</param>
    /// <param name="Metadata">The whole metadata.</param>
    /// <param name="IsYanked">Whether the file is yanked.</param>
    private sealed record Entry(PlannedWheel Wheel, string? Sha256, CoreMetadata Metadata, bool IsYanked);

    private static byte[] Write(IReadOnlyList<Entry> entries, MarkerEnvironment environment)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = PythonJsonEncoder.Instance, SkipValidation = true }))
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
            writer.WritePropertyName("environment");
            InspectRendering.Write(writer, environment);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, Entry entry)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("download_info");
        InspectRendering.Write(writer, entry.Wheel.Provenance.ToDirectUrl(entry.Sha256));
        writer.WriteBoolean("is_direct", entry.Wheel.Provenance.IsDirect);
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
}
