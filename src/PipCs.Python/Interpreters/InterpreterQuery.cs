namespace PipCs.Python.Interpreters;

/// <summary>What decides which Python is meant.</summary>
public sealed record InterpreterQuery
{
    /// <summary><c>--python</c> or <c>PIP_PYTHON</c>: an executable or an environment's folder; null where not given.</summary>
    public string? Python { get; init; }

    /// <summary>The path that the program was started by, absolute, its links unresolved: where it stands and what it is called name a Python.</summary>
    public string? Program { get; init; }

    /// <summary>The environment variables that matter (<c>VIRTUAL_ENV</c>, <c>PATH</c>, <c>HOME</c>, <c>PYTHONPATH</c>, <c>PYTHONUSERBASE</c>, <c>PYTHONNOUSERSITE</c>, ...).</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
