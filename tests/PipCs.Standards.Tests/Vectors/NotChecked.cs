namespace PipCs.Standards.Tests.Vectors;

/// <summary>The tables that are not checked, and why.</summary>
internal static class NotChecked
{
    private static readonly (string Table, string Reason)[] Reasons =
    [
        ("test_metadata::TestMetadataWriting::", "nothing here writes core metadata"),
        ("test_metadata::TestRawMetadata::test_keywords", "reading is compared with pip in FileFormatDifferentialTests"),
        ("test_metadata::TestRawMetadata::test_project_urls_parsing", "the rows are Python's dictionary; same labels twice are compared in MetadataValidatorTests"),
        ("test_metadata::TestRawMetadata::test_description", "reading is compared with pip in FileFormatDifferentialTests, repeated descriptions in MetadataValidatorTests"),
        ("test_metadata::TestMetadata::test_optional_defaults_to_none", "attributes of a Python class"),
        ("test_elffile::", "reads the files of an interpreter: the room Python's"),
        ("test_manylinux::", "asks the running interpreter: the room Python's"),
        ("test_musllinux::", "asks the running interpreter: the room Python's"),
        ("test_tags::", "asks the running interpreter: the room Python's; parsing is checked with file names"),
        ("test_markers::TestNode::", "classes inside packaging"),
        ("test_markers::TestMarker::test_membership_value_str_normalization", "the rows are half of a test; the differential tests cover extras and dependency_groups"),
        ("test_requirements::test_pickle_requirement_preserves_prereleases", "pickling is Python's"),
        ("test_ranges::TestEquality::test_repr", "the text of a range is for people, and ours says less of policies"),
        ("test_ranges::TestToSpecifierSet::", "specifiers become ranges; nobody here needs the way back"),
        ("test_specifiers::TestSpecifierSetToRangeEquivalence::test_to_specifier_set_roundtrip_matches", "specifiers become ranges; nobody here needs the way back"),
        ("test_specifiers::TestSpecifierSetToRangeEquivalence::test_filter_equivalent", "a range keeps no policy for pre-releases; the set filters"),
        ("test_specifiers::TestSpecifier::test_specifier_filter_with_key", "whoever has other items chooses the versions himself"),
        ("test_specifiers::TestSpecifierSet::test_specifierset_filter_with_key", "whoever has other items chooses the versions himself"),
        ("test_specifiers::TestSpecifierSet::test_empty_specifierset_filter_with_key", "whoever has other items chooses the versions himself"),
        ("test_specifiers::TestSpecifierSet::test_set_relations_raise_on_prerelease_policy_mismatch", "a set carries no policy for pre-releases: it is given with each question"),
        ("test_specifiers::TestSpecifierSet::test_set_relations_require_specifierset", "types are the compiler's work"),
        ("test_specifiers::TestSpecifierSet::test_contains_oversized_version_raises_valueerror", "a specifier with such a number is refused when it is read: docs/decisions/0012"),
        ("test_specifiers::TestSpecifierInternal::", "caches inside packaging"),
        ("test_specifiers::TestSpecifier::test_iteration", "the rows are half of a test"),
        ("test_specifiers::TestSpecifier::test_specifiers_hash", "hashes are checked with equality"),
        ("test_specifiers::TestSpecifierSet::test_specifiers_hash", "hashes are checked with equality"),
        ("test_specifiers::TestSpecifier::test_specifier_operator_property", "covered by the text of clauses"),
        ("test_specifiers::TestSpecifier::test_specifier_version_property", "covered by the text of clauses"),
        ("test_specifiers::test_pickle", "pickling is Python's"),
        ("test_specifiers::test_specifier_construction_is_lazy", "caches inside packaging"),
        ("test_specifiers::test_specifierset_construction_is_lazy", "caches inside packaging"),
        ("test_version::TestVersion::test_non_string_versions_raise_invalid_version", "types are the compiler's work"),
        ("test_version::TestVersion::test_dunder_op_returns_notimplemented", "types are the compiler's work"),
        ("test_version::TestVersion::test_compare_other", "types are the compiler's work"),
        ("test_version::TestVersion::test_base_version_notimplemented_with_non_base_version", "types are the compiler's work"),
        ("test_utils::test_is_normalized_name", "the rows are half of a test"),
        ("test_utils::test_canonicalize_version", "the form without trailing zeros is only compared, never written"),
        ("test_utils::test_parse_wheel_unsorted_tags_invalid_with_validate", "pip does not ask for sorted tags"),
    ];

    public static string? Reason(string table)
    {
        foreach ((string prefix, string reason) in Reasons)
        {
            if (table.StartsWith(prefix, StringComparison.Ordinal))
            {
                return reason;
            }
        }

        return null;
    }
}
