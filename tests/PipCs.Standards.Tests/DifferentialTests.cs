using System.Text.Json.Nodes;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>The same inputs to us and to the real packaging</summary>
public sealed class DifferentialTests(PackagingOracle oracle) : IClassFixture<PackagingOracle>
{
    private static readonly int Count = CaseSource.Count(3000);

    internal static readonly MarkerEnvironment TestEnvironment = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.11.7",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformRelease = "6.1.0-13-amd64",
        PlatformSystem = "Linux",
        PlatformVersion = "#1 SMP Debian 6.1.55-1",
        PythonFullVersion = "3.11.7",
        PlatformPythonImplementation = "CPython",
        PythonVersion = "3.11",
        SysPlatform = "linux",
    };

    [Fact]
    public void PackageVersion_random_text_reads_as_packaging_does()
    {
        var source = new CaseSource(1);
        Check("version", Texts(() => source.Chance(40) ? source.Mutate(source.Version()) : source.Version()), text =>
        {
            if (!PackageVersion.TryParse(text, out PackageVersion version))
            {
                return new JsonArray(Answers.Message(() => PackageVersion.Parse(text)));
            }

            string[] release = version.BaseVersion.ToString().Split('!')[^1].Split('.');
            Assert.Equal(release.Length, version.ReleaseLength);
            string epoch = version.BaseVersion.ToString().Contains('!') ? version.BaseVersion.ToString().Split('!')[0] : "0";
            return new JsonArray(
                version.ToString(),
                version.IsPrerelease,
                version.IsPostrelease,
                version.IsDevrelease,
                version.Local,
                version.Public.ToString(),
                version.BaseVersion.ToString(),
                new JsonArray([.. release.Select(part => JsonValue.Create(part))]),
                epoch,
                version.Pre is { } pre ? pre.Kind + pre.Number : null,
                version.Post?.ToString(),
                version.Dev?.ToString());
        });
    }

    [Fact]
    public void PackageVersion_pairs_order_as_packaging_does()
    {
        var source = new CaseSource(2);
        Check(
            "compare",
            Enumerable.Range(0, Count).Select(_ =>
            {
                string left = source.ValidVersion();
                string right = source.Chance(50) ? source.Mutate(left) : source.ValidVersion();
                return (left, PackageVersion.TryParse(right, out PackageVersion _) ? right : left + "0");
            }).Where(pair => PackageVersion.TryParse(pair.Item2, out _)).Select(pair => (JsonNode?)new JsonArray(pair.left, pair.Item2)),
            pair =>
            {
                PackageVersion left = PackageVersion.Parse(pair![0]!.GetValue<string>());
                PackageVersion right = PackageVersion.Parse(pair[1]!.GetValue<string>());
                Assert.True(left != right || left.GetHashCode() == right.GetHashCode());
                return Math.Sign(left.CompareTo(right));
            });
    }

    [Fact]
    public void SpecifierSet_random_text_and_versions_judge_as_packaging_does()
    {
        var source = new CaseSource(3);
        Check(
            "specifiers",
            Enumerable.Range(0, Count).Select(_ =>
            {
                string text = source.Chance(20) ? source.Mutate(source.Clauses()) : source.Clauses();
                var versions = new JsonArray();
                for (int i = 0; i < 8; i++)
                {
                    // Versions near those of the clauses meet the bounds.
                    string near = text.Split(',')[0].Trim('=', '<', '>', '!', '~', ' ', '*', '.') + source.Pick("", ".0", ".dev0", "a1", ".post1", ".1", "+local", ".post1.dev1", "rc1.dev2");
                    versions.Add(source.Chance(60) && PackageVersion.TryParse(near, out PackageVersion _) ? near : source.ValidVersion());
                }

                return (JsonNode?)new JsonArray(text, versions);
            }),
            Answers.Specifiers,
            Answers.Uncanonical);
    }

    [Fact]
    public void SpecifierSet_pairs_are_equal_as_packaging_has_them()
    {
        var source = new CaseSource(4);
        Check(
            "equal-sets",
            Enumerable.Range(0, Count).Select(_ => source.Clauses()).Where(text => SpecifierSet.TryParse(text, out _)).Select(text =>
            {
                string other = source.Chance(50) ? string.Join(',', text.Split(',').Reverse()) : text.Replace(".0", "", StringComparison.Ordinal);
                return (JsonNode?)new JsonArray(text, SpecifierSet.TryParse(other, out SpecifierSet? _) ? other : text);
            }),
            pair => SpecifierSet.Parse(pair![0]!.GetValue<string>()).Equals(SpecifierSet.Parse(pair[1]!.GetValue<string>())));
    }

    [Fact]
    public void Marker_random_text_reads_and_evaluates_as_packaging_does()
    {
        var source = new CaseSource(5);
        Check("marker", Texts(() => source.Chance(30) ? source.Mutate(source.Marker()) : source.Marker()), text =>
        {
            if (!Marker.TryParse(text, out Marker? marker))
            {
                return new JsonArray(Answers.Message(() => Marker.Parse(text)));
            }

            return new JsonArray(Answers.TextOf(marker), Answers.Evaluate(marker, null), Answers.Evaluate(marker, "Foo_Bar"));
        });
    }

    [Fact]
    public void Requirement_random_text_reads_as_packaging_does()
    {
        var source = new CaseSource(6);
        Check("requirement", Texts(() => source.Chance(40) ? source.Mutate(source.Requirement()) : source.Requirement()), Answers.Requirement);
    }

    [Fact]
    public void WheelFileName_random_text_reads_as_packaging_does()
    {
        var source = new CaseSource(7);
        Check(
            "wheel",
            Texts(() =>
            {
                string text = source.Pick("foo", "Foo_bar", "foo.bar", "a__b", "é") + "-" + source.Version() + (source.Chance(20) ? "-" + source.Pick("1", "2abc", "x", "01") : "")
                    + "-" + source.Pick("py3", "py2.py3", "cp311", "2") + "-" + source.Pick("none", "abi3", "cp311.cp312") + "-" + source.Pick("any", "manylinux_2_17_x86_64.manylinux2014_x86_64", "win32") + ".whl";
                return source.Chance(40) ? source.Mutate(text) : text;
            }),
            Answers.WheelFileName);
    }

    [Fact]
    public void SdistFileName_random_text_reads_as_packaging_and_pip_do()
    {
        var source = new CaseSource(8);
        string Next()
        {
            string text = source.Pick("foo", "Foo_bar", "foo.bar", "foo-bar", "") + "-" + source.Version() + source.Pick(".tar.gz", ".zip", ".tar.bz2", ".tgz", ".xz", ".TAR.gz", ".tar");
            return source.Chance(30) ? source.Mutate(text) : text;
        }

        Check("sdist", Texts(Next), Answers.SdistFileName);

        // pip reads names out of URLs: only characters that mean nothing there.
        Check(
            "sdist-of",
            Enumerable.Range(0, Count).Select(_ => Next()).Where(text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '!'))
                .Select(text => (JsonNode?)new JsonArray(text, "foo-bar")),
            Answers.SdistFileNameOf);
    }

    [Fact]
    public void ProjectName_random_text_normalises_as_packaging_does()
    {
        var source = new CaseSource(9);
        Check("name", Texts(() => source.Mutate(source.Pick("foo", "Foo_Bar", "a.-_b", "x--y", "-a-", "ZOPE.interface"))), text => ProjectName.Normalize(text).Value);
    }

    private static IEnumerable<string> Texts(Func<string> next) => Enumerable.Range(0, Count).Select(_ => next());

    private void Check(string operation, IEnumerable<string> texts, Func<string, JsonNode?> ours)
        => Check(operation, texts.Select(text => (JsonNode?)JsonValue.Create(text)), node => ours(node!.GetValue<string>()));

    private void Check(string operation, IEnumerable<JsonNode?> cases, Func<JsonNode?, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
        => oracle.Compare(operation, [.. cases], ours, adjust);
}
