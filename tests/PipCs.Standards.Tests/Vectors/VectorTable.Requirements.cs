using System.Text.Json.Nodes;
using PipCs.Standards.Markers;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Requirements()
    {
        const string Class = "test_requirements::TestRequirementBehaviour::";
        const string Parsing = "test_requirements::TestRequirementParsing::";
        const string Markers = "test_markers::TestMarker::";
        foreach (string table in (string[])["test_parses_valid", "test_parses_pep345_valid", "test_parses_setuptools_legacy_valid"])
        {
            yield return new(Markers + table, row => Marker.TryParse(row.Text("marker_string"), out _) ? null : "refused");
        }

        yield return new(Markers + "test_parses_invalid", row => Marker.TryParse(row.Text("marker_string"), out _) ? "accepted" : null);
        yield return new(Markers + "test_parses_invalid_trailing_line_break", row => Marker.TryParse("os_name == 'a'" + row.Text("line_break"), out _) ? "accepted" : null);
        yield return new(Markers + "test_parses_trailing_horizontal_whitespace", row => Marker.TryParse("os_name == 'a'" + row.Text("whitespace"), out _) ? null : "refused");
        yield return new(Markers + "test_parses_invalid_malformed_quoted_string", row => Same(
            row.Text("expected")["packaging.markers.InvalidMarker: ".Length..], Assert.Throws<FormatException>(() => Marker.Parse(row.Text("marker_string"))).Message));
        yield return new(Markers + "test_str_repr_eq_hash", row => Same(row.Text("expected"), Marker.Parse(row.Text("marker_string")).ToString()));
        yield return new(Markers + "test_different_markers_different_hashes", row => Same(false, Marker.Parse(row.Text("example1")).Equals(Marker.Parse(row.Text("example2")))));
        foreach (string table in (string[])["test_evaluates", "test_evaluate_pep345_markers", "test_version_like_equality"])
        {
            yield return new(Markers + table, row => Same(row.Flag("expected"), Evaluate(row)));
        }

        yield return new("test_markers::test_pickle_marker_roundtrip", row => Same(row.Text("marker_str"), Marker.Parse(row.Text("marker_str")).ToString()));
        yield return new("test_requirements::test_basic_valid_requirement_parsing", CheckRequirement);
        yield return new("test_requirements::test_normalized_requirements", row => Same(Requirement.Parse(row.Text("norm_req")), Requirement.Parse(row.Text("input_req"))));
        yield return new("test_requirements::test_pickle_requirement_roundtrip", row => Same(Requirement.Parse(row.Text("req_str")), Requirement.Parse(Requirement.Parse(row.Text("req_str")).ToString())));
        yield return new("test_requirements::test_pickle_requirement_setstate_rejects_invalid_string", row => Requirement.TryParse(row.Text("invalid_requirement"), out _) ? "accepted" : null);
        yield return new(Parsing + "test_valid_marker", row => Requirement.TryParse("name; " + row.Text("marker"), out _) ? null : "refused");
        yield return new(Parsing + "test_file_url", row => Same(row.Text("url"), Requirement.Parse("name @ " + row.Text("url")).Url));
        yield return new(Parsing + "test_error_when_suffixed_with_line_break", row => Requirement.TryParse(row.Text("requirement") + row.Text("line_break"), out _) ? "accepted" : null);
        yield return new(Parsing + "test_trailing_horizontal_whitespace", row => Requirement.TryParse("name>=1" + row.Text("whitespace"), out _) ? null : "refused");
        yield return new(Parsing + "test_error_when_prefix_match_uses_post_release", row => Requirement.TryParse($"name{row.Text("operator")}1.0.post1.*", out _) ? "accepted" : null);
        yield return new(Parsing + "test_error_when_local_version_label_is_used_incorrectly", row => Requirement.TryParse($"name{row.Text("operator")}1.0+1.local", out _) ? "accepted" : null);
        yield return new(Parsing + "test_error_invalid_marker_malformed_quoted_string", row => Same(
            row.Text("expected")["packaging.requirements.InvalidRequirement: ".Length..], Assert.Throws<FormatException>(() => Requirement.Parse(row.Text("to_parse"))).Message));
        yield return new(Class + "test_equal_reqs_equal_hashes", row => Same(true, AreEqual(row)));
        yield return new(Class + "test_equivalent_reqs_equal_hashes_unequal_strings", row => Same(true, AreEqual(row)));
        yield return new(Class + "test_different_reqs_different_hashes", row => Same(false, AreEqual(row)));
        yield return new(Class + "test_str_and_repr", row =>
        {
            string text = "name" + row.Text("extras") + row.Text("url_or_specifier") + row.Text("marker");
            return Same(text.Trim(), Requirement.Parse(text).ToString());
        });
    }

    private static bool AreEqual(JsonObject row)
    {
        Requirement left = Requirement.Parse(row.Text("dep1"));
        Requirement right = Requirement.Parse(row.Text("dep2"));
        return left.Equals(right) && left.GetHashCode() == right.GetHashCode();
    }

    private static string? CheckRequirement(JsonObject row)
    {
        string blank = row.Text("whitespace");
        string[] extras = [.. row["extras"]!["set"]!.AsArray().Select(extra => extra!.ToString()).Order(StringComparer.Ordinal)];
        string? url = row["url"]?.ToString();
        string specifier = row.Text("specifier").Replace("{ws}", blank, StringComparison.Ordinal);
        string? marker = row["marker"]?.ToString().Replace("{ws}", blank, StringComparison.Ordinal);
        string text = row.Text("name") + (extras.Length > 0 ? $"[{blank}{string.Join($"{blank},{blank}", extras)}{blank}]" : "")
            + (url is not null ? $"{blank}@{blank}{url}" : specifier) + (marker is not null ? $"{blank}{(url is not null ? " " : "")};{marker}" : "");
        if (!Requirement.TryParse(text, out Requirement? requirement, out string? error))
        {
            return error;
        }

        return Same(row.Text("name"), requirement.Name)
            ?? Same(string.Join(',', extras), string.Join(',', requirement.Extras))
            ?? Same(url, requirement.Url)
            ?? Same(SpecifierSet.Parse(url is null ? specifier.Trim('(', ')', ' ', '\t') : ""), requirement.Specifier)
            ?? Same(marker is null ? null : Marker.Parse(marker), requirement.Marker);
    }

    private static bool Evaluate(JsonObject row)
    {
        string Value(string name, string otherwise) => row["environment"] is JsonObject values && values[name] is { } value ? value.ToString() : otherwise;
        return Marker.Parse(row.Text("marker_string")).Evaluate(
            new MarkerEnvironment
            {
                ImplementationName = Value("implementation_name", "cpython"),
                ImplementationVersion = Value("implementation_version", "3.11.7"),
                OsName = Value("os_name", "posix"),
                PlatformMachine = Value("platform_machine", "x86_64"),
                PlatformRelease = Value("platform_release", "6.1.0"),
                PlatformSystem = Value("platform_system", "Linux"),
                PlatformVersion = Value("platform_version", "#1 SMP"),
                PythonFullVersion = Value("python_full_version", "3.11.7"),
                PlatformPythonImplementation = Value("platform_python_implementation", "CPython"),
                PythonVersion = Value("python_version", "3.11"),
                SysPlatform = Value("sys_platform", "linux"),
            },
            row["environment"]?["extra"]?.ToString());
    }
}
