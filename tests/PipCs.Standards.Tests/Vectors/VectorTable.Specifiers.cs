using System.Text.Json.Nodes;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Specifiers()
    {
        const string One = "test_specifiers::TestSpecifier::";
        const string Set = "test_specifiers::TestSpecifierSet::";
        yield return new(One + "test_specifiers_valid", row => Specifier.TryParse(row.Text("specifier"), out _) ? null : "refused");
        yield return new(One + "test_specifiers_invalid", row => Specifier.TryParse(row.Text("specifier"), out _) ? "accepted" : null);
        yield return new(One + "test_specifiers_normalized", row => row.Text("version").Contains('+', StringComparison.Ordinal) || SpecifierSet.TryParse(">=" + row.Text("version"), out _) ? null : "refused");
        yield return new(One + "test_specifiers_str_and_repr", row => Same(row.Text("expected"), Specifier.Parse(row.Text("specifier")).ToString()));
        yield return new(Set + "test_specifiers_str_and_repr", row => Same(row.Text("expected"), SpecifierSet.Parse(row.Text("specifier")).ToString()));
        yield return new(One + "test_comparison_true", row => Same(true, Compare(Specifier.Parse(row.Text("left")), Specifier.Parse(row.Text("right")), row)));
        yield return new(One + "test_comparison_false", row => Same(false, Compare(Specifier.Parse(row.Text("left")), Specifier.Parse(row.Text("right")), row)));
        yield return new(Set + "test_comparison_true", row => Same(true, Compare(SpecifierSet.Parse(row.Text("left")), SpecifierSet.Parse(row.Text("right")), row)));
        yield return new(Set + "test_comparison_false", row => Same(false, Compare(SpecifierSet.Parse(row.Text("left")), SpecifierSet.Parse(row.Text("right")), row)));
        yield return new(One + "test_comparison_canonicalizes", row => Same(Specifier.Parse(row.Text("left")), Specifier.Parse(row.Text("right"))));
        yield return new(Set + "test_comparison_canonicalizes", row => Same(SpecifierSet.Parse(row.Text("left")), SpecifierSet.Parse(row.Text("right"))));
        yield return new(Set + "test_specifiers_combine", row => Same(SpecifierSet.Parse(row.Text("expected")), SpecifierSet.Parse(row.Text("left")).And(SpecifierSet.Parse(row.Text("right")))));
        yield return new(One + "test_length", row => Same(row["expected_length"]!.GetValue<int>(), SpecifierSet.Parse(row.Text("spec_str")).Clauses.Count));
        foreach (string table in (string[])["test_specifiers", "test_arbitrary_equality", "test_arbitrary_equality_normalization", "test_invalid_version"])
        {
            yield return new(One + table, row => Same(row.Flag("expected"), Contains(row.Text("spec_str"), row["version"]!)));
        }

        foreach (string table in (string[])["test_comparison_ignores_local", "test_contains_arbitrary_equality_contains"])
        {
            yield return new(Set + table, row => Same(row.Flag("expected"), Contains(row.Text("specifier"), row["version"]!)));
        }

        foreach (string table in (string[])["test_contains_arbitrary_equality_normalization", "test_contains_post_release_boundary_intersection"])
        {
            yield return new(Set + table, row => Same(row.Flag("expected"), Contains(row.Text("spec_str"), row["version"]!)));
        }

        yield return new("test_specifiers::test_boundary_closure_short_release", row => Same(row.Flag("expected"), SpecifierSet.Parse(row.Text("spec_str")).Contains(row.Text("version_str"))));
        yield return new(Set + "test_contains_rejects_invalid_specifier", row => Same(false, SpecifierSet.Parse(row.Text("specifier")).Contains(row.Text("input"))));
        yield return new(Set + "test_contains_exclusionary_bridges", row => Same(
            row.Flag("expected"), SpecifierSet.Parse(row.Text("specifier")).Contains(PackageVersion.Parse(row.Text("version")), row.OptionalFlag("prereleases"))));
        yield return new(Set + "test_empty_specifier", row => Same(true, SpecifierSet.Empty.Contains(Version(row))));
        yield return new(One + "test_specifier_prereleases_detection", row => Same(row.OptionalFlag("expected"), Specifier.Parse(row.Text("specifier")).Prereleases));
        yield return new(One + "test_specifiers_prereleases", row => Same(
            row.Flag("expected"), SpecifierSet.Parse(row.Text("specifier")).Contains(row.Text("version"), row.OptionalFlag("contains_pre") ?? row.OptionalFlag("spec_pre"))));
        yield return new(Set + "test_specifier_contains_installed_prereleases", row => Same(
            row.Flag("expected"),
            SpecifierSet.Parse(row.Text("specifier")).Contains(row.Text("version"), row.OptionalFlag("installed") == true ? true : row.OptionalFlag("contains_prereleases") ?? row.OptionalFlag("spec_prereleases"))));
        foreach (string table in (string[])["TestSpecifier::test_specifier_prereleases_set", "TestSpecifierSet::test_specifier_prereleases_explicit"])
        {
            yield return new("test_specifiers::" + table, row =>
            {
                SpecifierSet set = SpecifierSet.Parse((row["specifier"] ?? row["spec_str"])!.GetValue<string>());
                return Same(row.Flag("initial_contains"), set.Contains(row.Text("version"), row.OptionalFlag("initial_prereleases")))
                    ?? Same(row.Flag("final_contains"), set.Contains(row.Text("version"), row.OptionalFlag("set_prereleases")));
            });
        }
    }

    /// <summary>The rows have versions as text or as objects, of which <c>===</c> compares the canonical text.</summary>
    private static bool Contains(string set, JsonNode version)
        => version is JsonValue
            ? SpecifierSet.Parse(set).Contains(version.GetValue<string>())
            : SpecifierSet.Parse(set).Contains(PackageVersion.Parse(version["repr"]!.GetValue<string>().Split('\'')[1]));

    private static bool Compare<T>(T left, T right, JsonObject row)
        where T : notnull
    {
        bool equal = left.Equals(right);
        Assert.True(!equal || left.GetHashCode() == right.GetHashCode());
        return row["op"]!["repr"]!.GetValue<string>() == "<built-in function eq>" ? equal : !equal;
    }
}
