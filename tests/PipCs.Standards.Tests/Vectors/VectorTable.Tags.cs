using System.Buffers.Binary;
using System.Text.Json.Nodes;
using PipCs.Standards.Tags;

namespace PipCs.Standards.Tests.Vectors;

internal static partial class VectorTable
{
    private static IEnumerable<KeyValuePair<string, Func<JsonObject, string?>>> Tags()
    {
        const string Mac = "test_tags::TestMacOSPlatforms::";
        const string Linux = "test_tags::TestManylinuxPlatform::";
        const string Abi = "test_tags::TestCPythonABI::";
        yield return new("test_tags::TestParseTag::test_empty_component_raises", row => Refused(row.Text("tag"), "has an empty component"));
        yield return new("test_tags::TestParseTag::test_invalid_interpreter_raises", row => Refused(row.Text("tag"), "has an invalid interpreter"));
        yield return new("test_tags::TestParseTag::test_invalid_component_count_raises", row => Refused(row.Text("tag"), "must have exactly three components"));
        yield return new("test_tags::TestParseTag::test_identifier_interpreter_is_valid", row => Same(new Tag(row.Text("interpreter"), "none", "any"), TagSet.Parse(row.Text("interpreter") + "-none-any").Tags.Single()));
        yield return new("test_tags::test_pickle_tag_roundtrip", row =>
        {
            var tag = new Tag(row.Text("interpreter"), row.Text("abi"), row.Text("platform"));
            return Same(tag, TagSet.Parse(tag.ToString()).Tags.Single());
        });
        yield return new("test_tags::test_create_compatible_tags_selector", row =>
        {
            string Whole(JsonNode? part) => string.Join('.', part!.GetValue<string>().Split('.')) + "-none-any";
            var supported = new SupportedTags([.. row["supported"]!.AsArray().Select(Whole)]);
            IEnumerable<string> chosen = row["things"]!.AsArray().Where(thing => supported.Rank(Whole(thing)) >= 0).OrderBy(thing => supported.Rank(Whole(thing))).Select(thing => thing!.GetValue<string>());
            return Same(Joined(row["expected"]), string.Join(' ', chosen));
        });
        yield return new("test_tags::TestSysTags::test_interpreter_name", row => Same(row.Text("expected"), InterpreterTags.ShortName(row.Text("name").ToLowerInvariant())));
        yield return new(Mac + "test_architectures", row => Same(row.Text("expected"), PlatformTags.MacArchitecture(row.Text("arch"), row.Flag("is_32bit"))));
        yield return new(Mac + "test_binary_formats", row =>
        {
            (int major, int minor) = Pair(row["version"]);
            string prefix = $"macosx_{major}_{(major > 10 ? 0 : minor)}_";
            IEnumerable<string> formats = PlatformTags.Mac(major, minor, row.Text("arch")).Where(platform => platform.StartsWith(prefix, StringComparison.Ordinal)).Select(platform => platform[prefix.Length..]);
            return Same(Joined(row["expected"]), string.Join(' ', formats));
        });
        yield return new(Mac + "test_macos_11", row =>
        {
            (int major, int minor) = (row["major"]!.GetValue<int>(), row["minor"]!.GetValue<int>());
            IReadOnlyList<string> arm = PlatformTags.Mac(major, minor, "arm64");
            IReadOnlyList<string> intel = PlatformTags.Mac(major, minor, "x86_64");
            return Same(true, arm.Contains($"macosx_{major}_0_arm64") && arm.Contains($"macosx_{major}_0_universal2") && arm.Contains("macosx_10_16_universal2"))
                ?? Same(false, arm.Any(platform => platform.StartsWith("macosx_10_", StringComparison.Ordinal) && platform.EndsWith("arm64", StringComparison.Ordinal)))
                ?? Same(minor > 0, minor > 0 && !arm.Contains($"macosx_{major}_{minor}_arm64"))
                ?? Same(true, intel.Contains("macosx_10_16_x86_64") && intel.Contains("macosx_10_4_intel") && !intel.Contains("macosx_10_3_x86_64"));
        });
        yield return new(Linux + "test_linux_platforms_32_64bit_on_64bit_os", row => Same(
            Joined(row["expected"]), string.Join(' ', PlatformTags.Linux(new LinuxSystem { Platform = row.Text("arch"), Is32Bit = row.Flag("is_32bit") }))));
        yield return new(Linux + "test_linux_platforms_manylinux2014_armhf_abi", row => Same(true, PlatformTags.Linux(new LinuxSystem
        {
            Platform = "linux-" + row.Text("native_arch"),
            Is32Bit = true,
            Glibc = (2, 30),
            ExecutableHeader = ElfHeader(1, 1, 40, HardFloat),
        }).Contains($"manylinux2014_{row.Text("cross_arch")}")));
        yield return new(Linux + "test_linux_platforms_musllinux", row =>
        {
            (int major, int minor) = Pair(row["musl_version"]);
            string architecture = row.Flag("cross32") ? row.Text("cross32_arch") : row.Text("native_arch");
            string[] architectures = architecture == "armv8l" ? ["armv8l", "armv7l"] : [architecture];
            IEnumerable<string> expected = architectures.Select(each => "linux_" + each)
                .Concat(architectures.SelectMany(each => Enumerable.Range(0, minor + 1).Reverse().Select(one => $"musllinux_{major}_{one}_{each}")));
            return Same(string.Join(' ', expected), string.Join(' ', PlatformTags.Linux(
                new LinuxSystem { Platform = "linux-" + row.Text("native_arch"), Is32Bit = row.Flag("cross32"), Musl = (major, minor) })));
        });
        foreach (string owner in new[] { Linux, "test_tags::TestSysTags::" })
        {
            // x32 is an ELF file of 32 bits for x86_64, armel one without the hard-float flag.
            yield return new(owner + "test_linux_platforms_not_manylinux_abi", row => Same($"linux_{row.Text("alt_machine")}", string.Join(' ', PlatformTags.Linux(new LinuxSystem
            {
                Platform = "linux-" + row.Text("machine"),
                Is32Bit = true,
                Glibc = (2, 30),
                ExecutableHeader = row.Text("abi") == "x32" ? ElfHeader(1, 1, 62, 0) : ElfHeader(1, 1, 40, HardFloat & ~0x400u),
            }))));
        }

        yield return new("test_tags::TestSysTags::test_linux_use_manylinux_compatible", row =>
        {
            (int major, int minor) = (row["major"]!.GetValue<int>(), row["minor"]!.GetValue<int>());
            IReadOnlyList<string> platforms = PlatformTags.Linux(new LinuxSystem { Platform = "linux-" + row.Text("machine"), Glibc = (2, 30), Refuses = (_, _, _) => !row.Flag("tf") });
            return Same(row.Flag("tf"), platforms.Contains($"manylinux_{major}_{minor}_{row.Text("machine")}"));
        });
        yield return new("test_manylinux::test_is_manylinux_compatible_glibc_support", row =>
        {
            // Of (2, 5): below 2.5 there is no name.
            (int major, int minor) = Pair(row["version"]);
            bool isNamed = PlatformTags.Linux(new LinuxSystem { Platform = "linux-x86_64", Glibc = (2, 5) }).Contains($"manylinux_{major}_{minor}_x86_64");
            return Same(row.Flag("compatible") && minor >= 5, isNamed);
        });
        yield return new("test_manylinux::test_check_glibc_version_warning", row => Same(null, LinuxSystem.ParseVersion(row.Text("version_str"))));
        yield return new("test_manylinux::test_glibc_version_string", row => Same(row.Text("expected") == "2.4" ? (2, 4) : default, LinuxSystem.ParseVersion(row.Text("expected"))!.Value));
        yield return new("test_musllinux::test_parse_musl_version", row => Same(row["version"] is { } version ? Pair(version) : null, LinuxSystem.ParseMusl(row.Text("output"))));
        yield return new(Abi + "test__debug_cp38", row => Same(Joined(row["expected"]), string.Join(' ', InterpreterTags.CPythonAbis(3, 8, new CPythonBuild { IsDebug = row.Flag("debug") }))));
        yield return new(Abi + "test_pymalloc", row =>
        {
            (int major, int minor) = Pair(row["version"]);
            string abi = InterpreterTags.CPythonAbis(major, minor, new CPythonBuild { HasPymalloc = row["pymalloc"]?.GetValue<int>() != 0 })[0];
            return Same($"cp{major}{minor}{(row.Flag("result") ? "m" : "")}", abi);
        });
        yield return new(Abi + "test_wide_unicode", row =>
        {
            (int major, int minor) = Pair(row["version"]);
            bool isWide = row["unicode_size"]?.GetValue<int>() is { } size ? size == 4 : row["maxunicode"]!.GetValue<int>() == 0x10FFFF;
            string abi = InterpreterTags.CPythonAbis(major, minor, new CPythonBuild { HasPymalloc = false, HasWideUnicode = isWide })[0];
            return Same($"cp{major}{minor}{(row.Flag("result") ? "u" : "")}", abi);
        });
        yield return new("test_tags::TestCPythonTags::test_skip_redundant_abis", row => Same(
            "cp30-none-any", string.Join(' ', InterpreterTags.CPython(3, 0, Names(row["abis"])!, ["any"]))));
        yield return new("test_tags::TestGenericTags::test__generic_abi_error", row => Same(
            "invalid sysconfig.get_config_var('EXT_SUFFIX')", Assert.Throws<FormatException>(() => InterpreterTags.GenericAbis(row["ext_suffix"]?.GetValue<string>())).Message));
        yield return new("test_tags::TestGenericTags::test__generic_abi_cpython_missing_version", row => Same(
            "invalid sysconfig.get_config_var('EXT_SUFFIX')", Assert.Throws<FormatException>(() => InterpreterTags.GenericAbis(row.Text("ext_suffix"))).Message));
        yield return new("test_tags::TestGenericTags::test_abi_unspecified", row => Same(
            "sillywalk34-none-plat1 sillywalk34-none-plat2", string.Join(' ', InterpreterTags.Generic("sillywalk34", Names(row["abi"])!, ["plat1", "plat2"]))));
    }

    private const uint HardFloat = 0x05000400;

    private static byte[] ElfHeader(byte capacity, byte encoding, ushort machine, uint flags)
    {
        byte[] header = new byte[64];
        "\u007fELF"u8.CopyTo(header);
        (header[4], header[5]) = (capacity, encoding);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(18), machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(36), flags);
        return header;
    }

    private static string Joined(JsonNode? list) => string.Join(' ', Names(list)!);

    private static (int, int) Pair(JsonNode? pair) => (pair![0]!.GetValue<int>(), pair[1]!.GetValue<int>());

    private static string? Refused(string tags, string reason)
        => TagSet.TryParse(tags, out _) ? "accepted" : Assert.Throws<FormatException>(() => TagSet.Parse(tags)).Message is var message && message.Contains(reason, StringComparison.Ordinal) ? null : message;
}
