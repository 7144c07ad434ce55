using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>pip's rules of what is a candidate and which is best, one case a rule: real pip is asked the same of the same index.</summary>
public sealed class CandidateRuleTests(CandidateRuleTests.Shared shared) : IClassFixture<CandidateRuleTests.Shared>
{
    private static readonly WheelBuilder[] Wheels =
    [
        new WheelBuilder("app", "1.0").Requires("lib"),
        new WheelBuilder("app", "2.0").Requires("lib>=2", "absent; python_version < '3'"),
        new WheelBuilder("app", "3.0a1").Requires("lib"),
        new WheelBuilder("lib", "1.0"),
        new WheelBuilder("lib", "2.0"),
        new WheelBuilder("onlypre", "1.0a1"),
        new WheelBuilder("onlypre", "1.0b2"),
        new WheelBuilder("yank", "1.0"),
        new WheelBuilder("yank", "2.0"),
        new WheelBuilder("wantsyank", "1.0").Requires("yank==2.0"),
        new WheelBuilder("pyver", "1.0"),
        new WheelBuilder("pyver", "2.0"),
        new WheelBuilder("metapy", "1.0").Header("Requires-Python: >=99"),
        new WheelBuilder("plat", "1.0"),
        new WheelBuilder("plat", "2.0") { Tag = "cp311-abi3-manylinux1_x86_64" },
        new WheelBuilder("plat", "3.0") { Tag = "cp311-cp311-win_amd64" },
        new WheelBuilder("legacy", "1.0"),
        new WheelBuilder("legacy", "2.0").Requires("lib (>=1.x)"),
        new WheelBuilder("liar", "1.0"),
        new WheelBuilder("liar", "2.0") { MetadataName = "evil" },
        new WheelBuilder("liar", "3.0") { MetadataVersion = "4.0" },
        new WheelBuilder("selfextra", "1.0").Header("Provides-Extra: x").Header("Provides-Extra: all").Requires("lib; extra == 'x'", "selfextra[x]; extra == 'all'"),
        new WheelBuilder("cycle-a", "1.0").Requires("cycle-b"),
        new WheelBuilder("cycle-b", "1.0").Requires("cycle-a>=1"),
        new WheelBuilder("local", "1.0"),
        new WheelBuilder("local", "1.0+cpu"),
        new WheelBuilder("epoch", "2.0"),
        new WheelBuilder("epoch", "1!0.5"),
        new WheelBuilder("src", "1.0"),
        new WheelBuilder("fights", "1.0").Requires("lib<2"),
        new WheelBuilder("fights", "2.0").Requires("lib<1"),
    ];

    public static TheoryData<string> Cases => new(
        "app", "--pre app", "app>=3", "--only-final :all: app>=3", "--all-releases app app", "--all-releases :all: app onlypre", "app>=1.0a0", "app!=2.0", "app~=1.0", "app==2.*",
        "onlypre", "onlypre>1.0a1", "--only-final onlypre onlypre",
        "yank", "yank==2.0", "yank===2.0", "yank==2.*", "yank>=2", "yank>1,==2.0", "wantsyank", "yank>=1 wantsyank",
        "pyver", "pyver==2.0", "--ignore-requires-python pyver", "metapy", "--ignore-requires-python metapy",
        "plat", "plat==3.0", "--only-binary :all: plat",
        "--prefer-binary src", "--only-binary :all: src", "--only-binary src src==2.0",
        "legacy", "legacy==2.0", "liar", "liar==2.0", "liar==3.0",
        "selfextra", "selfextra[all]", "selfextra[X]", "app[nope]", "cycle-a", "cycle-b cycle-a",
        "local==1.0", "local", "local==1.0+cpu", "epoch", "epoch<1!0",
        "absent", "absent>1", "app==9", "app==1.0 app==2.0", "app>1 lib<2", "fights app>=2", "fights", "--no-deps app fights", "app<1 lib",
        "-c constraint.txt app", "-c constraint.txt app==2.0", "-c constraint.txt lib", "-c extras.txt app", "-r hashes.txt", "-r badhashes.txt", "--uploaded-prior-to 2020-01-01 app",
        "-c url.txt app", "-r url.txt app>=2", "-r url.txt fights==2.0");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Install_answers_as_pip_does(string arguments)
        => Compare(shared.Workspace, arguments);

    [Fact]
    public void Install_into_an_environment_follows_pips_upgrade_strategies()
    {
        using var workspace = new Workspace();
        workspace.PipCs("install", "--index-url", shared.Server.IndexUrl, "app==1.0", "lib==1.0").MustSucceed();
        Assert.All(
            (string[])["app", "app lib", "app>=2", "-U app", "-U lib", "-U --upgrade-strategy eager app", "-U --pre app", "--force-reinstall app", "--ignore-installed app", "lib<1", "fights", "app==1.0 lib==2.0", "-U app==1.0"],
            arguments => Compare(workspace, arguments));
    }

    private static Func<FaultRequest, Stream, Task> Answer()
    {
        var index = FaultServer.Index(Wheels);
        return (request, stream) =>
        {
            var (project, page) = request.Path switch
            {
                "/simple/yank/" => ("yank", " data-yanked=\"broken\""),
                "/simple/pyver/" => ("pyver", " data-requires-python=\"&gt;=99\""),
                _ => ("", ""),
            };
            if (project.Length > 0)
            {
                return FaultServer.ReplyAsync(stream, "200 OK", "text/html",
                    $"<a href=\"/files/{project}-1.0-py3-none-any.whl\">{project}-1.0-py3-none-any.whl</a><br><a href=\"/files/{project}-2.0-py3-none-any.whl\"{page}>{project}-2.0-py3-none-any.whl</a>");
            }

            return request.Path != "/simple/src/" ? index(request, stream) : FaultServer.ReplyAsync(stream, "200 OK", "text/html",
                "<a href=\"/files/src-1.0-py3-none-any.whl\">src-1.0-py3-none-any.whl</a><br><a href=\"/files/src-2.0.tar.gz\">src-2.0.tar.gz</a>");
        };
    }

    /// <summary>Both end alike, would install the same and say the same on stderr, but for our hints.</summary>
    private void Compare(Workspace workspace, string arguments)
    {
        string[] command = ["install", "--dry-run", "--index-url", shared.Server.IndexUrl, .. arguments.Split(' ')];
        var ours = workspace.PipCs(command);
        var pips = workspace.RealPip(command);
        Assert.True(ours.ExitCode == pips.ExitCode, $"{ours}\n--- but pip\n{pips}");
        Assert.True(Outcome(ours) == Outcome(pips), $"{ours}\n--- but pip\n{pips}");
    }

    private static string Outcome(ProgramResult result)
    {
        var would = result.Output.Split('\n').Where(line => line.StartsWith("Would install", StringComparison.Ordinal));
        var error = result.Error.Split("\nhint: ")[0].Split('\n').Where(line => line.Length > 0 && !line.StartsWith("hint: ", StringComparison.Ordinal));
        // pip warns of the same file as often as it looks at it.
        return string.Join('\n', would.Concat(error).Distinct());
    }

    /// <summary>One index and one environment for all cases: a dry run changes neither.</summary>
    public sealed class Shared : IDisposable
    {
        public Shared()
        {
            var hash = WheelBuilder.Sha256(Wheels.First(wheel => wheel.FileName == "lib-1.0-py3-none-any.whl").Build());
            Workspace.Write("constraint.txt", "app<2\nlib<2\nabsent==1\n");
            Workspace.Write("extras.txt", "app[x]<2\n");
            Workspace.Write("hashes.txt", $"lib==1.0 --hash=sha256:{hash}\n");
            Workspace.Write("badhashes.txt", $"lib==1.0 --hash=sha256:{new string('0', 64)}\n");
            Workspace.Write("url.txt", $"lib @ {Server.Url}/files/lib-1.0-py3-none-any.whl\n");
        }

        internal Workspace Workspace { get; } = new();

        internal FaultServer Server { get; } = new(Answer());

        public void Dispose()
        {
            Workspace.Dispose();
            Server.Dispose();
        }
    }
}
