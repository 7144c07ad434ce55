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
        ("test_elffile::", "the rows name files of packaging's repository; the probe's reading of ELF is held by ProbedTagsTests, the use of a header by TagDifferentialTests"),
        ("test_manylinux::test_module_declaration", "the interpreter asks its _manylinux module: ProbedTagsTests compares with packaging"),
        ("test_manylinux::test_glibc_version_string_confstr_fail", "the rows are Python's functions"),
        ("test_manylinux::test_parse_elf_bad_executable", "the rows name damage done by the test; TagDifferentialTests has damaged headers"),
        ("test_musllinux::test_get_musl_version", "the rows name files of packaging's repository and what their loaders say, which test_parse_musl_version checks"),
        ("test_tags::TestInterpreterVersion::", "versions of one number are joined by whoever has them"),
        ("test_tags::TestMacOSPlatforms::test_arch_detection", "asks the running system; TagDifferentialTests gives it"),
        ("test_tags::test_platform_tags", "asks the running system; TagDifferentialTests gives each"),
        ("test_tags::TestCPythonABI::test_debug", "the variables of the running interpreter: ProbedTagsTests compares with packaging"),
        ("test_tags::TestBitness::", "the probe tells the size of a pointer; sys.maxsize is not asked"),
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

    private static readonly (string Table, string Reason)[] PipReasons =
    [
        ("test_base_command::", Commands), ("test_cli_spinners::", Commands), ("test_cmdoptions::", "the room Cli: PipVectorTests"), ("test_command_", Commands), ("test_commands::", Commands),
        ("test_options::", Commands), ("test_pyproject_config::", Commands), ("test_logging::", Commands), ("test_exceptions::", Commands), ("test_self_check_outdated::", Commands),
        ("test_collector::test_clean_url_path", "the path inside test_ensure_quoted_url"),
        ("test_collector::", "answers of a server: the room Index"), ("test_network_", "answers of a server: the room Index"), ("test_utils_retry::", "answers of a server: the room Index"),
        ("test_finder::", Candidates), ("test_format_control::", "the room Resolution: PipVectorTests"), ("test_release_control::", "the room Resolution: PipVectorTests"), ("test_resolution_", Candidates), ("resolution_resolvelib/", Candidates),
        ("test_index::TestLinkEvaluator", Candidates), ("test_index::TestCandidateEvaluator", Candidates), ("test_index::TestPackageFinder", Candidates),
        ("test_index::test_filter_unallowed_hashes", Candidates), ("test_index::test_check_link_requires_python__incompatible_python", Candidates),
        ("test_index::test_find_name_version_sep", "the place of the dash is checked by the version behind it: test_extract_version_from_fragment"),
        ("test_link::TestLink::test_repr", "of a Python class; Redact is checked by test_redact_auth_from_url"),
        ("test_link::TestLink::test_invalid_egg_fragments", "links with egg fragments: the room PipCs"),
        ("test_link::TestLink::test_is_yanked", "a page has both values: ProjectPageTests"),
        ("test_link::TestLink::test_is_hash_allowed", "hashes against those that are allowed: the room Index"),
        ("test_link::TestLink::test_is_vcs", Trees),
        ("test_link::test_as_path_component_", "whoever writes a file takes LinkUrl.FileName, which test_filename checks"), ("test_link::test_join_within_directory", "joins paths"),
        ("test_locations::", "folders of an interpreter: the room Python"), ("test_target_python::", "the room Python: InterpreterTargetTests"),
        ("test_utils_compatibility_tags::", "the room Python: InterpreterTargetTests compares with pip"), ("test_utils_virtualenv::", "environments: the room Python"),
        ("metadata/", "installed distributions: the room Python"),
        ("test_pep517::test_backend_unavailable", Trees), ("test_vcs::", Trees), ("test_wheel_builder::", Trees), ("test_utils_subprocess::", Trees),
        ("test_req::", "requirements of the command line: the room PipCs"),
        ("test_urls::test_path_to_url_win", "Windows' paths"),
        ("test_utils::Test_display_path", Commands), ("test_utils::TestHashes", "hashes against those that are allowed: the room Index"), ("test_utils::TestGlibc", "the rows are Python's functions"),
        ("test_utils::test_normalize_version_info", "the room Python: InterpreterTargetTests"), ("test_utils::TestGetProg", Commands), ("test_utils::test_build_", "parts of a URL that nobody here asks for"),
        ("test_utils::test_split_auth_from_netloc", "whole URLs are split: test_split_auth_netloc_from_url"), ("test_utils::test_redact_netloc", "whole URLs are redacted: test_redact_auth_from_url"),
        ("test_utils::test_redact_auth_from_requirement", "what is shown of a requirement: the room PipCs"), ("test_utils::test_deprecated_", Commands), ("test_utils::test_is_console_interactive", Commands),
        ("test_utils::test_format_size", Commands), ("test_utils::test_tabulate", Commands), ("test_utils_temp_dir::", "folders that Python's program makes"),
        ("test_utils_unpacking::test_is_within_directory", "members that leave their folder: the room Archives"), ("test_utils_unpacking::", Trees),
        ("test_wheel::TestInstallUnpackedWheel", "the room Install: PipVectorTests for entry points"), ("test_wheel::test_raise_for_invalid_entrypoint", "the room Install: PipVectorTests"),
    ];

    private const string Commands = "commands, options and what they print: the room Cli";
    private const string Candidates = "the choice of candidates: the rooms Index and Resolution";
    private const string Trees = "source trees and version control are not built yet (README)";

    public static string? Reason(string table) => Find(Reasons, table);

    public static string? ReasonOfPip(string table) => Find(PipReasons, table);

    private static string? Find((string Table, string Reason)[] reasons, string table)
    {
        foreach ((string prefix, string reason) in reasons)
        {
            if (table.StartsWith(prefix, StringComparison.Ordinal))
            {
                return reason;
            }
        }

        return null;
    }
}
