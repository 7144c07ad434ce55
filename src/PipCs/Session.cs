using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Python.Interpreters;

namespace PipCs;

/// <summary>What every command works with: the interpreter it works for, the cache, and where it tells a person things.</summary>
public sealed record Session
{
    /// <summary>The interpreter whose environment is meant.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>Our cache.</summary>
    public required CacheRoot Cache { get; init; }

    /// <summary>Told what happens.</summary>
    public required IReporter Reporter { get; init; }

    /// <summary>Gives an environment variable, or null.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
