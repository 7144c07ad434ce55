namespace PipCs.Index.Http.Pacing;

/// <summary>
/// Limits how many requests one server gets at once. The limit starts at the number of connections of HTTP/1.1, or of streams of HTTP/2. It falls to half of
/// the requests under way when the server is overloaded (429, 503, broken connections), and grows by one each time that as many requests
/// have succeeded. Requests get their turns in the order in which they asked. Thread-safe.
/// </summary>
internal sealed class Pace
{
    // HTTP/2 admits more, but that is no faster, and the answers under way lie in memory. A thousand pages come in eight rounds.
    private const int Streams = 128;

    private readonly Lock _lock = new();
    private readonly Queue<Turn> _waiting = new();
    private readonly int _connections;
    private bool _isKnown;
    private int _most;
    private int _limit;
    private int _running;
    private int _wentWell;
    private long _begun;
    private long _lastEased;

    /// <summary>The pace of a server that was not asked yet.</summary>
    /// <param name="isTls">Whether it may speak HTTP/2; the first answer shows whether it does.</param>
    /// <param name="connections">The number of connections it may have over HTTP/1.1.</param>
    internal Pace(bool isTls, int connections)
    {
        _connections = connections;
        _isKnown = !isTls;
        _limit = _most = isTls ? Math.Max(Streams, connections) : connections;
    }

    /// <summary>How many requests it gets at once now.</summary>
    internal int Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>Waits for a turn, which disposing ends.</summary>
    internal async ValueTask<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        var turn = new Turn(this);
        lock (_lock)
        {
            if (_running < _limit)
            {
                Begin(turn);
                return turn;
            }

            _waiting.Enqueue(turn);
        }

        try
        {
            await turn.Begun.WaitAsync(cancellationToken).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    internal void End(Turn turn)
    {
        lock (_lock)
        {
            // One that never began is passed over when it would.
            _running -= turn.State == TurnState.Running ? 1 : 0;
            turn.State = TurnState.Ended;
            Advance();
        }
    }

    internal void Answered(Version version)
    {
        lock (_lock)
        {
            if (!_isKnown)
            {
                _isKnown = true;
                _most = version.Major >= 2 ? Streams : _connections;
                _limit = Math.Min(_limit, _most);
            }

            if (_limit < _most && ++_wentWell >= _limit)
            {
                _limit++;
                _wentWell = 0;
            }

            Advance();
        }
    }

    internal void Strained(Turn turn)
    {
        lock (_lock)
        {
            // Requests that were sent before the last reduction are no new sign of overload.
            if (turn.Number >= _lastEased)
            {
                _limit = Math.Max(1, Math.Min(_limit, _running) / 2);
                _lastEased = _begun;
                _wentWell = 0;
            }
        }
    }

    private void Advance()
    {
        while (_running < _limit && _waiting.TryDequeue(out var next))
        {
            if (next.State == TurnState.Waiting)
            {
                Begin(next);
            }
        }
    }

    private void Begin(Turn turn)
    {
        _running++;
        turn.Begin(_begun++);
    }
}
