namespace PipCs.Standards.Tags;

/// <summary>Finds a tag's rank by its three parts, each interned as a small number; nothing is allocated by a search.</summary>
internal sealed class TagRanks
{
    private readonly TagParts _pythons = new();
    private readonly TagParts _abis = new();
    private readonly TagParts _platforms = new();
    private readonly uint[] _keys;
    private readonly int[] _ranks;

    public TagRanks(string[] tags)
    {
        int size = 16;
        while (size < tags.Length * 2)
        {
            size *= 2;
        }

        _keys = new uint[size];
        _ranks = new int[size];
        for (int i = 0; i < tags.Length; i++)
        {
            ReadOnlySpan<char> tag = tags[i];
            int first = tag.IndexOf('-');
            int last = tag.LastIndexOf('-');
            if (first > 0 && last > first)
            {
                Add(Key(_pythons.Add(tag[..first]), _abis.Add(tag[(first + 1)..last]), _platforms.Add(tag[(last + 1)..])), i);
            }
        }
    }

    /// <summary>The lowest rank of all combinations, or -1.</summary>
    public int Find(ReadOnlySpan<char> pythons, ReadOnlySpan<char> abis, ReadOnlySpan<char> platforms)
    {
        Span<int> pythonNumbers = stackalloc int[_pythons.Count];
        Span<int> abiNumbers = stackalloc int[_abis.Count];
        Span<int> platformNumbers = stackalloc int[_platforms.Count];
        pythonNumbers = Numbers(_pythons, pythons, pythonNumbers);
        abiNumbers = pythonNumbers.IsEmpty ? [] : Numbers(_abis, abis, abiNumbers);
        platformNumbers = abiNumbers.IsEmpty ? [] : Numbers(_platforms, platforms, platformNumbers);
        int best = int.MaxValue;
        foreach (int python in pythonNumbers)
        {
            foreach (int abi in abiNumbers)
            {
                foreach (int platform in platformNumbers)
                {
                    best = Math.Min(best, Find(Key(python, abi, platform)));
                }
            }
        }

        return best == int.MaxValue ? -1 : best;
    }

    /// <summary>The numbers of the known parts, each once even if it is written several times.</summary>
    private static Span<int> Numbers(TagParts parts, ReadOnlySpan<char> text, Span<int> numbers)
    {
        int count = 0;
        foreach (Range range in text.Split('.'))
        {
            int number = parts.Find(text[range]);
            if (number >= 0 && !numbers[..count].Contains(number))
            {
                numbers[count++] = number;
            }
        }

        return numbers[..count];
    }

    private static uint Key(int python, int abi, int platform) => ((uint)(python + 1) << 22) | ((uint)abi << 14) | (uint)platform;

    private int Slot(uint key)
    {
        int slot = (int)((key * 2654435769u) >> 7) & (_keys.Length - 1);
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        return slot;
    }

    private void Add(uint key, int rank)
    {
        int slot = Slot(key);
        if (_keys[slot] == 0)
        {
            _keys[slot] = key;
            _ranks[slot] = rank;
        }
    }

    private int Find(uint key)
    {
        int slot = Slot(key);
        return _keys[slot] == 0 ? int.MaxValue : _ranks[slot];
    }
}
