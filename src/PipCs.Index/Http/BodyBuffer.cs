using System.Buffers;

namespace PipCs.Index.Http;

/// <summary>What has come of a body. There is always room for more.</summary>
internal sealed class BodyBuffer : IDisposable
{
    // The pool rounds up to powers of two, and keeps the most that was ever needed of each: what is larger is made, and is garbage afterwards.
    private const int LargestPooled = 64 * 1024;

    private static readonly Action<byte[]> ToPool = static bytes => ArrayPool<byte>.Shared.Return(bytes);

    private byte[] _bytes;
    private int _length;
    private Action<byte[]>? _giveBack;

    /// <summary>An empty buffer in an array that is given back to whom it is from; null for nobody.</summary>
    internal BodyBuffer(byte[] bytes, Action<byte[]>? giveBack) => (_bytes, _giveBack) = (bytes, giveBack);

    /// <summary>A buffer of bytes that are there already.</summary>
    internal BodyBuffer(ReadOnlyMemory<byte> bytes)
        : this(bytes.ToArray(), giveBack: null) => _length = bytes.Length;

    /// <summary>What has come.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Where more can be written; never empty.</summary>
    internal Memory<byte> Rest => _bytes.AsMemory(_length);

    /// <summary>An empty buffer for so many bytes, or more where more come.</summary>
    internal static BodyBuffer Of(int length)
    {
        // One more, so that the end is seen without room being made.
        var capacity = length + 1;
        return capacity <= LargestPooled ? new(ArrayPool<byte>.Shared.Rent(capacity), ToPool) : new(GC.AllocateUninitializedArray<byte>(capacity), giveBack: null);
    }

    /// <summary>Nobody may look at it any more.</summary>
    public void Dispose()
    {
        _giveBack?.Invoke(_bytes);
        _giveBack = null;
        _bytes = [];
        _length = 0;
    }

    /// <summary>So many bytes more have come.</summary>
    /// <exception cref="InvalidDataException">There is no room for more: an array holds 2 GiB.</exception>
    internal void Advance(int count)
    {
        _length += count;
        if (_length == _bytes.Length)
        {
            if (_length == Array.MaxLength)
            {
                throw new InvalidDataException("the answer is larger than 2 GiB");
            }

            var (larger, length) = (ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, _length * 2L)), _length);
            _bytes.AsSpan().CopyTo(larger);
            Dispose();
            (_bytes, _length, _giveBack) = (larger, length, ToPool);
        }
    }
}
