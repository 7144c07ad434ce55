namespace PipCs.Resolution;

/// <summary>Keeps back what an observer is told while it holds only under suppositions. What was told before is not told again when all begins anew.</summary>
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

    /// <summary>What is told from now on rests on one supposition more, and is kept back until that is confirmed.</summary>
    internal void Suppose() => _suppositions++;

    /// <summary>Tells what rests on the first suppositions alone, since so many of them are confirmed: nothing that comes later changes it.</summary>
    internal void Confirm(int count)
    {
        while (_held.TryPeek(out var held) && held.Suppositions <= count)
        {
            _held.Dequeue();
            Pass(held.Line);
        }
    }

    /// <summary>Tells what was kept back, and whatever comes.</summary>
    internal void Release()
    {
        Confirm(_suppositions);
        _suppositions = 0;
    }

    /// <summary>Drops what was kept back; what comes begins with what is told already.</summary>
    internal void Forget()
    {
        _suppositions = 0;
        _held.Clear();
        _known = _told;
    }

    /// <summary>What comes begins anew, and is told whatever was told before.</summary>
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
