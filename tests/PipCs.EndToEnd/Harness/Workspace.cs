namespace PipCs.EndToEnd.Harness;

/// <summary>A folder of one test: a fresh virtual environment, a cache, a home, and what the test puts there. Deleted at the end.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly Dictionary<string, string> _variables;

    public Workspace()
    {
        // Resolved, so that paths in messages and files are the same as those that Python sees.
        Root = Directory.CreateTempSubdirectory("pipcs-e2e-").FullName;
        Venv = MakeVenv("venv");
        Cache = Path.Combine(Root, "cache");
        Directory.CreateDirectory(Path.Combine(Root, "home"));
        Directory.CreateDirectory(Path.Combine(Root, "tmp"));
        _variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Path.Combine(Venv, "bin") + ":/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = Path.Combine(Root, "home"),
            ["TMPDIR"] = Path.Combine(Root, "tmp"),
            ["LC_ALL"] = "C.UTF-8",
            ["VIRTUAL_ENV"] = Venv,
            ["PIP_CACHE_DIR"] = Cache,
            ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1",
            ["PIP_ROOT_USER_ACTION"] = "ignore",
        };
    }

    public string Root { get; }

    /// <summary>The environment that the programs serve.</summary>
    public string Venv { get; }

    public string Cache { get; }

    public string VenvPython => Path.Combine(Venv, "bin", "python");

    public string SitePackages => Directory.GetDirectories(Path.Combine(Venv, "lib"), "python3*").Select(folder => Path.Combine(folder, "site-packages")).Single();

    public void Set(string variable, string value) => _variables[variable] = value;

    public void Unset(string variable) => _variables.Remove(variable);

    /// <summary>A path in the workspace.</summary>
    public string this[params string[] names] => Path.Combine([Root, .. names]);

    /// <summary>A folder in the workspace, made if it is not there.</summary>
    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public string Write(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public ProgramRun Start(params string[] arguments) => ProgramRun.Start(Binary.PipCs, arguments, _variables, Root);

    /// <summary>Starts pip-cs so that SIGINT reaches it, also where these tests run in the background of a shell, which ignores it.</summary>
    public ProgramRun StartInterruptible(params string[] arguments)
        => ProgramRun.Start("/usr/bin/env", ["--default-signal=INT", Binary.PipCs, .. arguments], _variables, Root);

    /// <summary>Runs pip-cs in the workspace's folder.</summary>
    public ProgramResult PipCs(params string[] arguments) => Start(arguments).Wait();

    /// <summary>Runs pip-cs on a pseudo-terminal of 120 columns (or of <c>TEST_COLUMNS</c>); what it showed is the output, as the terminal got it.</summary>
    /// <param name="steps">What is typed when a text has been shown; <c>file:PATH</c> makes a file instead.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProgramResult OnTerminal((string Shown, string Typed)[] steps, params string[] arguments)
    {
        var script = Path.Combine(Binary.Root, "tests", "PipCs.EndToEnd", "Harness", "terminal.py");
        var json = System.Text.Json.JsonSerializer.Serialize(steps.Select(static step => new[] { step.Shown, step.Typed }));
        return Run(Binary.Python, [script, json, Binary.PipCs, .. arguments], new(_variables, StringComparer.Ordinal) { ["TERM"] = _variables.GetValueOrDefault("TERM", "xterm") });
    }

    /// <summary>Runs real pip in the same environment, with the same settings but a cache of its own.</summary>
    public ProgramResult RealPip(params string[] arguments)
        => Run(VenvPython, [Binary.RealPip, .. arguments], new(_variables, StringComparer.Ordinal) { ["PIP_CACHE_DIR"] = this["real-cache"] });

    public ProgramResult Python(params string[] arguments) => Run(VenvPython, arguments, _variables);

    public ProgramResult Run(string program, params string[] arguments) => Run(program, arguments, _variables);

    /// <summary>Makes another virtual environment in the workspace, without any package.</summary>
    public string MakeVenv(string name)
    {
        var path = this[name];
        VirtualEnvironment.Write(path);
        return path;
    }

    /// <summary>What is in the environment, but for bytecode that Python wrote on its own in its own time.</summary>
    public Tree Environment() => Tree.Read(Venv);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, true);
        }
        catch (UnauthorizedAccessException)
        {
            ProgramRun.Start("chmod", ["-R", "u+rwX", Root]).Wait();
            Directory.Delete(Root, true);
        }
    }

    private ProgramResult Run(string program, string[] arguments, Dictionary<string, string> variables)
        => ProgramRun.Start(program, arguments, variables, Root).Wait();
}
