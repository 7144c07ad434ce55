using System.Text.Json.Nodes;
using PipCs.Standards.Tags;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests.Tags;

/// <summary>Systems and interpreters made up, told to us and to the real packaging.</summary>
public sealed class TagDifferentialTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly string[] MacArchitectures = ["x86_64", "arm64", "i386", "ppc", "ppc64", "intel", "universal2", "riscv"];
    private static readonly string[] IosArchitectures = ["arm64_iphoneos", "arm64-iphonesimulator", "x86_64_iphonesimulator"];
    private static readonly string[] AndroidAbis = ["arm64-v8a", "armeabi_v7a", "x86", "x86_64", "a.b c"];

    [Fact]
    public void Mac_Ios_Android_every_version_is_as_packaging_has_it()
    {
        var cases = new List<(string System, int Major, int Minor, string Architecture)>();
        cases.AddRange(from architecture in MacArchitectures from minor in Enumerable.Range(0, 18) select ("mac", 10, minor, architecture));
        cases.AddRange(from architecture in MacArchitectures from major in new[] { 1, 9, 11, 12, 15, 26 } from minor in new[] { 0, 1, 7 } select ("mac", major, minor, architecture));
        cases.AddRange(from architecture in IosArchitectures from major in new[] { 0, 9, 11, 12, 13, 17, 26 } from minor in new[] { 0, 1, 8, 12 } select ("ios", major, minor, architecture));
        cases.AddRange(from abi in AndroidAbis from level in new[] { 0, 15, 16, 17, 21, 36 } select ("android", level, 0, abi));
        Check("platforms", cases, one => new JsonArray(one.System, one.Major, one.Minor, one.Architecture), one => one.System switch
        {
            "mac" => PlatformTags.Mac(one.Major, one.Minor, one.Architecture),
            "ios" => PlatformTags.Ios(one.Major, one.Minor, one.Architecture),
            _ => PlatformTags.Android(one.Major, one.Architecture),
        });
    }

    [Fact]
    public void Linux_random_systems_are_as_packaging_has_them()
    {
        var source = new CaseSource(41);
        var cases = Enumerable.Range(0, CaseSource.Count(400)).Select(_ => (
            Platform: source.Pick("linux-x86_64", "linux-aarch64", "linux-armv7l", "linux-armv8l", "linux-i686", "linux-ppc64le", "linux-s390x", "linux-riscv64", "linux-mips.64", "freebsd-14-amd64", "win-amd64"),
            Is32Bit: source.Chance(40),
            Header: Header(source),
            Glibc: source.Pick(null, "2.36", "2.17", "2.20-2014.11", "2.4", "2.5", "3.2", "4.0", "1.9", "2", "glibc-2.4.5", "2.", ""),
            Musl: source.Pick("", "", "musl libc (x86_64)\nVersion 1.2.2\nDynamic Program Loader\n", "\n musl libc\r\n\n  Version 1.1.24x\n", "musl libc\nVersion unknown", "musl", "glibc\nVersion 1.2"),
            Refused: source.Chance(25) ? new[] { 5, 17, source.Next(40) } : [])).ToList();
        Check(
            "linux-platforms",
            cases,
            one => new JsonArray(one.Platform, one.Is32Bit, Convert.ToHexString(one.Header), one.Glibc, one.Musl, new JsonArray([.. one.Refused.Select(minor => (JsonNode)minor)])),
            one => PlatformTags.Linux(new LinuxSystem
            {
                Platform = one.Platform,
                Is32Bit = one.Is32Bit,
                ExecutableHeader = one.Header,
                Glibc = one.Glibc is null ? null : LinuxSystem.ParseVersion(one.Glibc),
                Musl = LinuxSystem.ParseMusl(one.Musl),
                Refuses = (major, minor, _) => major == 2 && one.Refused.Contains(minor),
            }));
    }

    [Fact]
    public void CPython_Generic_Compatible_every_combination_is_as_packaging_has_it()
    {
        string[][] abis = [[], ["cp311"], ["cp313t", "abi3t"], ["cp313td", "cp313t"], ["abi3", "none"], ["none", "abi3t", "cp39"], ["cpt"], ["pypy39_pp73", "none", "none"]];
        var cases =
            (from kind in new[] { "cpython", "generic", "compatible" }
             from version in new (int Major, int? Minor)[] { (2, 7), (3, null), (3, 0), (3, 1), (3, 2), (3, 14), (4, 0), (10, 1) }
             from abi in abis
             from interpreter in new[] { "pp39", "cp311" }
             select (Kind: kind, version.Major, version.Minor, Abis: abi, Interpreter: interpreter)).ToList();
        Check(
            "interpreter-tags",
            cases,
            one => new JsonArray(one.Kind, one.Major, one.Minor, new JsonArray([.. one.Abis.Select(abi => (JsonNode)abi)]), one.Interpreter),
            one => one.Kind switch
            {
                "cpython" => InterpreterTags.CPython(one.Major, one.Minor, one.Abis, ["plat_1", "plat_2"]),
                "generic" => InterpreterTags.Generic(one.Interpreter, one.Abis, ["plat_1", "plat_2"]),
                _ => InterpreterTags.Compatible(one.Major, one.Minor, one.Interpreter, ["plat_1", "plat_2"]),
            });
    }

    [Fact]
    public void GenericAbis_suffixes_name_what_packaging_says()
    {
        string?[] suffixes =
        [
            ".cpython-310-x86_64-linux-gnu.so", ".cp310-win_amd64.pyd", ".pypy38-pp73-x86_64-linux-gnu.so", ".graalpy-38-native-x86_64-darwin.dylib", ".graalpy.so", ".pypy.so",
            ".pyston-23-x86_64-linux-gnu.so", "..so", ".cpython.so", ".cpython-.so", "so", "", null, ".a.b c-d.so",
        ];
        JsonArray expected = oracle.Ask("generic-abi", suffixes.Select(suffix => (JsonNode?)suffix));
        var differences = new Differences();
        for (int i = 0; i < suffixes.Length; i++)
        {
            JsonNode? actual;
            try
            {
                actual = new JsonArray([.. InterpreterTags.GenericAbis(suffixes[i])!.Select(abi => (JsonNode)abi)]);
            }
            catch (FormatException error)
            {
                actual = error.Message;
            }

            differences.Compare(suffixes[i] ?? "null", expected[i], actual);
        }

        differences.AssertNone();
    }

    [Fact]
    public void TagSet_random_text_reads_as_packaging_does()
    {
        var source = new CaseSource(42);
        string[] known = ["py2.py3-none-any", "cp311-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64", "CP39.cp310.pp39-ABI3.none-Win32", "py3.py3-none-any", "py3-none", "--", ""];
        List<string> cases = [.. known, .. Enumerable.Range(0, CaseSource.Count(3000)).Select(_ => source.Mutate(source.Pick<string>(known)))];
        Check("tag-set", cases, one => one, one =>
        {
            try
            {
                TagSet set = TagSet.Parse(one);
                Assert.Equal(set.Count, set.Tags.Count());
                Assert.Equal(set, TagSet.Parse(set.ToString()));
                return [.. set.Tags.Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
            }
            catch (FormatException error)
            {
                return [error.Message];
            }
        });
    }

    private static byte[] Header(CaseSource source)
    {
        byte[] header = new byte[source.Pick(64, 64, 64, 52, 51, 20, 3, 0)];
        byte[] whole = [.. "\u007fELF"u8, source.Pick<byte>(1, 1, 1, 2, 3), source.Pick<byte>(1, 1, 1, 2, 0), .. new byte[58]];
        whole[18] = source.Pick<byte>(3, 40, 40, 62, 183);
        whole[37] = source.Pick<byte>(4, 4, 0);
        whole[39] = source.Pick<byte>(5, 5, 4);
        whole[0] = source.Chance(95) ? whole[0] : (byte)'#';
        whole.AsSpan(0, header.Length).CopyTo(header);
        return header;
    }

    private void Check<T>(string operation, IReadOnlyList<T> cases, Func<T, JsonNode?> ask, Func<T, IEnumerable<string>> answer)
    {
        JsonArray expected = oracle.Ask(operation, cases.Select(ask));
        var differences = new Differences();
        for (int i = 0; i < cases.Count; i++)
        {
            differences.Compare(cases[i]!.ToString()!, expected[i], new JsonArray([.. answer(cases[i]).Select(text => (JsonNode)text)]));
        }

        differences.AssertNone();
    }
}
