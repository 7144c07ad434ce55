using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Python.Interpreters;

namespace PipCs;

/// <summary>What every operation of a <see cref="PipClient"/> works with: an interpreter, its cache, the index and a reporter.</summary>
public sealed record Session
{
    /// <summary>The interpreter whose environment is meant.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>Our cache.</summary>
    public required CacheRoot Cache { get; init; }

    /// <summary>Receives the lines that pip prints, with warnings and progress.</summary>
    public required IReporter Reporter { get; init; }

    /// <summary>Where packages are found, and how the network is used.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Gives an environment variable, or null.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
