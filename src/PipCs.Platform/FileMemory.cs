using System.Buffers;
using System.Runtime.InteropServices;

namespace PipCs.Platform;

/// <summary>
/// Memory for what is read from files and looked at until the end of a run. It lies outside the collected heap, where large arrays call for
/// collections of everything, and asks for huge pages, so that a megabyte is not handed out by the kernel in 256 pieces. Given back when
/// nothing refers any more to this object and to what it gave. Thread-safe.
/// </summary>
public sealed class FileMemory
{
    private const int SmallChunk = 256 * 1024;
    private const int LargeChunk = 4 * 1024 * 1024;

    private readonly Lock _lock = new();

    // A span does not keep its chunk: this does, for as long as there is somebody to read with.
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

            // Eight bytes: whoever reads numbers finds them aligned as in an array.
            _free = _free[Math.Min(_free.Length, (length + 7) & ~7)..];
            return given;
        }
    }

    /// <summary>Gives the memory back: what was given refers to its chunk, and that to this object, so nobody has any of it left.</summary>
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
