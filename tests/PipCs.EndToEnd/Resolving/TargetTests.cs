using System.Text.RegularExpressions;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Resolving;

/// <summary>
/// For another interpreter or platform than this one, and for dependencies alone: what <c>download</c>, <c>lock</c> and <c>install --target</c> leave behind
/// and say is what real pip left and said (targets.txt, which PIPCS_UPDATE=1 has real pip write).
/// </summary>
public sealed partial class TargetTests(RuleIndexes indexes) : IClassFixture<RuleIndexes>
{
    private static readonly RecordedPip Record = new("Resolving/targets.txt");

    public static TheoryData<string> Downloads => new(
        "download -d out --platform win_amd64 --only-binary :all: plat", "download -d out --platform win_amd64 plat", "download -d out --platform win_amd64 --no-deps plat",
        "download -d out --platform manylinux2014_x86_64 --platform win_amd64 --only-binary :all: plat", "download -d out --python-version 3.11 --implementation cp --abi cp311 --platform win_amd64 --only-binary :all: plat",
        "download -d out --python-version 3.8 --only-binary :all: marked", "download -d out --python-version 100 --only-binary :all: pyver", "download -d out --python-version 2.7 --only-binary :all: marked",
        "download -d out --implementation pp --only-binary :all: plat", "download -d out --abi cp311 --abi none --only-binary :all: plat tagged", "download -d out --python-version 3.11.x --only-binary :all: plat",
        "download -d out --only-deps app", "download -d out --only-deps app lib", "download -d out --only-deps --no-deps app", "download -d out --platform win_amd64 --only-binary :all: plat==2.0");

    public static TheoryData<string> Locks => new(
        "lock -o out/pylock.toml app", "lock -o out/pylock.toml --platform win_amd64 --only-binary :all: plat", "lock -o out/pylock.toml --python-version 3.8 --only-binary :all: marked",
        "lock -o out/pylock.toml --implementation pp plat", "lock -o out/pylock.toml --only-deps app", "lock -o out/pylock.toml --only-deps app lib", "lock -o out/pylock.toml --only-deps --no-deps app",
        "lock -o out/pylock.toml -c constraint.txt app", "lock -o out/pylock.toml -r url.txt app", "lock -o out/pylock.toml selfextra[all]", "lock -o out/pylock.toml fights app>=2", "lock -o out/pylock.toml --pre app onlypre", "lock -o out/pylock.toml -r hashes.txt");

    public static TheoryData<string> Targets => new(
        "install --target out --platform win_amd64 --only-binary :all: plat", "install --target out --platform win_amd64 plat", "install --target out --platform win_amd64 --no-deps plat",
        "install --platform win_amd64 --only-binary :all: plat", "install --target out --python-version 3.8 --only-binary :all: marked", "install --target out --python-version 100 --only-binary :all: pyver",
        "install --target out --python-version 3.11 --implementation cp --abi cp311 --platform win_amd64 --only-binary :all: plat", "install --target out --implementation pp --only-binary :all: plat", "install --target out --abi none --only-binary :all: tagged",
        "install --target out --only-deps app", "install --target out --only-deps app lib", "install --target out --only-deps wantsurl", "install --target out --only-deps selfextra[all]", "install --target out --only-deps --no-deps app", "install --target out --only-deps lib");

    [Theory]
    [MemberData(nameof(Downloads))]
    [MemberData(nameof(Locks))]
    [MemberData(nameof(Targets))]
    public void Outcome_is_real_pips(string arguments)
    {
        string[] words = arguments.Split(' ');
        string[] command = [words[0], "--index-url", indexes.Server.IndexUrl, .. words[1..]];
        ProgramResult Clean(Func<string[], ProgramResult> run)
        {
            if (Directory.Exists(indexes.Workspace["out"]))
            {
                Directory.Delete(indexes.Workspace["out"], recursive: true);
            }

            if (words[0] == "lock")
            {
                indexes.Workspace.Folder("out");
            }

            return run(command);
        }

        var ours = Clean(indexes.Workspace.PipCs);
        string outcome = Outcome(ours);
        Record.Check(arguments, ours, () => Clean(indexes.Workspace.RealPip), result => ReferenceEquals(result, ours) ? outcome : Outcome(result));
    }

    /// <summary>The exit code, every file that was left, what is said on stderr but for our hints, and on stdout but for what is fetched.</summary>
    private string Outcome(ProgramResult result)
    {
        var lines = new List<string> { $"exit code {result.ExitCode}" };
        string folder = indexes.Workspace["out"];
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                // Of most files the name is enough: that an installed file has the right bytes is watched elsewhere.
                string name = Path.GetRelativePath(folder, path);
                string text = Path.GetFileName(path) is "pylock.toml" or "direct_url.json" or "INSTALLER" ? ": " + File.ReadAllText(path).Trim() : "";
                lines.Add("leaves " + name + text);
            }
        }

        lines.AddRange(result.Error.Split("\nhint: ")[0].Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith("hint: ", StringComparison.Ordinal)));
        lines.AddRange(result.Output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !Fetching().IsMatch(line)));
        return indexes.Normal(indexes.Workspace, string.Join('\n', lines.Distinct()));
    }

    // Our solver learns from a conflict, and need not look at several versions where pip does.
    [GeneratedRegex("^(INFO: pip is |Looking in |Collecting |Processing |  Downloading |  Using cached |Downloading |Using cached |  File was already )")]
    private static partial Regex Fetching();
}
