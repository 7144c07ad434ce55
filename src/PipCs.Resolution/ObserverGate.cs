namespace PipCs.Resolution;

/// <summary>Keeps the observer's lines back while they depend on supposed pages, and passes each line once, even if the resolution begins again.</summary>
internal sealed class ObserverGate(IResolutionObserver observer) : IResolutionObserver
{
    private readonly Queue<(Action<IResolutionObserver> Line, int Suppositions)> _held = new();
    private int _suppositions;
    private int _told;
    private int _known;

    /// <inheritdoc/>
    public void Collecting(string requirement, string origin, Candidate candidate) => Tell(to => to.Collecting(requirement, origin, candidate));

    /// <inheritdoc/>
    public void Taken(Candidate candidate) => Tell(to => to.Taken(candidate));

    /// <inheritdoc/>
    public void AlreadySatisfied(string requirement, string origin, InstalledCandidate installed) => Tell(to => to.AlreadySatisfied(requirement, origin, installed));

    /// <inheritdoc/>
    public void Discarded(Candidate candidate, string reason) => Tell(to => to.Discarded(candidate, reason));

    /// <inheritdoc/>
    public void Ignored(Candidate candidate, string reason) => Tell(to => to.Ignored(candidate, reason));

    /// <inheritdoc/>
    public void Error(string message) => Tell(to => to.Error(message));

    /// <inheritdoc/>
    public void Info(string message) => Tell(to => to.Info(message));

    /// <inheritdoc/>
    public void Warning(string message) => Tell(to => to.Warning(message));

    /// <summary>Adds a supposition; later lines are kept back until it is confirmed.</summary>
    internal void Suppose() => _suppositions++;

    /// <summary>Passes the lines that depend only on the first suppositions, which are confirmed now.</summary>
    internal void Confirm(int count)
    {
        while (_held.TryPeek(out var held) && held.Suppositions <= count)
        {
            _held.Dequeue();
            Pass(held.Line);
        }
    }

    /// <summary>Passes all lines that were kept back, and those that follow.</summary>
    internal void Release()
    {
        Confirm(_suppositions);
        _suppositions = 0;
    }

    /// <summary>Drops the lines that were kept back. The resolution begins again, and as many lines as were passed before are skipped.</summary>
    internal void Forget()
    {
        _suppositions = 0;
        _held.Clear();
        _known = _told;
    }

    /// <summary>Has all lines passed from here on, because the resolution begins again with a page that has changed.</summary>
    internal void BeginAnew() => _told = 0;

    private void Tell(Action<IResolutionObserver> line)
    {
        if (_suppositions > 0)
        {
            _held.Enqueue((line, _suppositions));
        }
        else
        {
            Pass(line);
        }
    }

    private void Pass(Action<IResolutionObserver> line)
    {
        if (_known > 0)
        {
            _known--;
        }
        else
        {
            _told++;
            line(observer);
        }
    }
}
