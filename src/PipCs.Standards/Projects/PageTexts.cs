using System.Buffers;

namespace PipCs.Standards.Projects;

/// <summary>The texts of a page while it is made: bytes one after the other, each after its length. Offset 0 is "none".</summary>
internal sealed class PageTexts
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(8192);

    // Offset 0 is "none". Its byte is always the same, because a page of the same files must have the same bytes.
    internal PageTexts()
    {
        _buffer[0] = 0;
        Length = 1;
    }

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Gives the memory back; the instance must not be used any more.</summary>
    internal void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    internal int Append(ReadOnlySpan<byte> text)
    {
        if (_buffer.Length - Length < text.Length + 5)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + text.Length + 5));
            Written.CopyTo(larger);
            Release();
            _buffer = larger;
        }

        var offset = Length;
        var rest = (uint)text.Length;
        while (rest >= 0x80)
        {
            _buffer[Length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[Length++] = (byte)rest;
        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
        return offset;
    }

    internal ReadOnlySpan<byte> this[int offset]
    {
        get
        {
            var length = 0;
            var shift = 0;
            byte part;
            do
            {
                part = _buffer[offset++];
                length |= (part & 0x7F) << shift;
                shift += 7;
            }
            while (part >= 0x80);
            return _buffer.AsSpan(offset, length);
        }
    }
}

/// <summary>Distinct texts, numbered in the order in which they came: a hash table over <see cref="PageTexts"/>.</summary>
internal sealed class DistinctTexts(PageTexts texts)
{
    private int[] _slots = [];
    private int _last = -1;

    internal List<int> Offsets { get; } = [];

    internal int Count => Offsets.Count;

    /// <summary>The number of a text; a new one is <c>Count - 1</c> after the call.</summary>
    internal int Add(ReadOnlySpan<byte> text)
    {
        // Neighbours are mostly alike.
        if (_last >= 0 && texts[Offsets[_last]].SequenceEqual(text))
        {
            return _last;
        }

        if (Offsets.Count * 2 >= _slots.Length)
        {
            Grow();
        }

        var slot = Hash(text) & (uint)(_slots.Length - 1);
        while (_slots[slot] != 0)
        {
            var id = _slots[slot] - 1;
            if (texts[Offsets[id]].SequenceEqual(text))
            {
                return _last = id;
            }

            slot = (slot + 1) & (uint)(_slots.Length - 1);
        }

        Offsets.Add(texts.Append(text));
        _slots[slot] = Offsets.Count;
        return _last = Offsets.Count - 1;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length * 0x9E3779B97F4A7C15;
        while (text.Length >= 8)
        {
            hash = (hash ^ BitConverter.ToUInt64(text)) * 0xFF51AFD7ED558CCD;
            hash ^= hash >> 32;
            text = text[8..];
        }

        foreach (var value in text)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        hash ^= hash >> 29;
        return (uint)(hash ^ (hash >> 32));
    }

    private void Grow()
    {
        _slots = new int[Math.Max(16, _slots.Length * 2)];
        for (var id = 0; id < Offsets.Count; id++)
        {
            var slot = Hash(texts[Offsets[id]]) & (uint)(_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (uint)(_slots.Length - 1);
            }

            _slots[slot] = id + 1;
        }
    }
}
