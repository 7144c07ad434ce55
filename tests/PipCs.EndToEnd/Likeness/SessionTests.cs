using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Likeness;

/// <summary>
/// Sessions of commands on the samples, run once by real pip and once by pip-cs in an environment at the same path:
/// after each command, exit code, stdout, stderr and the whole environment are the same.
/// </summary>
public sealed class SessionTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Sessions = new(StringComparer.Ordinal)
    {
        ["install and uninstall"] =
        [
            "install --no-index -f PACKAGES pipcs-hello==1.0.0",
            "install --no-index -f PACKAGES pipcs-hello",
            "list", "list --format json", "list --format freeze", "list --format columns -v", "list --not-required", "list --exclude pipcs-words",
            "freeze", "show pipcs-hello", "show -f pipcs-hello pipcs-words", "show nosuch", "check",
            "install --no-index -f PACKAGES -U pipcs-hello",
            "install --no-index -f PACKAGES --pre -U pipcs-words",
            "uninstall -y pipcs-words", "check", "freeze",
            "uninstall -y pipcs-words pipcs-hello", "uninstall -y", "list",
        ],
        ["install in other ways"] =
        [
            "install --no-index -f PACKAGES --no-deps pipcs-hello", "check",
            "install --no-index PACKAGES/pipcs_words-1.0-py3-none-any.whl", "show -v pipcs-words", "freeze",
            "install --no-index PACKAGES/pipcs_words-1.0-py3-none-any.whl",
            "install --no-index -f PACKAGES --force-reinstall pipcs-hello",
            "install --no-index -f PACKAGES --dry-run -U --pre pipcs-words",
            "install --no-index -f PACKAGES --no-compile --force-reinstall pipcs-words==1.0",
            "install --no-index -f PACKAGES -q pipcs-words==2.0rc1",
            "install --no-index -f PACKAGES pipcs-hello pipcs-hello",
            "install --no-index -f PACKAGES pipcs_hello[nothing]",
        ],
        ["names as they are spelled"] =
        [
            "install --no-index -f PACKAGES odd_name[x] pipcs-words",
            "install --no-index ODD.name@file://ROOT/PACKAGES/Odd.Name-1.0-py3-none-any.whl", "install --no-index PACKAGES/Odd.Name-1.0-py3-none-any.whl",
            "install --no-index -f PACKAGES -U odd-name pipcs-words --pre",
            "show odd_name", "uninstall -y odd-name PIPCS.words", "uninstall -y odd-name",
            "install --no-index -f PACKAGES impostor", "install --no-index PACKAGES/impostor-1.0-py3-none-any.whl", "download --no-index -f PACKAGES -d fetched impostor",
        ],
        ["requirements and constraints"] =
        [
            "install --no-index -f PACKAGES -r requirements.txt", "freeze -r requirements.txt",
            "install --no-index -f PACKAGES -c constraints.txt -U pipcs-hello",
            "install --no-index -f PACKAGES -c constraints.txt pipcs-words==2.0rc1",
            "uninstall -y -r requirements.txt",
        ],
        ["target, prefix and root"] =
        [
            "install --no-index -f PACKAGES --target aside pipcs-hello==1.0.0",
            "install --no-index -f PACKAGES --target aside pipcs-hello",
            "install --no-index -f PACKAGES --target aside -U pipcs-hello",
            "list --path aside", "freeze --path aside",
            "install --no-index -f PACKAGES --prefix elsewhere pipcs-words",
            "install --no-index -f PACKAGES --root rooted pipcs-words==1.0", "install --no-index -f PACKAGES --root rooted scripted",
        ],
        ["download and hash"] =
        [
            "download --no-index -f PACKAGES -d fetched pipcs-hello", "download --no-index -f PACKAGES -d fetched pipcs-hello",
            "hash PACKAGES/pipcs_words-1.0-py3-none-any.whl", "hash -a sha512 PACKAGES/pipcs_words-1.0-py3-none-any.whl",
        ],
    };

    private readonly Workspace _workspace = new();

    public static TheoryData<string> Names => [.. Sessions.Keys];

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [MemberData(nameof(Names))]
    public void Session_reads_and_leaves_what_real_pip_does(string session)
    {
        var theirs = Run(session, _workspace.RealPip);
        var ours = Run(session, _workspace.PipCs);
        var differences = new List<string>();
        for (var i = 0; i < theirs.Count; i++)
        {
            var (command, expected, tree) = theirs[i];
            var (_, actual, ourTree) = ours[i];
            if (expected.ExitCode != actual.ExitCode || expected.Output != actual.Output || WithoutHints(expected.Error) != WithoutHints(actual.Error))
            {
                differences.Add($"after `{command}` pip said\n{expected}\n\nand pip-cs said\n{actual}");
            }

            if (!ourTree.Matches(tree))
            {
                differences.Add($"after `{command}` pip left\n{string.Join('\n', tree.Lines.Except(ourTree.Lines))}\n\nwhere pip-cs left\n{string.Join('\n', ourTree.Lines.Except(tree.Lines))}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    /// <summary>
    /// Leaves out what we add to pip's errors, hints after an empty line, and what <c>--target</c> finds in its place:
    /// pip lists that in the file system's order, and takes the metadata of two versions of a project for two projects.
    /// </summary>
    private static string WithoutHints(string error)
        => string.Join('\n', error.Split('\n').Where(line => !line.StartsWith("hint: ", StringComparison.Ordinal) && !line.StartsWith("WARNING: Target directory ", StringComparison.Ordinal))).TrimEnd('\n');

    /// <summary>
    /// Where we differ on purpose: the last uninstall leaves site-packages itself, and <c>--target --upgrade</c> removes the old version's
    /// metadata and writes a RECORD that names the files where they are (decision 0065).
    /// </summary>
    private static bool IsBetterThanPip(string path)
        => path.EndsWith("/site-packages", StringComparison.Ordinal) || (path.StartsWith("aside/", StringComparison.Ordinal) && path.Contains(".dist-info", StringComparison.Ordinal));

    private List<(string Command, ProgramResult Result, Tree Tree)> Run(string session, Func<string[], ProgramResult> program)
    {
        Directory.Delete(_workspace.Venv, true);
        _workspace.MakeVenv("venv");
        var folder = _workspace.Folder("PACKAGES");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Binary.Root, "samples", "packages")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), true);
        }

        var odd = new WheelBuilder("Odd.Name", "1.0").Module().Header("Provides-Extra: x").Write(folder);
        new WheelBuilder("Odd.Name", "2.0").Module().Write(folder);
        new WheelBuilder("scripted", "1.0").Module().Script("scripted = scripted:run").Write(folder);
        File.Copy(odd, Path.Combine(folder, "impostor-1.0-py3-none-any.whl"), true);
        _workspace.Write("requirements.txt", "# what the session needs\npipcs-hello==1.0.0\npipcs-words>=1  # any\n");
        _workspace.Write("constraints.txt", "pipcs-hello<1.1\npipcs-words<2\n");
        var steps = new List<(string, ProgramResult, Tree)>();
        string[] made = ["aside", "elsewhere", "rooted", "fetched"];
        foreach (var command in Sessions[session])
        {
            var result = program(command.Replace("ROOT", _workspace.Root, StringComparison.Ordinal).Split(' '));
            var tree = Tree.Read(_workspace.Root).Without(path => (!path.StartsWith("venv/", StringComparison.Ordinal) && !made.Contains(path.Split('/')[0])) || IsBetterThanPip(path));
            steps.Add((command, result, tree));
        }

        foreach (var name in made.Where(name => Directory.Exists(_workspace[name])))
        {
            Directory.Delete(_workspace[name], true);
        }

        return steps;
    }
}
