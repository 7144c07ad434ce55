using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>Two indexes, requirements files and environments for the rules of candidates; shared, as a dry run changes nothing.</summary>
public sealed partial class RuleIndexes : IDisposable
{
    private const string Lib = "lib-1.0-py3-none-any.whl";

    private static readonly WheelBuilder[] Wheels =
    [
        new WheelBuilder("app", "1.0").Requires("lib"),
        new WheelBuilder("app", "2.0").Requires("lib>=2", "absent; python_version < '3'"),
        new WheelBuilder("app", "3.0a1").Requires("lib"),
        new WheelBuilder("lib", "1.0"),
        new WheelBuilder("lib", "2.0"),
        new WheelBuilder("onlypre", "1.0a1"),
        new WheelBuilder("onlypre", "1.0b2"),
        new WheelBuilder("wantspre", "1.0").Requires("app>=3.0a1"),
        new WheelBuilder("yank", "1.0"),
        new WheelBuilder("yank", "2.0"),
        new WheelBuilder("allyanked", "1.0"),
        new WheelBuilder("wantsyank", "1.0").Requires("yank==2.0"),
        new WheelBuilder("pyver", "1.0"),
        new WheelBuilder("pyver", "2.0"),
        new WheelBuilder("badpy", "1.0"),
        new WheelBuilder("metapy", "1.0").Header("Requires-Python: >=99"),
        new WheelBuilder("wantspy", "1.0").Requires("metapy"),
        new WheelBuilder("plat", "1.0"),
        new WheelBuilder("plat", "2.0") { Tag = "cp311-abi3-manylinux1_x86_64" },
        new WheelBuilder("plat", "3.0") { Tag = "cp311-cp311-win_amd64" },
        new WheelBuilder("built", "1.0") { Tag = "1-py3-none-any" },
        new WheelBuilder("built", "1.0") { Tag = "2a-py3-none-any" },
        new WheelBuilder("built", "1.0") { Tag = "10-py3-none-any" },
        new WheelBuilder("built", "1.0"),
        new WheelBuilder("tagged", "1.0") { Tag = "1-py3-none-any" },
        new WheelBuilder("tagged", "1.0") { Tag = "cp311-none-any" },
        new WheelBuilder("tagged", "1.0") { Tag = "py2.py3-none-any" },
        new WheelBuilder("legacy", "1.0"),
        new WheelBuilder("legacy", "2.0").Requires("lib (>=1.x)"),
        new WheelBuilder("liar", "1.0"),
        new WheelBuilder("liar", "2.0") { MetadataName = "evil" },
        new WheelBuilder("liar", "3.0") { MetadataVersion = "4.0" },
        new WheelBuilder("onlyliar", "1.0") { MetadataName = "evil" },
        new WheelBuilder("wantsliar", "1.0").Requires("onlyliar"),
        new WheelBuilder("twin", "1.0"),
        new WheelBuilder("twin", "2.0") { Tag = "cp311-none-any" }.Requires("lib (>=1.x)"),
        new WheelBuilder("twin", "2.0"),
        new WheelBuilder("impostor", "1.0"),
        new WheelBuilder("impostor", "2.0") { Tag = "cp311-none-any", MetadataName = "evil" },
        new WheelBuilder("impostor", "2.0"),
        new WheelBuilder("odd", "1.0"),
        new WheelBuilder("odd", "not.a.version"),
        new WheelBuilder("dated", "1.0"),
        new WheelBuilder("dated", "2.0"),
        new WheelBuilder("dated", "3.0"),
        new WheelBuilder("selfextra", "1.0").Header("Provides-Extra: x").Header("Provides-Extra: all").Requires("lib; extra == 'x'", "selfextra[x]; extra == 'all'"),
        new WheelBuilder("wantsnope", "1.0").Requires("selfextra[nope]"),
        new WheelBuilder("cycle-a", "1.0").Header("Provides-Extra: x").Requires("cycle-b", "cycle-b[x]; extra == 'x'"),
        new WheelBuilder("cycle-b", "1.0").Header("Provides-Extra: x").Requires("cycle-a>=1", "cycle-a[x]; extra == 'x'"),
        new WheelBuilder("local", "1.0"),
        new WheelBuilder("local", "1.0+cpu"),
        new WheelBuilder("epoch", "2.0"),
        new WheelBuilder("epoch", "1!0.5"),
        new WheelBuilder("src", "1.0"),
        new WheelBuilder("fights", "1.0").Requires("lib<2"),
        new WheelBuilder("fights", "2.0").Requires("lib<1"),
        new WheelBuilder("wantsabsent", "1.0").Requires("absent>=2"),
        new WheelBuilder("wantsabsent", "2.0").Requires("absent>=3"),
        new WheelBuilder("marked", "1.0").Requires("absent; python_version < '3'", "lib; python_version >= '3'", "lib<2; os_name == 'nt'"),
        .. Enumerable.Range(1, 20).Select(i => new WheelBuilder("walks", $"{i}.0").Header("Provides-Extra: x").Requires($"lib<{(i == 1 ? 3 : 1)}")),
        new WheelBuilder("same", "1.0"),
        new WheelBuilder("pre", "1.0"),
        new WheelBuilder("pre", "2.0b1"),
    ];

    private static readonly WheelBuilder[] OtherWheels =
        [new WheelBuilder("app", "2.5"), new WheelBuilder("lib", "3.0"), new WheelBuilder("same", "1.0"), new WheelBuilder("elsewhere", "1.0"), new WheelBuilder("elsewhere", "2.0").Requires("lib")];

    public RuleIndexes()
    {
        Server = new FaultServer(Answer());
        var lib = Wheels.First(wheel => wheel.FileName == Lib).Build();
        var hash = WheelBuilder.Sha256(lib);
        foreach (var workspace in (Workspace[])[Workspace, Filled, Populated])
        {
            workspace.Write("constraint.txt", "app<2\nlib<2\nabsent==1\n");
            workspace.Write("two.txt", "lib==2.0\n");
            workspace.Write("nothing.txt", "lib<1\n");
            workspace.Write("twice.txt", "lib<2\nlib>1\n");
            workspace.Write("yank.txt", "yank==2.0\n");
            workspace.Write("yankfile.txt", "yank==2.0\nwantsyank\n");
            workspace.Write("extras.txt", "app[x]<2\n");
            workspace.Write("unnamed.txt", $"{Server.Url}/files/{Lib}\n");
            workspace.Write("editable.txt", "-e .\n");
            workspace.Write("marker.txt", "app<2; python_version < '3'\nlib<2; python_version >= '3'\n");
            workspace.Write("hashes.txt", $"lib==1.0 --hash=sha256:{hash}\n");
            workspace.Write("sha512.txt", $"lib==1.0 --hash=sha512:{Convert.ToHexStringLower(SHA512.HashData(lib))}\n");
            workspace.Write("twohashes.txt", $"lib==1.0 --hash=sha256:{new string('1', 64)} --hash=sha256:{hash}\n");
            workspace.Write("twohashed.txt", $"lib==1.0 --hash=sha256:{hash}\nlib --hash=sha256:{new string('0', 64)}\n");
            WriteLocks(workspace, hash);
            workspace.Write("badhashes.txt", $"lib==1.0 --hash=sha256:{new string('0', 64)}\n");
            workspace.Write("somehashes.txt", $"lib==1.0 --hash=sha256:{hash}\napp==1.0\n");
            workspace.Write("unpinned.txt", $"lib --hash=sha256:{hash}\n");
            workspace.Write("url.txt", $"lib @ {Server.Url}/files/{Lib}\n");
            workspace.Write("otherurl.txt", $"lib @ {Server.Url}/files/lib-2.0-py3-none-any.whl\n");
            var links = workspace.Folder("links");
            new WheelBuilder("lib", "1.5").Write(links);
            new WheelBuilder("same", "1.0").Write(links);
        }

        foreach (var wheel in Wheels.Where(wheel => !wheel.FileName.StartsWith("walks-", StringComparison.Ordinal)))
        {
            // Some are no good, on purpose.
            _ = Filled.PipCs("install", "--no-deps", "--no-compile", "--ignore-requires-python", "--target", "aside", $"{Server.Url}/files/{wheel.FileName}");
        }

        Populated.PipCs("install", "--index-url", Server.IndexUrl, "app==1.0", "lib==1.0", "yank==1.0", "pre==2.0b1").MustSucceed();
    }

    /// <summary>An empty environment.</summary>
    internal Workspace Workspace { get; } = new();

    /// <summary>An empty environment, and a cache that has every wheel.</summary>
    internal Workspace Filled { get; } = new();

    /// <summary>One with app 1.0, lib 1.0, yank 1.0 and pre 2.0b1.</summary>
    internal Workspace Populated { get; } = new();

    internal FaultServer Server { get; }

    internal RecordedPip Record { get; } = new("Resolving/candidate-rules.txt");

    public void Dispose()
    {
        Workspace.Dispose();
        Filled.Dispose();
        Populated.Dispose();
        Server.Dispose();
    }

    /// <summary>A text without what differs from run to run.</summary>
    internal string Normal(Workspace workspace, string text)
    {
        text = text.Replace(Server.Url, "{server}", StringComparison.Ordinal)
            .Replace($"127.0.0.1:{Server.Port}", "{host}", StringComparison.Ordinal)
            .Replace(workspace.Root, "{workspace}", StringComparison.Ordinal);
        text = ProgramName().Replace(text, "  pip $1 ");

        // A link has the fragment that an HTML page gives it only with real pip.
        return Fragment().Replace(PythonVersion().Replace(SitePackages().Replace(text, "{site-packages}"), "{python}"), "");
    }

    private void WriteLocks(Workspace workspace, string hash)
    {
        string Wheel(string name, string sha256, string more = "") => $"[[packages.wheels]]\nname = \"{name}\"\nurl = \"{Server.Url}/files/{name}\"\n{more}hashes = {{ sha256 = \"{sha256}\" }}\n";
        string Package(string name, string version, string more = "") => $"[[packages]]\nname = \"{name}\"\nversion = \"{version}\"\n{more}";
        string HashOf(string file) => WheelBuilder.Sha256(Wheels.First(wheel => wheel.FileName == file).Build());
        const string Head = "lock-version = \"1.0\"\ncreated-by = \"test\"\n";
        var lib = Package("lib", "1.0") + Wheel(Lib, hash);
        const string Early = "onlypre-1.0b2-py3-none-any.whl";
        const string Windows = "plat-3.0-cp311-cp311-win_amd64.whl";
        const string Yanked = "yank-2.0-py3-none-any.whl";
        workspace.Write("pylock.toml", Head + lib);
        workspace.Write("pylock.pre.toml", Head + Package("onlypre", "1.0b2") + Wheel(Early, HashOf(Early), "upload-time = 2022-02-03T04:05:06Z\n"));
        workspace.Write("pylock.size.toml", Head + Package("lib", "1.0") + Wheel(Lib, hash, "size = 7\n"));
        workspace.Write("pylock.hash.toml", Head + Package("lib", "1.0") + Wheel(Lib, new string('0', 64)));
        workspace.Write("pylock.python.toml", Head + "requires-python = \">=4\"\n" + lib);
        workspace.Write("pylock.package.toml", Head + Package("lib", "1.0", "requires-python = \"<3\"\n") + Wheel(Lib, hash));
        workspace.Write("pylock.environments.toml", Head + "environments = [\"os_name == 'nt'\"]\n" + lib);
        workspace.Write("pylock.tags.toml", Head + Package("plat", "3.0") + Wheel(Windows, HashOf(Windows)));
        workspace.Write("pylock.twice.toml", Head + lib + Package("lib", "2.0") + Wheel("lib-2.0-py3-none-any.whl", hash));
        workspace.Write("pylock.none.toml", Head + "packages = []\n");
        workspace.Write("pylock.yank.toml", Head + Package("yank", "2.0") + Wheel(Yanked, HashOf(Yanked)));
    }

    private static Func<FaultRequest, Stream, Task> Answer()
    {
        var wantsUrl = new WheelBuilder("wantsurl", "1.0");
        var others = FaultServer.IndexBelow("/other", OtherWheels);
        Func<FaultRequest, Stream, Task>? first = null;
        return (request, stream) =>
        {
            first ??= FaultServer.Index([.. Wheels, wantsUrl.Requires($"lib @ http://{request.Headers["host"]}/files/{Lib}")]);
            string[] parts = request.Path.Trim('/').Split('/');
            return parts switch
            {
                ["simple", "yank"] => Page(stream, ("yank-1.0-py3-none-any.whl", ""), ("yank-2.0-py3-none-any.whl", " data-yanked=\"broken\"")),
                ["simple", "allyanked"] => Page(stream, ("allyanked-1.0-py3-none-any.whl", " data-yanked=\"\"")),
                ["simple", "pyver"] => Page(stream, ("pyver-1.0-py3-none-any.whl", ""), ("pyver-2.0-py3-none-any.whl", " data-requires-python=\"&gt;=99\"")),
                ["simple", "badpy"] => Page(stream, ("badpy-1.0-py3-none-any.whl", " data-requires-python=\"&gt;=one\"")),
                ["simple", "src"] => Page(stream, ("src-1.0-py3-none-any.whl", ""), ("src-2.0.tar.gz", "")),
                ["simple", "dated"] => Dates(stream),
                ["other", ..] => others(request, stream),
                _ => first(request, stream),
            };
        };
    }

    private static Task Page(Stream stream, params (string File, string Attributes)[] links)
        => FaultServer.ReplyAsync(stream, "200 OK", "text/html", string.Concat(links.Select(link => $"<a href=\"/files/{link.File}\"{link.Attributes}>{link.File}</a><br>")));

    private static Task Dates(Stream stream)
    {
        var files = Enumerable.Range(1, 3).Select(i => $$"""{"filename": "dated-{{i}}.0-py3-none-any.whl", "url": "/files/dated-{{i}}.0-py3-none-any.whl", "hashes": {}, "upload-time": "202{{i - 1}}-03-01T00:00:00Z"}""");
        return FaultServer.ReplyAsync(stream, "200 OK", "application/vnd.pypi.simple.v1+json", $$"""{"meta": {"api-version": "1.1"}, "name": "dated", "files": [{{string.Join(", ", files)}}]}""");
    }

    [GeneratedRegex(@"#sha256=[0-9a-f]{64}(?=[ :)\n]|$)")]
    private static partial Regex Fragment();

    [GeneratedRegex(@"^  [\w.-]+ (install|download|lock) (?=\[options\])", RegexOptions.Multiline)]
    private static partial Regex ProgramName();

    [GeneratedRegex(@"(?<=: )3\.\d+\.\d+(?= not in)")]
    private static partial Regex PythonVersion();

    [GeneratedRegex(@"(\.|\{workspace\})/venv/lib/python3\.\d+/site-packages")]
    private static partial Regex SitePackages();
}
