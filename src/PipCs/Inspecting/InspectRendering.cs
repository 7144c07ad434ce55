using System.Buffers;
using System.Text.Json;
using PipCs.Json;
using PipCs.Python.Installed;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Markers;

namespace PipCs.Inspecting;

/// <summary>The JSON of <c>pip inspect</c>.</summary>
public static class InspectRendering
{
    /// <summary>The document in UTF-8, indented by two spaces, with a newline at its end.</summary>
    /// <param name="result">The distributions and the marker values.</param>
    /// <param name="pipVersion">The version of pip that the document names.</param>
    public static ReadOnlyMemory<byte> Json(InspectResult result, string pipVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = PythonJsonEncoder.Instance, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "1");
            writer.WriteString("pip_version", pipVersion);
            writer.WriteStartArray("installed");
            foreach (var distribution in result.Installed)
            {
                Write(writer, distribution);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("environment");
            Write(writer, result.Environment);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    /// <summary>Writes marker values as one object, in the order of <c>packaging</c>'s default environment.</summary>
    public static void Write(Utf8JsonWriter writer, MarkerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(environment);
        writer.WriteStartObject();
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

    /// <summary>Writes a direct URL as one object, in the order of <c>packaging</c>.</summary>
    public static void Write(Utf8JsonWriter writer, DirectUrl url)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(url);
        writer.WriteStartObject();
        writer.WriteString("url", DirectUrl.WithoutSecrets(url.Url));
        if (url.Archive is { } archive)
        {
            WriteArchive(writer, archive.Hashes);
        }

        if (url.VersionControl is { } system)
        {
            writer.WriteStartObject("vcs_info");
            writer.WriteString("vcs", system.System);
            writer.WriteString("commit_id", system.CommitId);
            if (system.RequestedRevision is { } revision)
            {
                writer.WriteString("requested_revision", revision);
            }

            writer.WriteEndObject();
        }

        if (url.Directory is { } directory)
        {
            writer.WriteStartObject("dir_info");
            if (directory.IsEditable is { } editable)
            {
                writer.WriteBoolean("editable", editable);
            }

            writer.WriteEndObject();
        }

        if (url.Subdirectory is { } subdirectory)
        {
            writer.WriteString("subdirectory", subdirectory);
        }

        writer.WriteEndObject();
    }

    private static void WriteArchive(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? hashes)
    {
        writer.WriteStartObject("archive_info");
        if (hashes is not null)
        {
            writer.WriteStartObject("hashes");
            foreach (var (algorithm, value) in hashes)
            {
                writer.WriteString(algorithm, value);
            }

            writer.WriteEndObject();
            if (hashes.Count > 0)
            {
                var (first, hash) = hashes.First();
                writer.WriteString("hash", $"{first}={hash}");
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, InstalledDistribution distribution)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("metadata");
        distribution.Metadata.WriteJson(writer);
        writer.WriteString("metadata_location", distribution.MetadataPath);
        if (distribution.DirectUrl is { } url)
        {
            writer.WritePropertyName("direct_url");
            Write(writer, url);
        }
        else if (distribution.EditableLocation is { } editable)
        {
            writer.WritePropertyName("direct_url");
            Write(writer, new DirectUrl { Url = new Uri(Path.GetFullPath(editable)).AbsoluteUri, Directory = new(IsEditable: true) });
        }

        if (distribution.Installer is { Length: > 0 } installer)
        {
            writer.WriteString("installer", installer);
        }

        if (distribution.Kind == InstalledKind.DistInfo)
        {
            writer.WriteBoolean("requested", distribution.IsRequested);
        }

        writer.WriteEndObject();
    }
}
