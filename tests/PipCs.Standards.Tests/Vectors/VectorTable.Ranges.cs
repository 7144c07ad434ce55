using System.Text.Json.Nodes;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    // Neighbours of every kind: what a range and its specifiers must agree on.
    private static readonly PackageVersion[] Probes = [.. from release in (string[])["0", "0.9", "1", "1.0.1", "1.1", "1.5", "2", "2.0.1", "3", "1!0", "1!1.0"]
                                                          from suffix in (string[])[".dev0", ".dev1", "a0", "a1.dev0", "a1", "a1.post0.dev0", "a1.post0", "a2.dev0", "b1", "rc1", "", "+local", "+local.2", ".post0.dev0", ".post0", ".post0+local", ".post1", ".post5"]
                                                          select PackageVersion.Parse(release + suffix)];

    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Ranges()
    {
        const string Set = "test_specifiers::TestSpecifierSet::";
        const string Unsatisfiable = "test_specifiers::TestIsUnsatisfiable::";
        const string Equivalence = "test_specifiers::TestSpecifierSetToRangeEquivalence::";
        yield return new("test_specifiers::TestSpecifier::test_specifier_filter", Filter);
        yield return new(Set + "test_specifier_filter", Filter);
        yield return new(Set + "test_filter_exclusionary_bridges", Filter);
        yield return new("test_specifiers::TestSpecifier::test_specifier_filter_arbitrary_equality_normalization", Filter);
        yield return new(Set + "test_empty_specifier_arbitrary_string", Filter);
        yield return new(Set + "test_empty_specifier_ordering_with_arbitrary", Filter);
        yield return new(Set + "test_arbitrary_equality_is_intersection_preserving", row =>
        {
            var (one, two) = (SpecifierSet.Parse(row.Text("spec1")), SpecifierSet.Parse(row.Text("spec2")));
            string[] input = Texts(row["input_versions"]!);
            return Same(string.Join(' ', one.Filter(input).Intersect(two.Filter(input))), string.Join(' ', one.And(two).Filter(input)));
        });
        foreach ((string method, Func<SpecifierSet, SpecifierSet, bool> relation) in Relations())
        {
            yield return new(Set + "test_" + method, row => Same(row.Flag("expected"), relation(SpecifierSet.Parse(row.Text("left")), SpecifierSet.Parse(row.Text("right")))));
        }

        yield return new(Set + "test_set_relations_reject_arbitrary_equality", row =>
        {
            var relation = Relations().Single(known => known.Method == row.Text("method")).Relation;
            return Record.Exception(() => relation(SpecifierSet.Parse(row.Text("left")), SpecifierSet.Parse(row.Text("right")))) is ArgumentException ? null : "not refused";
        });
        yield return new(Unsatisfiable + "test_unsatisfiable", row => Same(true, SpecifierSet.Parse(row.Text("spec_str")).IsUnsatisfiable()));
        yield return new(Unsatisfiable + "test_satisfiable", row => Same(false, SpecifierSet.Parse(row.Text("spec_str")).IsUnsatisfiable()));
        yield return new(Unsatisfiable + "test_post_release_boundary_unsatisfiable", row => Same(true, SpecifierSet.Parse(row.Text("spec_str")).IsUnsatisfiable()));
        yield return new(Unsatisfiable + "test_unsatisfiable_prereleases_false", row => Same(true, SpecifierSet.Parse(row.Text("spec_str")).IsUnsatisfiable(prereleases: false)));
        yield return new(Unsatisfiable + "test_satisfiable_prereleases_false", row => Same(false, SpecifierSet.Parse(row.Text("spec_str")).IsUnsatisfiable(prereleases: false)));
        yield return new(Unsatisfiable + "test_contains_identical_across_canonicalization", row => Agrees(row.Text("spec"), [.. Texts(row["versions"]!).Select(text => PackageVersion.Parse(text))]));
        foreach (string table in (string[])["test_contains_equivalent", "test_contains_equivalent_with_version_objects"])
        {
            yield return new(Equivalence + table, row => Agrees(row.Text("spec_str"), Probes));
        }

        yield return new("test_ranges::TestToRange::test_operators", row =>
        {
            VersionRange range = VersionRange.Of(SpecifierSet.Parse(row.Text("spec")));
            return Same(true, range.Contains(PackageVersion.Parse(row.Text("inside")))) ?? Same(false, range.Contains(PackageVersion.Parse(row.Text("outside"))));
        });
        yield return new("test_ranges::TestSyntheticEmptyGaps::test_is_empty", row => Same(true, VersionRange.Of(SpecifierSet.Parse(row.Text("spec"))).IsEmpty));
        yield return new("test_ranges::TestSyntheticEmptyGaps::test_not_empty", row => Same(false, VersionRange.Of(SpecifierSet.Parse(row.Text("spec"))).IsEmpty));
        yield return new("test_ranges::TestSyntheticEmptyGaps::test_intersection_drops_embedded_empty", row => Same(false, VersionRange.Of(SpecifierSet.Parse(row.Text("spec"))).Contains(PackageVersion.Parse(row.Text("excluded")))));
        yield return new("test_ranges::TestBoundaryCanonicalization::test_equal_and_hash", row =>
        {
            var (left, right) = (VersionRange.Of(SpecifierSet.Parse(row.Text("dev_form"))), VersionRange.Of(SpecifierSet.Parse(row.Text("boundary_form"))));
            return Same(left, right) ?? Same(left.GetHashCode(), right.GetHashCode());
        });
        yield return new("test_ranges::TestEmptyMatchesUnsatisfiable::test_prerelease_only_empty_when_policy_excludes", row => Same(true, SpecifierSet.Parse(row.Text("spec")).IsUnsatisfiable(prereleases: false)));
        yield return new("test_ranges::TestEmptyMatchesUnsatisfiable::test_non_prerelease_bounds_survive", row => Same(false, SpecifierSet.Parse(row.Text("spec")).IsUnsatisfiable(prereleases: false)));
        yield return new("test_ranges::TestFilter::test_intersected_requirement_keeps_opt_in", row => Same(
            string.Join(' ', Texts(row["expected"]!)), string.Join(' ', SpecifierSet.Parse(row.Text("dep")).And(SpecifierSet.Parse(row.Text("constraint"))).Filter(Texts(row["versions"]!)))));
    }

    private static IEnumerable<(string Method, Func<SpecifierSet, SpecifierSet, bool> Relation)> Relations() =>
    [
        ("is_subset", (left, right) => left.IsSubsetOf(right)),
        ("is_superset", (left, right) => left.IsSupersetOf(right)),
        ("is_disjoint", (left, right) => left.IsDisjointFrom(right)),
    ];

    private static string? Filter(JsonObject row)
    {
        SpecifierSet set = SpecifierSet.Parse((row["specifier"] ?? row["spec_str"])?.GetValue<string>() ?? "");
        bool? prereleases = row.OptionalFlag("prereleases") ?? row.OptionalFlag("specifier_prereleases");
        string[] input = Texts((row["input"] ?? row["versions"])!);
        string expected = string.Join(' ', Texts(row["expected"]!));
        string? wrong = Same(expected, string.Join(' ', set.Filter(input, prereleases)));

        // As versions, where all are some and no text is compared as it is spelled.
        PackageVersion[] versions = [.. input.Where(text => PackageVersion.TryParse(text, out _)).Select(text => PackageVersion.Parse(text))];
        return wrong ?? (versions.Length == input.Length && !set.Clauses.Any(clause => clause.Operator == SpecifierOperator.Arbitrary)
            ? Same(string.Join(' ', Texts(row["expected"]!).Select(text => PackageVersion.Parse(text).ToString())), string.Join(' ', set.Filter(versions, prereleases)))
            : null);
    }

    private static string? Agrees(string text, IReadOnlyList<PackageVersion> versions)
    {
        SpecifierSet set = SpecifierSet.Parse(text);
        if (set.Clauses.Any(clause => clause.Operator == SpecifierOperator.Arbitrary))
        {
            return null;
        }

        VersionRange range = VersionRange.Of(set);
        VersionRange complement = range.Not();
        foreach (PackageVersion version in versions)
        {
            if (range.Contains(version) != set.Contains(version) || complement.Contains(version) == set.Contains(version))
            {
                return $"{version}: the set says {set.Contains(version)}, {range} {range.Contains(version)}, {complement} {complement.Contains(version)}";
            }
        }

        return Same(range, complement.Not());
    }

    private static string[] Texts(JsonNode array)
        => [.. array.AsArray().Select(item => item is JsonValue ? item.GetValue<string>() : item!["repr"]!.GetValue<string>().Split('\'')[1])];
}
