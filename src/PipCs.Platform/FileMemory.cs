using System.Buffers;
using System.Runtime.InteropServices;

namespace PipCs.Platform;

/// <summary>
/// Memory for files that are read and used until the end of a run. It is outside the collected heap, where large arrays cause
/// full collections, and asks for huge pages, so that the kernel does not supply a megabyte in 256 pieces. It is freed when
/// neither this object nor any memory given by it is referenced. Thread-safe.
/// </summary>
public sealed class FileMemory
{
    private const int SmallChunk = 256 * 1024;
    private const int LargeChunk = 4 * 1024 * 1024;

    private readonly Lock _lock = new();

    // A span does not keep its chunk alive. This list does, as long as this object is alive.
    private readonly List<Chunk> _chunks = [];
    private Memory<byte> _free;
    private bool _isUsed;

    /// <summary>Gives memory of a length, with anything in it.</summary>
    public Memory<byte> Reserve(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_lock)
        {
            if (length > _free.Length)
            {
                int size = _isUsed || length > SmallChunk ? Math.Max(LargeChunk, length) : SmallChunk;
                _isUsed = true;
                _chunks.Add(new Chunk(this, size));
                Memory<byte> chunk = _chunks[^1].Memory;
                if (length > LargeChunk / 2)
                {
                    return chunk[..length];
                }

                _free = chunk;
            }

            Memory<byte> given = _free[..length];

            // Rounded up to eight bytes, so that numbers are aligned as in an array.
            _free = _free[Math.Min(_free.Length, (length + 7) & ~7)..];
            return given;
        }
    }

    /// <summary>Frees the memory. All memory given refers to its chunk, and the chunk to this object, so none of it can be in use.</summary>
    ~FileMemory()
    {
        foreach (Chunk chunk in _chunks)
        {
            chunk.Free();
        }
    }

    private sealed unsafe class Chunk : MemoryManager<byte>
    {
        private const nuint HugePage = 2 * 1024 * 1024;

        // Kept alive: it frees the memory.
        private readonly FileMemory _owner;
        private readonly int _length;
        private byte* _pointer;

        internal Chunk(FileMemory owner, int length)
        {
            _owner = owner;
            _length = length;
            _pointer = (byte*)NativeMemory.AlignedAlloc((nuint)length, length >= LargeChunk ? HugePage : 64);
            if (length >= LargeChunk)
            {
                // Advice: where there are no huge pages it changes nothing.
                _ = Posix.AdviseMemory(_pointer, (nuint)length, Posix.UseHugePages);
            }
        }

        public override Span<byte> GetSpan() => new(_pointer, _length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_pointer + elementIndex, pinnable: this);

        public override void Unpin()
        {
        }

        internal void Free()
        {
            NativeMemory.AlignedFree(_pointer);
            _pointer = null;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
