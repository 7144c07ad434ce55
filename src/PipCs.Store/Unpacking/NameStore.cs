namespace PipCs.Store.Unpacking;

/// <summary>Keeps the names of members in a few arrays, because a wheel may have a million of them.</summary>
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
