using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Events;
using PipCs.Index;
using PipCs.Python.Interpreters;

namespace PipCs;

/// <summary>The surroundings of every operation of a <see cref="PipClient"/>: an interpreter, the cache, the index, a reporter and an observer of events.</summary>
public sealed record Session
{
    /// <summary>The interpreter whose environment the operations read and change.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>Our cache.</summary>
    public required CacheRoot Cache { get; init; }

    /// <summary>Receives warnings, hints and the progress of transfers. <see cref="Events"/> receives the steps.</summary>
    public required IReporter Reporter { get; init; }

    /// <summary>Receives the steps of an operation while they are made, before the method returns that made them; null for nobody.</summary>
    public IProgress<PipEvent>? Events { get; init; }

    /// <summary>The places where packages are found, and the use of the network.</summary>
    public IndexOptions Index { get; init; } = new();

    /// <summary>Gives an environment variable, or null.</summary>
    public Func<string, string?> EnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;
}
