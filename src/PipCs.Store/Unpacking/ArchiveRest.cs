using Microsoft.Win32.SafeHandles;
using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>The end of an archive that could not be unpacked while it arrived: the central directory, and every member from the first one whose size was not known in advance. Held in memory while it is small, in a file otherwise.</summary>
internal sealed class ArchiveRest : IDisposable
{
    private const string FileName = "rest";
    private const int LargestInMemory = 2 << 20;
    private readonly DirectoryHandle _folder;
    private readonly MemoryStream _memory = new();
    private SafeFileHandle? _file;

    internal ArchiveRest(DirectoryHandle folder, long start)
    {
        _folder = folder;
        Start = start;
    }

    /// <summary>The offset in the archive at which it begins.</summary>
    internal long Start { get; }

    internal long Length { get; private set; }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (_file is null && Length + bytes.Length > LargestInMemory)
        {
            var error = _folder.OpenFile(NativeName.Encode(FileName), write: true, out var file);
            if (error != Errno.None)
            {
                file.Dispose();
                throw new ScratchException(error, FileName);
            }

            _file = file;
            MemberWriter.WritePiece(_file, _memory.GetBuffer().AsSpan(0, (int)Length), 0);
        }

        if (_file is null)
        {
            _memory.Write(bytes);
        }
        else
        {
            MemberWriter.WritePiece(_file, bytes, Length);
        }

        Length += bytes.Length;
    }

    /// <summary>Reads bytes by their offset in the archive.</summary>
    /// <exception cref="InvalidDataException">They are not in the rest.</exception>
    internal byte[] Read(long offset, long length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, Array.MaxLength));
        if (length > bytes.Length || ReadAt(bytes, offset) != bytes.Length)
        {
            throw new InvalidDataException("A member lies outside of the archive.");
        }

        return bytes;
    }

    /// <summary>Reads up to the buffer's length by the offset in the archive.</summary>
    internal int ReadAt(Span<byte> buffer, long offset)
    {
        var at = offset - Start;
        if (at < 0 || at >= Length)
        {
            return 0;
        }

        var count = (int)Math.Min(buffer.Length, Length - at);
        if (_file is null)
        {
            _memory.GetBuffer().AsSpan((int)at, count).CopyTo(buffer);
            return count;
        }

        var done = 0;
        int read;
        while (done < count && (read = RandomAccess.Read(_file, buffer[done..count], at + done)) > 0)
        {
            done += read;
        }

        return done;
    }

    /// <summary>A stream over a part of it.</summary>
    internal Stream OpenPart(long offset, long length) => new RestStream(this, offset, length);

    public void Dispose()
    {
        _memory.Dispose();
        if (_file is not null)
        {
            _file.Dispose();
            _folder.Unlink(NativeName.Encode(FileName));
        }
    }

    private sealed class RestStream(ArchiveRest rest, long offset, long length) : ForwardStream
    {
        private long _offset = offset;
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = rest.ReadAt(buffer[..(int)Math.Min(buffer.Length, _left)], _offset);
            _offset += count;
            _left -= count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
