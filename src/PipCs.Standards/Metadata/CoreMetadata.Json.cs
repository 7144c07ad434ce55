using System.Text.Json;
using PipCs.Standards.Text;

namespace PipCs.Standards.Metadata;

public sealed partial class CoreMetadata
{
    /// <summary>The document as the JSON of PEP 566 (<c>metadata</c> of pip's <c>inspect</c> and <c>--report</c>), written to the writer as one object.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteSingle(writer, "Metadata-Version", "metadata_version"u8);
        WriteSingle(writer, "Name", "name"u8);
        WriteSingle(writer, "Version", "version"u8);
        WriteMultiple(writer, "Dynamic", "dynamic"u8);
        WriteMultiple(writer, "Platform", "platform"u8);
        WriteMultiple(writer, "Supported-Platform", "supported_platform"u8);
        WriteSingle(writer, "Summary", "summary"u8);
        WriteValue(writer, "description"u8, Body.Length > 0 ? Body : GetFirst("Description"));
        WriteSingle(writer, "Description-Content-Type", "description_content_type"u8);
        WriteKeywords(writer);
        WriteSingle(writer, "Home-page", "home_page"u8);
        WriteSingle(writer, "Download-URL", "download_url"u8);
        WriteSingle(writer, "Author", "author"u8);
        WriteSingle(writer, "Author-email", "author_email"u8);
        WriteSingle(writer, "Maintainer", "maintainer"u8);
        WriteSingle(writer, "Maintainer-email", "maintainer_email"u8);
        WriteSingle(writer, "License", "license"u8);
        WriteSingle(writer, "License-Expression", "license_expression"u8);
        WriteMultiple(writer, "License-File", "license_file"u8);
        WriteMultiple(writer, "Classifier", "classifier"u8);
        WriteMultiple(writer, "Requires-Dist", "requires_dist"u8);
        WriteSingle(writer, "Requires-Python", "requires_python"u8);
        WriteMultiple(writer, "Requires-External", "requires_external"u8);
        WriteMultiple(writer, "Project-URL", "project_url"u8);
        WriteMultiple(writer, "Provides-Extra", "provides_extra"u8);
        WriteMultiple(writer, "Provides-Dist", "provides_dist"u8);
        WriteMultiple(writer, "Obsoletes-Dist", "obsoletes_dist"u8);
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> key, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(key, value);
        }
    }

    private void WriteSingle(Utf8JsonWriter writer, string field, ReadOnlySpan<byte> key) => WriteValue(writer, key, GetFirst(field));

    private void WriteMultiple(Utf8JsonWriter writer, string field, ReadOnlySpan<byte> key)
    {
        IReadOnlyList<string> values = GetAll(field);
        if (values.Count > 0)
        {
            WriteArray(writer, key, values);
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, ReadOnlySpan<byte> key, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(key);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Keywords are separated by commas, or by white space in old files.</summary>
    private void WriteKeywords(Utf8JsonWriter writer)
    {
        if (GetFirst("Keywords") is not { } value)
        {
            return;
        }

        var words = new List<string>();
        if (value.Contains(',', StringComparison.Ordinal))
        {
            foreach (Range range in value.AsSpan().Split(','))
            {
                words.Add(PythonText.Trim(value.AsSpan(range)).ToString());
            }
        }
        else
        {
            int start = -1;
            for (int i = 0; i <= value.Length; i++)
            {
                bool isSpace = i == value.Length || PythonText.IsSpace(value[i]);
                if (isSpace && start >= 0)
                {
                    words.Add(value[start..i]);
                    start = -1;
                }
                else if (!isSpace && start < 0)
                {
                    start = i;
                }
            }
        }

        WriteArray(writer, "keywords"u8, words);
    }
}
