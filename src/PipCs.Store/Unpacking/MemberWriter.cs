using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using PipCs.Archives.Deflate;
using PipCs.Archives.Zip;
using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>Unpacks members of a wheel into numbered files of one folder. It reuses its buffers, so one thread at a time may use it.</summary>
internal sealed class MemberWriter
{
    /// <summary>The size in bytes above which a member is unpacked piece by piece instead of at once.</summary>
    internal const int LargestInMemory = 2 << 20;

    /// <summary>The size in bytes above which a RECORD is refused.</summary>
    internal const int LargestKept = 512 << 20;

    private const int PieceSize = 128 << 10;
    private readonly Inflater _inflater = new();
    private byte[] _content = new byte[64 << 10];

    /// <summary>Unpacks a member from its compressed bytes in memory to a file.</summary>
    /// <exception cref="InvalidDataException">The member is corrupt.</exception>
    /// <exception cref="ScratchException">The file cannot be written.</exception>
    internal void Write(DirectoryHandle folder, UnpackedMember member, ReadOnlySpan<byte> packed)
    {
        var size = (int)member.Size;
        ReadOnlySpan<byte> content;
        if (member.Method == ZipMethod.Stored)
        {
            content = packed;
            if (packed.Length != size || Crc32.HashToUInt32(packed) != member.Crc)
            {
                throw Corrupt(member);
            }
        }
        else
        {
            if (_content.Length < size)
            {
                _content = new byte[Math.Min(LargestInMemory, Math.Max(size, _content.Length * 2))];
            }

            var target = _content.AsSpan(0, size);
            if (!ZipMember.TryUnpack(member.Method, packed, target, member.Crc, _inflater))
            {
                throw Corrupt(member);
            }

            content = target;
        }

        if (member.Kind == UnpackedKind.Record)
        {
            member.Content = content.ToArray();
            return;
        }

        Span<byte> name = stackalloc byte[12];
        var error = folder.CreateFile(StoredWheel.GetSourceName(member.Number, name), content, FileModes.ReadWrite, out var status);
        if (error != Errno.None)
        {
            throw new ScratchException(error, $"{member.Number:x}");
        }

        member.MtimeNanoseconds = status.MtimeNanoseconds;
        member.HasPlaceholder = content.StartsWith("#!python"u8);
    }

    /// <summary>Unpacks a member from a stream of its compressed bytes to a file, piece by piece.</summary>
    /// <exception cref="InvalidDataException">The member is corrupt.</exception>
    /// <exception cref="ScratchException">The file cannot be written.</exception>
    internal static async ValueTask WriteAsync(DirectoryHandle folder, UnpackedMember member, Stream packed, CancellationToken cancellationToken)
    {
        var error = folder.OpenFile(NativeName.Encode($"{member.Number:x}"), write: true, out var handle);
        using (handle)
        {
            if (error != Errno.None)
            {
                throw new ScratchException(error, $"{member.Number:x}");
            }

            await ReadPiecesAsync(
                member,
                packed,
                (piece, offset) =>
                {
                    if (offset == 0)
                    {
                        member.HasPlaceholder = piece.StartsWith("#!python"u8);
                    }

                    WritePiece(handle, piece, offset);
                },
                cancellationToken).ConfigureAwait(false);
        }

        error = folder.TryGetStatus(NativeName.Encode($"{member.Number:x}"), out var status);
        member.MtimeNanoseconds = error == Errno.None ? status.MtimeNanoseconds : throw new ScratchException(error, $"{member.Number:x}");
    }

    /// <summary>Unpacks a member from a stream of its compressed bytes into memory.</summary>
    /// <exception cref="InvalidDataException">The member is corrupt.</exception>
    /// <exception cref="WheelLimitException">The member is larger than <see cref="LargestKept"/>.</exception>
    internal static async ValueTask KeepAsync(UnpackedMember member, Stream packed, CancellationToken cancellationToken)
    {
        if (member.Size > LargestKept)
        {
            throw new WheelLimitException($"its RECORD has {member.Size} bytes, and {LargestKept} are the most that can be kept");
        }

        // A header may claim any size, so memory is allocated as the content comes.
        var content = new byte[Math.Min(member.Size, 4 << 20)];
        await ReadPiecesAsync(
            member,
            packed,
            (piece, offset) =>
            {
                var end = (int)offset + piece.Length;
                if (end > content.Length)
                {
                    Array.Resize(ref content, (int)Math.Min(member.Size, Math.Max(end, content.Length * 2L)));
                }

                piece.CopyTo(content.AsSpan((int)offset));
            },
            cancellationToken).ConfigureAwait(false);
        member.Content = content;
    }

    /// <summary>Unpacks a member piece by piece, and checks its size and CRC-32.</summary>
    private static async ValueTask ReadPiecesAsync(UnpackedMember member, Stream packed, Action<ReadOnlySpan<byte>, long> take, CancellationToken cancellationToken)
    {
        using var inflate = member.Method == ZipMethod.Deflated ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : null;
        var source = (Stream?)inflate ?? packed;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            var crc = new Crc32();
            long written = 0;
            int count;
            while ((count = await ReadAsync(source, buffer.AsMemory(0, PieceSize), member, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (written + count > member.Size)
                {
                    throw Corrupt(member);
                }

                crc.Append(buffer.AsSpan(0, count));
                take(buffer.AsSpan(0, count), written);
                written += count;
            }

            if (written != member.Size || crc.GetCurrentHashAsUInt32() != member.Crc)
            {
                throw Corrupt(member);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static void WritePiece(SafeFileHandle handle, ReadOnlySpan<byte> piece, long offset)
    {
        try
        {
            RandomAccess.Write(handle, piece, offset);
        }
        catch (IOException problem)
        {
            throw new ScratchException(PlatformError.Message(SystemErrorText.Number(problem)));
        }
    }

    private static async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, UnpackedMember member, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException problem) when (source is DeflateStream)
        {
            // The message of .NET's exception is not in the native binary.
            throw new InvalidDataException($"invalid compressed data in the member at {member.HeaderOffset}", problem);
        }
    }

    private static InvalidDataException Corrupt(UnpackedMember member)
        => new($"Bad CRC-32 for the member at {member.HeaderOffset}.");
}
