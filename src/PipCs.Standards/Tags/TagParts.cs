namespace PipCs.Standards.Tags;

/// <summary>Numbers the distinct parts of tags, whatever their case, in the order of their first occurrence.</summary>
internal sealed class TagParts
{
    private string[] _parts = new string[16];
    private int[] _slots = new int[64];
    private int _last;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a part, new if it was not known.</summary>
    public int Add(ReadOnlySpan<char> part)
    {
        // Neighbouring tags usually share a part, or go through the parts in the same order again.
        for (int guess = _last; guess <= _last + 1 && guess < Count; guess++)
        {
            if (part.Equals(_parts[guess], StringComparison.Ordinal))
            {
                return _last = guess;
            }
        }

        int slot = Slot(part);
        if (_slots[slot] != 0)
        {
            return _last = _slots[slot] - 1;
        }

        if (Count == _parts.Length)
        {
            Grow();
            slot = Slot(part);
        }

        _parts[Count] = part.ToString();
        _slots[slot] = ++Count;
        return _last = Count - 1;
    }

    /// <summary>The number of a part, or -1.</summary>
    public int Find(ReadOnlySpan<char> part) => _slots[Slot(part)] - 1;

    private static uint Hash(ReadOnlySpan<char> part)
    {
        uint hash = 2166136261;
        foreach (char c in part)
        {
            hash = (hash ^ (c | 0x20u)) * 16777619;
        }

        return hash;
    }

    private int Slot(ReadOnlySpan<char> part)
    {
        int slot = (int)Hash(part) & (_slots.Length - 1);
        while (_slots[slot] != 0 && !part.Equals(_parts[_slots[slot] - 1], StringComparison.OrdinalIgnoreCase))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _parts, _parts.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            _slots[Slot(_parts[i])] = i + 1;
        }
    }
}
