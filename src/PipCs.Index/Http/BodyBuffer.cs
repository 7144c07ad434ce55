using System.Buffers;

namespace PipCs.Index.Http;

/// <summary>The part of a body that has arrived, in a buffer that grows.</summary>
internal sealed class BodyBuffer : IDisposable
{
    // The shared pool rounds up to powers of two and never gives its largest arrays back. Larger buffers are therefore allocated and left to the garbage collector.
    private const int LargestPooled = 64 * 1024;

    private static readonly Action<byte[]> ToPool = static bytes => ArrayPool<byte>.Shared.Return(bytes);

    private byte[] _bytes;
    private int _length;
    private Action<byte[]>? _giveBack;

    /// <summary>An empty buffer in a given array, which is given back at the end; <paramref name="giveBack"/> is null where it has no owner.</summary>
    internal BodyBuffer(byte[] bytes, Action<byte[]>? giveBack) => (_bytes, _giveBack) = (bytes, giveBack);

    /// <summary>A buffer that already holds these bytes.</summary>
    internal BodyBuffer(ReadOnlyMemory<byte> bytes)
        : this(bytes.ToArray(), giveBack: null) => _length = bytes.Length;

    /// <summary>The bytes that have arrived.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>The free space of the buffer; never empty.</summary>
    internal Memory<byte> Rest => _bytes.AsMemory(_length);

    /// <summary>An empty buffer with room for so many bytes; it grows if more arrive.</summary>
    internal static BodyBuffer Of(int length)
    {
        // One byte more, so that the read that finds the end does not make the buffer grow.
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

    /// <summary>Counts bytes that were read into the buffer.</summary>
    /// <exception cref="InvalidDataException">The body is longer than an array can be (2 GiB).</exception>
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
