using System.Text;
using System.Text.Json;
using PipCs.Standards.DependencyGroups;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Standards.InlineScripts;
using PipCs.Standards.Licenses;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Pyproject;
using PipCs.Standards.Recording;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.SimpleApi;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>Every parser on random bytes, random characters, and real input with a few bytes changed: nothing is thrown but the documented exceptions.</summary>
public sealed class HostileInputTests
{
    private static readonly SupportedTags Supported = new(["cp311-cp311-linux_x86_64", "py3-none-any"]);

    private const string Pyproject = """
        [build-system]
        requires = ["setuptools >= 61", "wheel"]
        build-backend = "setuptools.build_meta"
        backend-path = ["."]
        [project]
        name = "a"
        version = "1.0"
        requires-python = ">=3.8"
        dependencies = ["requests[socks] >= 2.31; python_version < '3.12'"]
        optional-dependencies.test = ["pytest"]
        [dependency-groups]
        test = ["pytest>=7", { include-group = "docs" }]
        docs = ["sphinx"]
        """;

    private const string Lock = """
        lock-version = "1.0"
        created-by = "pip"
        requires-python = ">=3.9"
        environments = ["os_name == 'posix'"]
        [[packages]]
        name = "a"
        version = "1.0"
        marker = "'x' in extras"
        wheels = [{ name = "a-1.0-py3-none-any.whl", url = "https://x.org/a-1.0-py3-none-any.whl", upload-time = 1979-05-27T07:32:00Z, size = 12, hashes = { sha256 = "ab" } }]
        [[packages]]
        name = "b"
        vcs = { type = "git", url = "https://x.org/b", commit-id = "1f" }
        """;

    private const string Page = """
        {"meta": {"api-version": "1.4", "tracks": []}, "name": "a", "versions": ["1.0"], "files": [{"filename": "a-1.0.tar.gz", "url": "../a-1.0.tar.gz#sha256=ab", "hashes": {"sha256": "ab", "md5": "c"},
        "requires-python": ">=3.8", "size": 12, "upload-time": "2026-01-02T03:04:05.678Z", "yanked": "reason", "core-metadata": {"sha256": "cd"}, "provenance": null}]}
        """;

    private const string Html = """
        <!DOCTYPE html><base href="/x/"><!-- c --><a href="a-1.0.tar.gz#sha256=ab" data-requires-python="&gt;=3.8" data-yanked='why' data-core-metadata="sha256=cd">a</a><script>"</script>
        """;

    private const string Metadata = "Metadata-Version: 2.4\nName: a\nVersion: 1.0\nSummary: two\n lines\nRequires-Dist: b>=1; extra == 'x'\nProvides-Extra: x\nRequires-Python: >=3.8\nLicense-Expression: MIT OR (Apache-2.0 AND BSD-3-Clause)\n"
        + "License-File: LICENSE\nDynamic: Requires-Dist\nDescription-Content-Type: text/markdown; charset=UTF-8\nKeywords: a,b\nProject-URL: Home, https://x.org\nImport-Name: a ; private\n\nThe body.\n";

    /// <summary>The parsers, each with real input.</summary>
    private static readonly Dictionary<string, (Action<byte[]> Read, string[] Seeds)> Parsers = new()
    {
        ["version"] = (OfText(text => _ = PackageVersion.TryParse(text, out PackageVersion version) ? version.ToString().Length + version.GetHashCode() : 0), ["1!2.0.1rc1.post2.dev3+ubuntu.1", "v2026.1.0-1"]),
        ["version, UTF-8"] = (bytes => PackageVersion.TryParse(bytes, out _), ["1!2.0.1rc1.post2.dev3+ubuntu.1"]),
        ["specifier"] = (OfText(text => _ = Specifier.TryParse(text, out Specifier one) ? one.ToString().Length + one.GetHashCode() : 0), [">=1.0", "==1.0.*", "~=2.2.post1", "===a b"]),
        ["specifiers"] = (OfText(text => _ = SpecifierSet.TryParse(text, out SpecifierSet? set) ? set.ToString().Length + (set.Contains(PackageVersion.Parse("1.0+local")) ? 1 : 0) : 0), [">=1.0,!=1.3.*,<2", "~=1.4.2, ===foo"]),
        ["marker"] = (OfText(text => _ = Marker.TryParse(text, out Marker? marker) && marker.Simplify().IsAlways), ["python_version >= '3.8' and (os_name == \"nt\" or 'x' in extras) and extra != 'A_b'"]),
        ["requirement"] = (OfText(text => _ = Requirement.TryParse(text, out Requirement? requirement, out _) && requirement.Equals(requirement)), ["requests[socks, x] (>=2.8.1,==2.8.*); python_version < '3'", "a @ https://x.org/a.whl ; os_name == 'nt'"]),
        ["requirement, UTF-8"] = (bytes => Requirement.TryParse(bytes, out _, out _), ["requests[socks] >= 2.8.1; extra == 'x'"]),
        ["name"] = (OfText(text => _ = ProjectName.TryParse(text, out _) ? default : ProjectName.Normalize(text)), ["Zope.Interface__x"]),
        ["wheel file name"] = (OfText(text => WheelFileName.TryParse(text, out _, out _)), ["numpy-1.26.4-1a-cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"]),
        ["sdist file name"] = (OfText(text => _ = SdistFileName.TryParse(text, out _) || SdistFileName.TryParse(text, ProjectName.Normalize("zope-interface"), out _)), ["zope.interface-1.0.tar.gz", "Zope_Interface-1.0-py2.7.zip"]),
        ["tags"] = (OfText(text => _ = TagSet.TryParse(text, out TagSet? set) ? set.Count + set.ToString().Length : Supported.Rank(text)), ["py2.py3-none-any", "cp311-abi3-win_amd64"]),
        ["musl, glibc"] = (OfText(text => _ = LinuxSystem.ParseMusl(text) is null && LinuxSystem.ParseVersion(text) is null), ["musl libc (x86_64)\nVersion 1.2.2\n", "2.36"]),
        ["license"] = (OfText(text => LicenseExpression.TryParse(text, out _, out _)), ["MIT OR (GPL-2.0-only WITH Classpath-exception-2.0 AND LicenseRef-a)"]),
        ["metadata"] = (bytes => _ = CoreMetadata.Parse(bytes, universalNewlines: true).GetFirst("A") is null && CoreMetadata.Validate(bytes).Count > 0, [Metadata]),
        ["dependencies"] = (bytes => CoreMetadata.TryReadDependencies(bytes, out _, out _), [Metadata]),
        ["WHEEL"] = (bytes => WheelMetadata.TryParse(bytes, out _, out _), ["Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\nBuild: 1\n"]),
        ["RECORD"] = (bytes => RecordFile.Read(bytes), ["a/b.py,sha256=abc,12\n\"a,\"\"b\",,\n"]),
        ["entry points"] = (bytes => EntryPointsFile.Read(bytes), ["[console_scripts]\n# c\na = b.c:d.e [x]\n"]),
        ["direct URL"] = (bytes => DirectUrl.TryParse(bytes, out _, out _), ["""{"url": "https://u:p@x.org/a", "vcs_info": {"vcs": "git", "commit_id": "1"}, "subdirectory": "s"}"""]),
        ["requirements file"] = (bytes => RequirementsFile.Parse(RequirementsFile.Decode(bytes), static name => name == "A" ? "b" : null), ["# coding: utf-8\n-r a.txt\nb>=1 \\\n  --hash=sha256:ab # c\n-e ${A}\n--index-url 'https://x'\n"]),
        ["inline script"] = (OfText(text => InlineScriptMetadata.Parse(text)), ["# /// script\n# requires-python = '>=3.11'\n# dependencies = ['a']\n# [tool.x]\n# ///\nprint()\n"]),
        ["TOML"] = (bytes => _ = TomlTable.TryParse(bytes, out TomlTable? table, out _) ? table.ToString().Length : 0, [Pyproject, Lock, "a = [1, 2.5, true, 07:32:00, '''x\n''', { b.c = \"\\u00e9\" }]\n[[d]]\ne = 0x1f\n"]),
        ["pyproject.toml"] = (bytes => ReadProject(PyprojectFile.Parse(bytes)), [Pyproject]),
        ["dependency groups"] = (bytes => ReadGroups(PyprojectFile.Parse(bytes)), [Pyproject]),
        ["lock file"] = (bytes => _ = LockFile.TryParse(bytes, out LockFile? file, out _) ? file.ToString().Length : 0, [Lock]),
        ["page in JSON"] = (bytes => Build(builder => builder.AddJson("https://x.org/", "https://x.org/a/", bytes)), [Page]),
        ["page in HTML"] = (OfText(text => Build(builder => builder.AddHtml("https://x.org/", "https://x.org/a/", text))), [Html]),
        ["page as stored"] = (bytes => _ = ProjectPage.TryRead(ProjectName.Normalize("a"), bytes, out ProjectPage? page) ? page.FileCount : 0, [Page]),
        ["simple API"] = (bytes => ProjectDetails.TryParse(bytes, out _, out _), [Page]),
        ["upload time"] = (bytes => UploadTime.TryParse(bytes, out _), ["2026-01-02T03:04:05.678901Z", "2026-01-02 03:04:05+02:00"]),
        ["URL"] = (OfText(text => _ = LinkUrl.FileName(text).Length + LinkUrl.Redact(text).Length + LinkUrl.EnsureQuoted(text).Length + LinkUrl.Join("https://x.org/a/", text).Length + (LinkEquivalence.AreEquivalent(text, text) ? 1 : 0)), ["https://u:p@x.org:8080/a%20b/../c-1.0.tar.gz?q=1#sha256=ab"]),
    };

    public static TheoryData<string> Names => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_hostile_input_raises_nothing_else(string name)
    {
        (Action<byte[]> read, string[] seeds) = Parsers[name];
        int count = CaseSource.Count(1500);
        var random = new Random(11);
        var source = new CaseSource(11);
        for (int i = 0; i < count; i++)
        {
            byte[] input = (i % 4) switch
            {
                0 => RandomBytes(random),
                1 => Encoding.UTF8.GetBytes(RandomText(random)),
                2 => Changed(random, Encoding.UTF8.GetBytes(source.Pick<string>(seeds))),
                _ => Encoding.UTF8.GetBytes(source.Mutate(source.Mutate(source.Pick<string>(seeds)))),
            };
            try
            {
                read(input);
            }
            catch (Exception exception) when (exception is FormatException or JsonException)
            {
                // The documented ones.
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.GetType().Name} on {Convert.ToBase64String(input)}: {exception}");
            }
        }
    }

    private static Action<byte[]> OfText(Action<string> read) => bytes => read(Encoding.UTF8.GetString(bytes));

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string RandomText(Random random) => string.Create(random.Next(40), random, static (span, generator) =>
    {
        foreach (ref char c in span)
        {
            c = (char)(generator.Next(8) == 0 ? generator.Next(0x10000) : generator.Next(0x80));
        }
    });

    /// <summary>Bytes flipped, cut out, doubled, or the end cut off.</summary>
    private static byte[] Changed(Random random, byte[] input)
    {
        var bytes = new List<byte>(input);
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 1; i--)
        {
            int position = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 20), bytes.Count - position);
            switch (random.Next(4))
            {
                case 0:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(position, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(position, length));
                    break;
                default:
                    bytes.RemoveRange(bytes.Count - length, length);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void ReadProject(PyprojectFile file)
    {
        _ = file.ReadBuildSystem();
        _ = file.ReadProject();
    }

    private static void ReadGroups(PyprojectFile file)
    {
        var groups = new DependencyGroupSet(file.Document);
        foreach (string name in groups.Names)
        {
            _ = groups.Resolve(name);
        }
    }

    private static void Build(Action<ProjectPageBuilder> add)
    {
        var builder = new ProjectPageBuilder(ProjectName.Normalize("a"));
        add(builder);
        ProjectPage page = builder.Build();
        for (int i = 0; i < page.FileCount; i++)
        {
            ProjectFile file = page.GetFile(i);
            _ = file.Url.Length + file.FileName.Length + file.Hashes.Count + (file.UploadTime is null ? 0 : 1);
        }
    }
}
