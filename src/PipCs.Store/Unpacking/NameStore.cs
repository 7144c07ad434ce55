namespace PipCs.Store.Unpacking;

/// <summary>Keeps the names of many members in few arrays: a wheel may have a million.</summary>
internal sealed class NameStore
{
    private const int ChunkSize = 16 << 10;
    private Memory<byte> _free;

    /// <summary>Copies a name.</summary>
    internal ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> name)
    {
        if (name.Length > _free.Length)
        {
            _free = new byte[Math.Max(name.Length, ChunkSize)];
        }

        var kept = _free[..name.Length];
        name.CopyTo(kept.Span);
        _free = _free[name.Length..];
        return kept;
    }
}
