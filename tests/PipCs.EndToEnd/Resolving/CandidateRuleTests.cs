using System.Text.Json;
using System.Text.RegularExpressions;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>
/// pip's rules of what is a candidate and which is best, one case a rule: pip-cs must end alike, choose the same files in the
/// same order, and say the same, as real pip did of the same indexes (candidate-rules.txt, which PIPCS_UPDATE=1 has real pip write).
/// </summary>
public sealed partial class CandidateRuleTests(RuleIndexes indexes) : IClassFixture<RuleIndexes>
{
    public static TheoryData<string> Versions => new(
        "app", "--pre app", "app>=3", "--only-final :all: app>=3", "--all-releases app app", "--all-releases :all: app onlypre", "--all-releases app app onlypre",
        "--only-final app --all-releases onlypre app>=3", "app>=1.0a0", "app!=2.0", "app~=1.0", "app==2.*", "app<3", "--pre app<3", "app>3.0a0,<4",
        "onlypre", "onlypre>1.0a1", "--only-final onlypre onlypre", "local==1.0", "local", "local==1.0+cpu", "local>1.0", "epoch", "epoch<1!0", "epoch==0.*",
        "wantspre", "--only-final app wantspre");

    public static TheoryData<string> Yanks => new(
        "yank", "yank==2.0", "yank===2.0", "yank==2.*", "yank>=2", "yank>1,==2.0", "wantsyank", "yank>=1 wantsyank", "allyanked", "allyanked==1.0", "-c yank.txt yank", "-r yankfile.txt");

    public static TheoryData<string> Pythons => new(
        "pyver", "pyver==2.0", "pyver>=2", "--ignore-requires-python pyver", "metapy", "--ignore-requires-python metapy", "wantspy", "--ignore-requires-python wantspy", "metapy pyver==2.0", "badpy");

    public static TheoryData<string> Files => new(
        "plat", "plat==3.0", "--only-binary :all: plat", "--no-binary plat plat", "--only-binary plat --no-binary :all: plat", "--prefer-binary src", "--only-binary :all: src", "--only-binary src src==2.0",
        "built", "built==1.0", "tagged", "legacy", "legacy==2.0", "legacy>=2", "liar", "liar==2.0", "liar==3.0", "onlyliar", "wantsliar", "odd", "twin", "twin==2.0", "impostor", "impostor==2.0",
        "--uploaded-prior-to 2020-01-01 app", "--uploaded-prior-to 2021-06-01 dated", "--uploaded-prior-to 2020-01-01 dated", "--uploaded-prior-to 2021-06-01T00:00:00+00:00 dated==3.0");

    public static TheoryData<string> Dependencies => new(
        "selfextra", "selfextra[all]", "selfextra[X]", "selfextra[x,all]==1.0", "selfextra[nope,x]", "app[nope]", "cycle-a", "cycle-b cycle-a", "cycle-a[x]", "wantsnope",
        "absent", "absent>1", "app==9", "app==1.0 app==2.0", "app>1 lib<2", "fights app>=2", "fights", "--no-deps app fights", "app<1 lib", "app app", "app>=1 app<2", "app[x] app==1.0", "wantsabsent", "App A-p.p",
        "marked", "walks", "walks lib", "walks[x] lib>=2");

    public static TheoryData<string> Sources => new(
        "-c constraint.txt app", "-c constraint.txt app==2.0", "-c constraint.txt lib", "-c constraint.txt fights app", "-c extras.txt app", "-c nothing.txt app", "-c nothing.txt lib", "-c twice.txt lib", "-c url.txt app", "-c url.txt lib", "-c url.txt lib==2.0",
        "-c url.txt selfextra[x]", "-c unnamed.txt app", "-c editable.txt app", "-c marker.txt app", "-c marker.txt lib", "-r url.txt app>=2", "-r url.txt fights==2.0", "-r url.txt lib==1.0", "-r url.txt lib==2.0", "-r url.txt -r url.txt", "-r url.txt -r otherurl.txt", "-r url.txt app",
        "wantsurl", "wantsurl lib==2.0", "-r url.txt wantsurl", "{server}/files/lib-1.0-py3-none-any.whl", "{server}/files/lib-1.0-py3-none-any.whl app>=2", "{server}/files/plat-3.0-cp311-cp311-win_amd64.whl",
        "-r hashes.txt", "-r badhashes.txt", "-r somehashes.txt", "-r unpinned.txt", "-c hashes.txt lib", "-c hashes.txt lib==1.0", "-c hashes.txt lib==2.0", "-c badhashes.txt lib==1.0", "-c badhashes.txt lib", "-r hashes.txt -c badhashes.txt", "-r hashes.txt -c hashes.txt", "-r badhashes.txt -c hashes.txt",
        "-c twohashed.txt lib==1.0", "-r hashes.txt app", "--require-hashes lib==1.0", "--require-hashes app==1.0", "-r sha512.txt -c hashes.txt", "-r sha512.txt", "-r unpinned.txt -c hashes.txt", "-r twohashes.txt");

    public static TheoryData<string> Indexes => new(
        "--extra-index-url {server}/other/simple/ app", "--extra-index-url {server}/other/simple/ lib", "--extra-index-url {server}/other/simple/ same", "--extra-index-url {server}/other/simple/ elsewhere", "--extra-index-url {server}/other/simple/ elsewhere<2", "--extra-index-url {server}/none/ app",
        "--no-index app", "--no-index --find-links {server}/other/simple/lib/ lib", "--find-links {server}/other/simple/lib/ lib", "--find-links links lib", "--find-links links --no-index lib", "--find-links links same", "lib==2.0 ./links/lib-1.5-py3-none-any.whl");

    public static TheoryData<string> Targets => new(
        "--platform win_amd64 --only-binary :all: plat", "--platform win_amd64 plat", "--platform win_amd64 --no-deps plat", "--platform win_amd64 --only-binary :all: --no-binary src plat", "--platform manylinux2014_x86_64 --only-binary :all: plat",
        "--python-version 3.8 --only-binary :all: plat", "--python-version 100 --only-binary :all: pyver", "--python-version 3.11 --implementation cp --abi cp311 --platform win_amd64 --only-binary :all: plat", "--implementation pp --only-binary :all: plat",
        "--python-version 3.x --only-binary :all: app", "--python-version 3.8 --only-binary :all: marked", "--platform win_amd64 --only-binary :all: -r pylock.toml", "--platform win_amd64 --only-binary :all: --group pylock.toml:x", "--platform win_amd64 -r pylock.toml",
        "--only-deps app", "--only-deps app lib", "--only-deps --no-deps app", "--only-deps -r url.txt", "--only-deps --no-deps -r url.txt --group pylock.toml:x app", "--only-dependencies wantsurl");

    public static TheoryData<string> Locks => new(
        "-r pylock.toml", "-r pylock.toml app", "-r pylock.toml app>=2", "-r pylock.toml lib==2.0", "-r pylock.toml lib<2", "-r pylock.toml -c constraint.txt", "-r pylock.toml -c two.txt", "-r pylock.toml -r pylock.size.toml", "--no-binary lib -r pylock.toml", "--only-final :all: -r pylock.pre.toml", "-r pylock.pre.toml",
        "--uploaded-prior-to 2020-01-01 -r pylock.toml", "--uploaded-prior-to 2020-01-01 -r pylock.pre.toml", "--uploaded-prior-to 2030-01-01T00:00:00+00:00 -r pylock.pre.toml", "-r pylock.size.toml", "-r pylock.hash.toml", "-r pylock.python.toml", "-r pylock.package.toml", "-r pylock.environments.toml", "-r pylock.tags.toml", "-r pylock.twice.toml", "-r pylock.none.toml", "-r pylock.yank.toml");

    public static TheoryData<string> Upgrades => new(
        "app", "app lib", "app>=2", "-U app", "-U lib", "-U --upgrade-strategy eager app", "-U --pre app", "--force-reinstall app", "--ignore-installed app", "lib<1", "lib<1 app", "fights", "fights lib==1.0", "app==1.0 lib==2.0", "-U app==1.0", "lib==1.0", "-c constraint.txt -U app", "-c constraint.txt lib",
        "-c two.txt lib", "-r url.txt", "-U -r url.txt", "--force-reinstall -r url.txt", "--no-deps -U app", "--only-deps app", "-U --only-deps app", "app[x]", "yank", "-U yank", "yank==2.0", "-U yank>=1", "pre", "-U pre", "-U pre<2", "--upgrade --only-final pre pre", "--no-deps --upgrade app lib", "-U wantsyank");

    /// <summary>Where only the way there differs, and why: the exit code and what is chosen are the same.</summary>
    private static readonly Dictionary<string, string> OtherWays = new(StringComparer.Ordinal)
    {
        ["fights app>=2"] = "our solver learns from the conflict and need not look at several versions",
        ["wantspy"] = "pip rejects the same version twice, and then speaks of multiple versions",
        ["yank>=1 wantsyank"] = "pip decides on yank again after wantsyank asked for the yanked version",
        ["walks[x] lib>=2"] = "pip walks through walks[x] and walks, our solver through walks alone",
        ["-c nothing.txt app"] = "the causes come in another order",
    };

    [Theory]
    [MemberData(nameof(Versions))]
    [MemberData(nameof(Yanks))]
    [MemberData(nameof(Pythons))]
    [MemberData(nameof(Files))]
    [MemberData(nameof(Dependencies))]
    [MemberData(nameof(Sources))]
    [MemberData(nameof(Indexes))]
    [MemberData(nameof(Targets))]
    [MemberData(nameof(Locks))]
    public void Install_chooses_as_pip_does(string arguments)
    {
        Compare("", indexes.Workspace, arguments, "--dry-run");

        // For real, and where the cache has every wheel.
        Compare("", indexes.Filled, arguments, "--no-compile", "--target", Path.GetRandomFileName());
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void Install_beside_what_is_installed_chooses_as_pip_does(string arguments) => Compare("installed: ", indexes.Populated, arguments, "--dry-run");

    private void Compare(string prefix, Workspace workspace, string arguments, params string[] how)
    {
        string[] words = arguments.Replace("{server}", indexes.Server.Url, StringComparison.Ordinal).Split(' ');
        string[] Command(string[] how) => ["install", .. how, "--report", "report.json", .. words.Contains("--no-index") ? [] : (string[])["--index-url", indexes.Server.IndexUrl], .. words];
        string Outcome(ProgramResult result) => indexes.Normal(workspace, OtherWays.ContainsKey(arguments)
            ? string.Join('\n', Describe(workspace, result).Split('\n').Where(line => !line.StartsWith("INFO: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            : Describe(workspace, result));
        ProgramResult Clean(Func<string[], ProgramResult> run, string[] how)
        {
            File.Delete(workspace["report.json"]);
            return run(Command(how));
        }

        var ours = Clean(workspace.PipCs, how);
        var outcome = Outcome(ours);
        indexes.Record.Check(prefix + arguments, ours, () => Clean(workspace.RealPip, ["--dry-run"]), result => ReferenceEquals(result, ours) ? outcome : Outcome(result));
    }

    /// <summary>The exit code, the files chosen, what is said on stderr but for our hints, and on stdout but for what is fetched.</summary>
    private static string Describe(Workspace workspace, ProgramResult result)
    {
        var lines = new List<string> { $"exit code {result.ExitCode}" };
        if (File.Exists(workspace["report.json"]))
        {
            using var report = JsonDocument.Parse(File.ReadAllText(workspace["report.json"]));
            lines.AddRange(report.RootElement.GetProperty("install").EnumerateArray().Select(item =>
                $"installs {item.GetProperty("download_info").GetProperty("url").GetString()}{(item.GetProperty("requested").GetBoolean() ? "" : " as a dependency")}{(item.GetProperty("is_yanked").GetBoolean() ? ", yanked" : "")}"));
        }

        lines.AddRange(result.Error.Split("\nhint: ")[0].Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith("hint: ", StringComparison.Ordinal)));
        lines.AddRange(result.Output.Replace("Successfully installed ", "Would install ", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !Fetching().IsMatch(line)));

        // pip warns of the same file as often as it looks at it.
        return string.Join('\n', lines.Distinct());
    }

    [GeneratedRegex("^(Looking in |Collecting |Processing |Installing collected packages: |  Downloading |  Using cached |Downloading |Using cached )")]
    private static partial Regex Fetching();
}
