using System.Diagnostics;
using PipCs.Cache;
using PipCs.Harness;
using PipCs.Python.Interpreters;

namespace PipCs.Tests.Selection;

/// <summary>A virtual environment with distributions of every kind and fault, and the real pip to ask about it.</summary>
public sealed class OddEnvironment : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipcs-odd-").FullName;
    private readonly string? _pip;

    /// <summary>Makes it.</summary>
    public OddEnvironment()
    {
        var files = SharedFiles.Find("mirror/files");
        _pip = Directory.Exists(files) ? Directory.GetFiles(files, "pip-26.3-*.whl").Select(RealPip.Unpack).FirstOrDefault() : null;
        Python = Path.Join(_folder, "environment", "bin", "python");
        Run("python3", ["-m", "venv", "--without-pip", Path.Join(_folder, "environment")]);
        Interpreter = InterpreterFinder.Find(new InterpreterQuery { Python = Python, EnvironmentVariable = Environment.GetEnvironmentVariable }, CacheRoot.Disabled);
        const string Metadata = "Metadata-Version: 2.1\n";
        Site("~aiz-1.0.dist-info/METADATA", Metadata + "Name: paiz\nVersion: 1.0\n");
        Site("Foo.Bar-1.0.0.dist-info/METADATA", Metadata + "Name: Foo.Bar\nVersion: 1.0\nSummary: a\n  folded one\nAuthor: Jö 🐍\nLicense: MIT\n        second line\nProject-URL: Home Page!, https://x.y/ \nRequires-Dist: legacy>=3\nRequires-Dist: missing-one ; python_version > \"3\"\nRequires-Dist: missing-two ; extra == \"t\"\nRequires-Dist: Direct[x]~=1.0\nKeywords: a,b\n\n# Body\n\"quoted\"\t\u007f\n");
        Site("Built-1.5.dist-info/METADATA", "Metadata-Version: 2.4\r\nName: Built\r\nVersion: 1.5\r\nLicense-Expression: MIT\r\n\r\nbody\r\n");
        Site("Built-1.5.dist-info/WHEEL", "Wheel-Version: 1.0\nBuild: 7abc\nTag: cp39-cp39-win32\n");
        Site("Built-1.5.dist-info/entry_points.txt", "[console_scripts]\n  a = b:c \n\n");
        Site("Built-1.5.dist-info/RECORD", "built/z.py,sha256=a,1\nBuilt-1.5.dist-info/RECORD,,\n../../../bin/a,,\n");
        Site("untagged-1.0.dist-info/METADATA", Metadata + "Name: untagged\nVersion: 1.0.0\n");
        Site("untagged-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n");
        Site("legacy-2.0-py3.11.egg-info/PKG-INFO", "Metadata-Version: 1.0\nName: legacy\nVersion: 2.0\n");
        Site("legacy-2.0-py3.11.egg-info/requires.txt", "six\n\n[Extra_One]\nfoo.bar>1\n[:python_version<\"3\"]\nenum34\n");
        Site("legacy-2.0-py3.11.egg-info/installed-files.txt", "../legacy/__init__.py\n../legacy/x.py\nPKG-INFO\n../../../../bin/leg\n");
        Site("disty-0.3-py3.11.egg-info", "Metadata-Version: 1.0\nName: disty\nVersion: 0.3\nSummary: d\n");
        Site("direct-1.0.dist-info/METADATA", Metadata + "Name: direct\nVersion: 1.0\n");
        Site("direct-1.0.dist-info/direct_url.json", "{\"archive_info\": {\"hash\": \"sha256=aa\", \"hashes\": {\"sha256\": \"aa\"}}, \"url\": \"https://u:p@h/direct-1.0.tar.gz\", \"subdirectory\": \"s/d\"}");
        Site("direct-1.0.dist-info/REQUESTED", "");
        Site("direct-1.0.dist-info/INSTALLER", "\n  uv \n");
        Site("vcsd-1.0.dist-info/METADATA", Metadata + "Name: vcsd\nVersion: 1.0\n");
        Site("vcsd-1.0.dist-info/direct_url.json", "{\"url\": \"https://git@h/r.git\", \"vcs_info\": {\"vcs\": \"git\", \"commit_id\": \"abc\", \"requested_revision\": \"main\"}}");
        Site("edit-0.1.dist-info/METADATA", Metadata + "Name: edit\nVersion: 0.1\n");
        Site("edit-0.1.dist-info/direct_url.json", $"{{\"url\": \"file://{_folder}/plain\", \"dir_info\": {{\"editable\": true}}}}");
        Site("argparse-1.4.dist-info/METADATA", Metadata + "Name: argparse\nVersion: 1.4\n");
        Site("noname-1.0.dist-info/METADATA", Metadata + "Version: 1.0\n");
        Site("nometa-1.0.dist-info/RECORD", "");
        Site("empty-1.0.dist-info/METADATA", "");
        Site("nover.dist-info/METADATA", Metadata + "Name: nover\nVersion: 3.1\n");
        Site("setuptools-1.dist-info/METADATA", Metadata + "Name: setuptools\nVersion: 1\n");
        Site("dev-pkg.egg-link", $"{_folder}/dev\n.\n");
        Site("easy-install.pth", $"{_folder}/dev\nimport os\n# c\n{_folder}/pth\n../nowhere\n");
        Write("dev/dev_pkg.egg-info/PKG-INFO", "Metadata-Version: 1.0\nName: dev-pkg\nVersion: 0.0.1\n");
        Write("pth/inpth-1.dist-info/METADATA", Metadata + "Name: inpth\nVersion: 1\n");
        Write("plain/setup.py", "");
        Write("requirements.txt", $"# head comment\n-i https://x/\nFoo_Bar==1.0  # trailing\n\nedit\n-e git+https://h/r#egg=edit\nnothere>1\ninpth\ninpth\nhttps://h/direct-1.0-py3-none-any.whl\n# head comment\n");
    }

    /// <summary>The environment.</summary>
    public Interpreter Interpreter { get; }

    /// <summary>A requirements file for <c>freeze -r</c>.</summary>
    public string Requirements => Path.Join(_folder, "requirements.txt");

    /// <summary>The folder of a development install.</summary>
    public string DevelopmentFolder => Path.Join(_folder, "dev");

    private string Python { get; }

    /// <summary>What the real pip answers: its exit code, standard output and standard error.</summary>
    public (int ExitCode, string Output, string Error) Ask(params string[] arguments) => Run(Python, [_pip!, "--disable-pip-version-check", .. arguments]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int ExitCode, string Output, string Error) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment.Remove("PIP_FIND_LINKS");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private void Site(string name, string content) => Write(Path.GetRelativePath(_folder, Path.Join(Interpreter.Scheme.Purelib, name)), content);

    private void Write(string name, string content)
    {
        var path = Path.Join(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
