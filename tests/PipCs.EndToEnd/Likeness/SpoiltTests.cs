using PipCs.EndToEnd.Harness;
using PipCs.Harness;

namespace PipCs.EndToEnd.Likeness;

/// <summary>
/// What spoilt environments and files make pip say: a shell prepares an environment, and each command prints the same and leaves the
/// same files when real pip and pip-cs run it in an environment at the same path.
/// </summary>
public sealed class SpoiltTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SharedTheory("mirror/files")]
    [InlineData("info 0.1; record > $INFO/RECORD", "uninstall -y pipcs-words")]
    [InlineData("info 0.1; record > $INFO/RECORD", "install --no-index -f PACKAGES pipcs-words", "install --no-index -f PACKAGES -U pipcs-words")]
    [InlineData("info 0.1; echo pip > $INFO/INSTALLER; metadata bad!! > $INFO/METADATA", "list", "uninstall -y pipcs-words", "install --no-index -f PACKAGES -U pipcs-words")]
    [InlineData("info 0.1; echo uv > $INFO/INSTALLER; metadata 0.2 > $INFO/METADATA", "install --no-index -f PACKAGES -U pipcs-words pipcs-hello")]
    [InlineData("info 0.1; metadata 0.1 > $INFO/METADATA; printf '# a\npipcs-words\n\n!!bad\nfoo\n' > requirements.txt", "freeze -r requirements.txt")]
    [InlineData("echo 'pipcs-words --nope' > requirements.txt", "install -r requirements.txt", "download -r requirements.txt", "uninstall -r requirements.txt")]
    [InlineData("echo -r > requirements.txt", "install -r requirements.txt")]
    [InlineData("", "install --no-index -f ftp://x/y.whl foo", "install -i  foo", "install --cert nope foo", "install --client-cert nope foo")]
    [InlineData("info 0.1; metadata 0.1 > $INFO/METADATA; echo '{\"url\": 3}' > $INFO/direct_url.json", "freeze")]
    public void Commands_say_and_leave_what_pip_does(string prepare, params string[] commands)
    {
        var theirs = Run(_workspace.RealPip, prepare, commands);
        var ours = Run(_workspace.PipCs, prepare, commands);
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void Requirements_file_that_is_not_UTF8_is_warned_of_as_pip_does()
    {
        File.WriteAllBytes(_workspace["requirements.txt"], [.. "# caf"u8, 0xe9, .. "\nfoo\n"u8]);
        string[] command = ["install", "--no-index", "-r", "requirements.txt"];
        var warning = Assert.Single(_workspace.RealPip(command).Error.Split('\n'), static line => line.StartsWith("WARNING: ", StringComparison.Ordinal));
        _workspace.PipCs(command).MustFail(2).ErrorHas(warning, "ERROR: Could not read requirements file requirements.txt: 'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte");
        _workspace.Set("LC_ALL", "fr_FR.ISO-8859-1");
        _workspace.PipCs(command).MustFail().ErrorHas("falling back to encoding from locale: ISO-8859-1", "No matching distribution found for foo");
    }

    private List<string> Run(Func<string[], ProgramResult> program, string prepare, string[] commands)
    {
        Directory.Delete(_workspace.Venv, true);
        _workspace.MakeVenv("venv");
        var packages = Path.Combine(Binary.Root, "samples", "packages");
        _workspace.Run("/bin/bash", "-ec", $$"""
            cd '{{_workspace.Root}}'; rm -f requirements.txt; SITE='{{_workspace.SitePackages}}'
            info() { INFO=$SITE/pipcs_words-$1.dist-info; mkdir $INFO; }
            record() { printf 'pipcs_words-0.1.dist-info/RECORD,,\n'; }
            metadata() { printf "Name: pipcs-words\nVersion: $1\n"; }
            {{prepare}}
            """).MustSucceed();
        var said = new List<string>();
        foreach (var command in commands)
        {
            var result = program(command.Replace("PACKAGES", packages, StringComparison.Ordinal).Split(' '));
            said.Add($"{command}\n{result.ExitCode}\n{result.Output}\n{Comparable(result.Error)}");
        }

        said.AddRange(_workspace.Environment().Lines);
        return said;
    }

    /// <summary>Without what we add to pip's errors (hints, after an empty line), what pip says twice, and the program's name.</summary>
    private static string Comparable(string error)
    {
        var lines = error.Replace("__main__.py", "pip", StringComparison.Ordinal).Replace("Usage: pip-cs ", "Usage: pip ", StringComparison.Ordinal)
            .Split('\n').Where(line => !line.StartsWith("hint: ", StringComparison.Ordinal) || line.Contains("pip install", StringComparison.Ordinal));
        return string.Join('\n', lines.Where(static line => line.Length > 0).Distinct());
    }
}
