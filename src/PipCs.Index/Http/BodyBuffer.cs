using System.Buffers;

namespace PipCs.Index.Http;

/// <summary>What has come of a body. There is always room for more.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private byte[] _bytes;
    private int _length;
    private bool _isPooled;

    /// <summary>A buffer of exactly so many bytes, as long as no more come.</summary>
    internal BodyBuffer(int capacity) => _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    private BodyBuffer(byte[] pooled)
    {
        _bytes = pooled;
        _isPooled = true;
    }

    /// <summary>What has come.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Where more can be written; never empty.</summary>
    internal Memory<byte> Rest => _bytes.AsMemory(_length);

    internal static BodyBuffer FromPool(int capacity) => new(ArrayPool<byte>.Shared.Rent(capacity));

    /// <summary>Nobody may look at it any more.</summary>
    public void Dispose()
    {
        if (_isPooled)
        {
            _isPooled = false;
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        _length = 0;
    }

    /// <summary>So many bytes more have come.</summary>
    internal void Advance(int count)
    {
        _length += count;
        if (_length == _bytes.Length)
        {
            var (larger, length) = (ArrayPool<byte>.Shared.Rent(_length * 2), _length);
            _bytes.AsSpan().CopyTo(larger);
            Dispose();
            (_bytes, _length, _isPooled) = (larger, length, true);
        }
    }
}
