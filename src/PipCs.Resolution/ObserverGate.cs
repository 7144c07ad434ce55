namespace PipCs.Resolution;

/// <summary>Keeps back what an observer is told while it holds only under suppositions. What was told before is not told again when all begins anew.</summary>
internal sealed class ObserverGate(IResolutionObserver observer) : IResolutionObserver
{
    private readonly Queue<Action<IResolutionObserver>> _held = new();
    private bool _isHolding;
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

    /// <summary>Keeps back what is told from now on.</summary>
    internal void Hold() => _isHolding = true;

    /// <summary>Tells what was kept back, and whatever comes.</summary>
    internal void Release()
    {
        _isHolding = false;
        while (_held.TryDequeue(out Action<IResolutionObserver>? line))
        {
            Tell(line);
        }
    }

    /// <summary>Drops what was kept back; what comes begins with what is told already.</summary>
    internal void Forget()
    {
        _isHolding = false;
        _held.Clear();
        _known = _told;
    }

    /// <summary>What comes begins anew, and is told whatever was told before.</summary>
    internal void BeginAnew() => _told = 0;

    private void Tell(Action<IResolutionObserver> line)
    {
        if (_isHolding)
        {
            _held.Enqueue(line);
        }
        else if (_known > 0)
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
