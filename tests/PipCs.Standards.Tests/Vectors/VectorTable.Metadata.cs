using System.Text;
using System.Text.Json.Nodes;
using PipCs.Standards.Licenses;
using PipCs.Standards.Metadata;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private const string Required = "Name: packaging\nVersion: 1.0\n";

    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Metadata()
    {
        const string Class = "test_metadata::TestMetadata::";
        const string Raw = "test_metadata::TestRawMetadata::";
        yield return new(Class + "test_valid_license_expression", row => LicenseExpression.TryParse(row.Text("license_expression"), out LicenseExpression? expression)
            ? Same(row.Text("expected"), expression.ToString()) : "refused");
        yield return new(Class + "test_invalid_license_expression", row => LicenseExpression.TryParse(row.Text("license_expression"), out _) ? "accepted" : Has("license-expression", row.Text("license_expression")));
        yield return new("test_licenses::test_invalid_spdx_with_or_licenseref_forms", row => LicenseExpression.TryParse(row.Text("license_expression"), out _) ? "accepted" : null);
        yield return new(Class + "test_from_email_deduplicates_unparsed_required_fields", row => Same(
            1, CoreMetadata.Validate(Encoding.UTF8.GetBytes(row.Text("data"))).Count(problem => problem.Field == row.Text("field"))));
        yield return new(Class + "test_from_email_wraps_description_content_type_parse_errors", row => Has("description-content-type", row.Text("description_content_type")));
        yield return new(Class + "test_required_fields_missing", row => Same(
            Field(row.Text("field")), string.Join(' ', CoreMetadata.Validate(Encoding.UTF8.GetBytes(string.Join('\n', ("Metadata-Version: 2.5\n" + Required)
                .Split('\n').Where(line => !line.StartsWith(Field(row.Text("field")) + ":", StringComparison.OrdinalIgnoreCase))))).Select(problem => problem.Field))));
        yield return new(Class + "test_metadata_version_field_introduction", row => None("dynamic", "Requires-Dist", row.Text("meta_version")));
        yield return new(Class + "test_metadata_version_field_introduction_mismatch", row => Has("dynamic", "Requires-Dist", row.Text("meta_version")));
        yield return new(Class + "test_single_value_unvalidated_attribute", row => None(Field(row.Text("attribute")), "Not important"));
        yield return new(Class + "test_multi_value_unvalidated_attribute", row => None(Field(row.Text("attribute")), "Not important"));
        yield return new(Class + "test_valid_metadata_version", row => None("summary", "x", row.Text("version")));
        yield return new(Class + "test_invalid_metadata_version", row => Has("metadata-version", null, row.Text("version")));
        yield return new(Class + "test_invalid_summary", row => Has("summary", row.Text("summary").Replace("\rA", "\u2029A", StringComparison.Ordinal)));
        yield return new(Class + "test_valid_description_content_type", row => None("description-content-type", row.Text("content_type")));
        yield return new(Class + "test_invalid_description_content_type", row => Has("description-content-type", row.Text("content_type")));
        yield return new(Class + "test_valid_requires_python", row => None("requires-python", row.Text("specifier")));
        yield return new(Class + "test_disallowed_dynamic", row => Has("dynamic", row.Text("field_name")));
        yield return new(Class + "test_valid_license_files", row => row["license_files"]!.AsArray().Select(path => None("license-file", path!.ToString())).FirstOrDefault(problem => problem is not null));
        yield return new(Class + "test_invalid_license_files", row => Has("license-file", row["license_files"]![0]!.ToString()));
        yield return new(Class + "test_invalid_import_names_identifier", row => Has(Field(row.Text("key")), row.Text("name")));
        yield return new(Class + "test_invalid_import_names_keyword", row => Has(Field(row.Text("key")), "class"));
        yield return new(Class + "test_valid_import_names", row => None(Field(row.Text("key")), "one.two ; private"));
        foreach (string table in (string[])["test_non_repeating_fields_only_once", "test_repeating_fields_only_once"])
        {
            yield return new(Raw + table, row => HasInvalidData(row, Field(row.Text("raw_field")) + ": value\n") ? "is called invalid" : null);
        }

        yield return new(Raw + "test_non_repeating_fields_repeated", row => HasInvalidData(row, RepeatedTwice(row)) ? null : "is let pass");
        yield return new(Raw + "test_repeating_fields_repeated", row => HasInvalidData(row, RepeatedTwice(row)) ? "is called invalid" : null);
    }

    /// <summary>The name in a document of what packaging calls by an attribute.</summary>
    private static string Field(string attribute) => attribute switch
    {
        "classifiers" or "license_files" or "platforms" or "supported_platforms" or "project_urls" or "import_names" or "import_namespaces" => attribute[..^1],
        _ => attribute,
    } is var name ? name.Replace('_', '-') : "";

    private static string RepeatedTwice(JsonObject row) => $"{Field(row.Text("raw_field"))}: first\n{Field(row.Text("raw_field"))}: second\n";

    private static bool HasInvalidData(JsonObject row, string document)
        => CoreMetadata.Validate(Encoding.UTF8.GetBytes(document)).Contains(new(Field(row.Text("raw_field")), $"'{Field(row.Text("raw_field"))}' has invalid data"));

    private static string? Has(string field, string? value, string version = "2.5")
        => Problems(field, value, version).Any(problem => problem.Field == field) ? null : "is let pass";

    private static string? None(string field, string? value, string version = "2.5")
        => Problems(field, value, version) is { Count: > 0 } problems ? string.Join("; ", problems) : null;

    private static IReadOnlyList<MetadataProblem> Problems(string field, string? value, string version)
        => CoreMetadata.Validate(Encoding.UTF8.GetBytes($"Metadata-Version: {version}\n{Required}{(value is null ? "" : $"{field}: {value}\n")}"));
}
