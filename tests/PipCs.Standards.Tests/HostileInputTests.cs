using System.Text;
using PipCs.Standards.Tests.Oracle;

namespace PipCs.Standards.Tests;

/// <summary>Every parser on random bytes, random characters, and real input with a few bytes changed: nothing is thrown but the documented exceptions.</summary>
public sealed class HostileInputTests
{
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

    /// <summary>Real input of each parser.</summary>
    private static readonly Dictionary<string, string[]> Seeds = new()
    {
        ["version"] = ["1!2.0.1rc1.post2.dev3+ubuntu.1", "v2026.1.0-1"],
        ["version, UTF-8"] = ["1!2.0.1rc1.post2.dev3+ubuntu.1"],
        ["specifier"] = [">=1.0", "==1.0.*", "~=2.2.post1", "===a b"],
        ["specifiers"] = [">=1.0,!=1.3.*,<2", "~=1.4.2, ===foo"],
        ["marker"] = ["python_version >= '3.8' and (os_name == \"nt\" or 'x' in extras) and extra != 'A_b'"],
        ["marker, simplified"] = ["os_name == 'nt' or python_version < '3.9' and (python_full_version >= '3.8.1' or os_name == 'nt')"],
        ["requirement"] = ["requests[socks, x] (>=2.8.1,==2.8.*); python_version < '3'", "a @ https://x.org/a.whl ; os_name == 'nt'"],
        ["requirement, UTF-8"] = ["requests[socks] >= 2.8.1; extra == 'x'"],
        ["name"] = ["Zope.Interface__x"],
        ["wheel file name"] = ["numpy-1.26.4-1a-cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"],
        ["sdist file name"] = ["zope.interface-1.0.tar.gz", "Zope_Interface-1.0-py2.7.zip"],
        ["tags"] = ["py2.py3-none-any", "cp311-abi3-win_amd64"],
        ["musl, glibc"] = ["musl libc (x86_64)\nVersion 1.2.2\n", "2.36"],
        ["license"] = ["MIT OR (GPL-2.0-only WITH Classpath-exception-2.0 AND LicenseRef-a)"],
        ["metadata"] = [Metadata],
        ["metadata validation"] = [Metadata],
        ["dependencies"] = [Metadata],
        ["WHEEL"] = ["Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\nBuild: 1\n"],
        ["RECORD"] = ["a/b.py,sha256=abc,12\n\"a,\"\"b\",,\n"],
        ["entry points"] = ["[console_scripts]\n# c\na = b.c:d.e [x]\n"],
        ["direct URL"] = ["""{"url": "https://u:p@x.org/a", "vcs_info": {"vcs": "git", "commit_id": "1"}, "subdirectory": "s"}"""],
        ["provenance URL"] = ["""{"url": "https://x.org/a", "index_url": "https://x.org/", "archive_info": {"hashes": {"sha224": "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"}}}"""],
        ["requirements file"] = ["# coding: utf-8\n-r a.txt\nb>=1 \\\n  --hash=sha256:ab # c\n-e ${A}\n--index-url 'https://x'\n"],
        ["inline script"] = ["# /// script\n# requires-python = '>=3.11'\n# dependencies = ['a']\n# [tool.x]\n# ///\nprint()\n"],
        ["TOML"] = [Pyproject, Lock, "a = [1, 2.5, true, 07:32:00, '''x\n''', { b.c = \"\\u00e9\" }]\n[[d]]\ne = 0x1f\n"],
        ["pyproject.toml"] = [Pyproject],
        ["dependency groups"] = [Pyproject],
        ["lock file"] = [Lock],
        ["page in JSON"] = [Page],
        ["page in HTML"] = [Html],
        ["page as stored"] = [Page],
        ["simple API"] = [Page],
        ["upload time"] = ["2026-01-02T03:04:05.678901Z", "2026-01-02 03:04:05+02:00"],
        ["URL"] = ["https://u:p@x.org:8080/a%20b/../c-1.0.tar.gz?q=1#sha256=ab"],
    };

    [Theory]
    [MemberData(nameof(Parsers.Names), MemberType = typeof(Parsers))]
    public void Parser_hostile_input_raises_nothing_else(string name)
    {
        int count = CaseSource.Count(1500);
        var random = new Random(11);
        var source = new CaseSource(11);
        for (int i = 0; i < count; i++)
        {
            byte[] input = (i % 4) switch
            {
                0 => RandomBytes(random),
                1 => Encoding.UTF8.GetBytes(RandomText(random)),
                2 => Changed(random, Encoding.UTF8.GetBytes(source.Pick<string>(Seeds[name]))),
                _ => Encoding.UTF8.GetBytes(source.Mutate(source.Mutate(source.Pick<string>(Seeds[name])))),
            };
            try
            {
                Parsers.Read(name, input);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.GetType().Name} on {Convert.ToBase64String(input)}: {exception}");
            }
        }
    }

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
}
