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
        int best = int.MaxValue;
        foreach (Range pythonRange in pythons.Split('.'))
        {
            int python = _pythons.Find(pythons[pythonRange]);
            if (python < 0)
            {
                continue;
            }

            foreach (Range abiRange in abis.Split('.'))
            {
                int abi = _abis.Find(abis[abiRange]);
                if (abi < 0)
                {
                    continue;
                }

                foreach (Range platformRange in platforms.Split('.'))
                {
                    int platform = _platforms.Find(platforms[platformRange]);
                    if (platform >= 0)
                    {
                        best = Math.Min(best, Find(Key(python, abi, platform)));
                    }
                }
            }
        }

        return best == int.MaxValue ? -1 : best;
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
