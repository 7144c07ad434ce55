namespace PipCs.Index.Http.Pacing;

/// <summary>The state of a turn.</summary>
internal enum TurnState
{
    Waiting,
    Running,
    Ended,
}

/// <summary>One request's share of a server, from before it is sent until its answer is read. State and number are its pace's to guard.</summary>
internal sealed class Turn(Pace pace) : IDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it may be sent.</summary>
    internal Task Begun => _begun.Task;

    internal TurnState State { get; set; }

    /// <summary>The number of the request among those to the server.</summary>
    internal long Number { get; private set; }

    /// <summary>Ends it; more than once does no harm.</summary>
    public void Dispose() => pace.End(this);

    /// <summary>The server bore it.</summary>
    internal void Answered(Version version) => pace.Answered(version);

    /// <summary>The server could not bear it.</summary>
    internal void Strained() => pace.Strained(this);

    internal void Begin(long number)
    {
        Number = number;
        State = TurnState.Running;
        _begun.TrySetResult();
    }
}
