using System.Buffers.Binary;
using System.IO.Hashing;

namespace PipCs.Cache;

/// <summary>
/// The offsets of the records in a pack's heads, by key. Keys are compared in the file's memory, so that no objects are made for
/// thousands of records of which only a few are asked for.
/// </summary>
internal sealed class PackRecords
{
    private const ulong Magic = 0x31_4B_43_50_53_43_50_FF; // FF "PCSPCK1"

    /// <summary>The number of bytes of a record before its key.</summary>
    internal const int HeaderSize = 48;

    internal static readonly PackRecords None = new(default);

    private readonly ReadOnlyMemory<byte> _heads;

    // Hash table of offsets plus one, by the hash of the key; 0 for an empty slot.
    private int[] _slots = new int[16];
    private int _count;

    private PackRecords(ReadOnlyMemory<byte> heads) => _heads = heads;

    /// <summary>The heads as they were read, torn records included.</summary>
    internal ReadOnlyMemory<byte> Heads => _heads;

    /// <summary>How many bytes records take of which later ones have the keys.</summary>
    internal int SupersededBytes { get; private set; }

    /// <summary>Finds the records in a file of heads. Torn records (of a killed writer or a full disk) and corrupt ones are skipped: the search continues at the next magic number.</summary>
    internal static PackRecords Scan(ReadOnlyMemory<byte> heads)
    {
        var records = new PackRecords(heads);
        Span<byte> magic = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(magic, Magic);
        var span = heads.Span;
        for (var at = 0; at <= span.Length - HeaderSize;)
        {
            var rest = span[at..];
            var size = HeaderSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) + BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]);
            if (rest.StartsWith(magic) && size <= rest.Length && BinaryPrimitives.ReadUInt64LittleEndian(rest[40..]) == Checksum(rest[..(int)size]))
            {
                records.Add(span, at);
                at += (int)size;
                continue;
            }

            var next = rest[1..].IndexOf(magic);
            if (next < 0)
            {
                break;
            }

            at += 1 + next;
        }

        return records;
    }

    /// <summary>Fills in the fixed start of a record and its checksum; the rest of the record must be complete.</summary>
    internal static void Seal(Span<byte> record)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(record[40..], Checksum(record));
    }

    /// <summary>The offset of the last record of a key; -1 where there is none.</summary>
    internal int Find(ReadOnlySpan<byte> key)
    {
        var heads = _heads.Span;
        return _slots[SlotOf(heads, key)] - 1;
    }

    /// <summary>The offset of any record; -1 where there is none.</summary>
    internal int FindAny() => Array.Find(_slots, static slot => slot != 0) - 1;

    /// <summary>The offsets of all records in the order of the file.</summary>
    internal int[] All()
    {
        var all = new List<int>(_count);
        foreach (var slot in _slots)
        {
            if (slot != 0)
            {
                all.Add(slot - 1);
            }
        }

        all.Sort();
        return [.. all];
    }

    internal static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> heads, int at) => heads.Slice(at + HeaderSize, Int32(heads, at + 8));

    internal static int SizeOf(ReadOnlySpan<byte> heads, int at) => HeaderSize + Int32(heads, at + 8) + Int32(heads, at + 12);

    private static int Int32(ReadOnlySpan<byte> heads, int at) => BinaryPrimitives.ReadInt32LittleEndian(heads[at..]);

    private void Add(ReadOnlySpan<byte> heads, int at)
    {
        var slot = SlotOf(heads, KeyOf(heads, at));
        if (_slots[slot] != 0)
        {
            SupersededBytes += SizeOf(heads, _slots[slot] - 1);
        }
        else if (++_count > _slots.Length / 2)
        {
            Grow(heads);
            slot = SlotOf(heads, KeyOf(heads, at));
        }

        _slots[slot] = at + 1;
    }

    private void Grow(ReadOnlySpan<byte> heads)
    {
        var old = _slots;
        _slots = new int[old.Length * 4];
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                _slots[SlotOf(heads, KeyOf(heads, slot - 1))] = slot;
            }
        }
    }

    /// <summary>The slot of a key, or the empty one where it belongs.</summary>
    private int SlotOf(ReadOnlySpan<byte> heads, ReadOnlySpan<byte> key)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)XxHash3.HashToUInt64(key) & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0 || KeyOf(heads, _slots[slot] - 1).SequenceEqual(key))
            {
                return slot;
            }
        }
    }

    // The checksum's own place takes no part; the seed joins the two parts without copying them.
    private static ulong Checksum(ReadOnlySpan<byte> record)
        => XxHash3.HashToUInt64(record[HeaderSize..], (long)XxHash3.HashToUInt64(record[..40]));
}
