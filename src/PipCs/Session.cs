using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Index;
using PipCs.Python.Interpreters;

namespace PipCs;

/// <summary>What every operation of a <see cref="PipClient"/> works with: an interpreter, its cache, the index, a reporter and an observer of events.</summary>
public sealed record Session
{
    /// <summary>The interpreter whose environment is meant.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>Our cache.</summary>
    public required CacheRoot Cache { get; init; }

    /// <summary>Receives warnings, hints and the progress of transfers. <see cref="Events"/> receives the steps.</summary>
    public required IReporter Reporter { get; init; }

    /// <summary>Receives the steps of an operation while they are made, before the method returns that made them; null for nobody.</summary>
    public IProgress<PipEvent>? Events { get; init; }

    /// <summary>Where packages are found, and how the network is used.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Gives an environment variable, or null.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
