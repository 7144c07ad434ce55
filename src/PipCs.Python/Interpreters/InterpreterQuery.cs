namespace PipCs.Python.Interpreters;

/// <summary>The inputs that decide which Python a command works on.</summary>
public sealed record InterpreterQuery
{
    /// <summary><c>--python</c> or <c>PIP_PYTHON</c>: an executable or an environment's folder; null where not given.</summary>
    public string? Python { get; init; }

    /// <summary>The path by which the program was started, absolute, links unresolved. Its folder and its name may select a Python.</summary>
    public string? Program { get; init; }

    /// <summary>The environment variables that matter (<c>VIRTUAL_ENV</c>, <c>PATH</c>, <c>HOME</c>, <c>PYTHONPATH</c>, <c>PYTHONUSERBASE</c>, <c>PYTHONNOUSERSITE</c>, ...).</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
