using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using PipCs.Archives.Compression;
using PipCs.Archives.Tar;

namespace PipCs.Archives.Unpacking;

/// <summary>Unpacks tar archives of source distributions as pip does: modes by the umask, times of the archive, the one top-level folder stripped.</summary>
public static class TarUnpacker
{
    private const int BufferLength = 128 << 10;

    /// <summary>Unpacks an archive in one pass.</summary>
    /// <param name="archive">The archive as stored on disk, from its start.</param>
    /// <param name="compression">Its compression.</param>
    /// <param name="folder">An empty folder to which no other process writes. It is not emptied after an error.</param>
    /// <param name="limits">The limits for the unpacked files.</param>
    /// <param name="cancellationToken">Checked between members and pieces of 128 KiB.</param>
    /// <returns>The path of the tree: <paramref name="folder"/>, or the folder below it that holds every member.</returns>
    /// <exception cref="InvalidDataException">The archive is malformed, leads outside, or passes a limit.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static string Unpack(Stream archive, ArchiveCompression compression, string folder, UnpackLimits limits, CancellationToken cancellationToken)
    {
        using var tree = new UnpackedTree(folder);
        using var content = ArchiveCompressions.Decompress(archive, compression);
        var reader = new TarReader(content);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        var budget = new Budget(limits, archive);
        try
        {
            while (reader.TryReadNext(out var entry))
            {
                cancellationToken.ThrowIfCancellationRequested();
                budget.AddMember();
                Add(entry);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return tree.Finish();

        void Add(in TarEntry entry)
        {
            switch (entry.Kind)
            {
                case TarEntryKind.Folder:
                    tree.AddFolder(entry.Name);
                    break;
                case TarEntryKind.SymbolicLink:
                    tree.AddSymbolicLink(entry.Name, entry.LinkTarget);
                    break;
                case TarEntryKind.HardLink:
                    tree.AddHardLink(entry.Name, entry.LinkTarget);
                    break;
                case TarEntryKind.File:
                    using (var file = tree.AddFile(entry.Name, entry.IsExecutable))
                    {
                        Write(file);
                        SetTime(file, entry.ModificationTime);
                    }

                    break;
                default:
                    throw new InvalidDataException($"{Diagnostics.PythonRepr.Quote(entry.Name)} is a special file");
            }
        }

        void Write(SafeFileHandle file)
        {
            long position = 0;
            int length;
            while ((length = reader.ReadContent(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                budget.AddBytes(length);
                RandomAccess.Write(file, buffer.AsSpan(0, length), position);
                position += length;
            }
        }
    }

    private static void SetTime(SafeFileHandle file, double seconds)
    {
        // Times that no calendar holds are left out: the file keeps the present one.
        if (Math.Abs(seconds) < TimeSpan.FromDays(365_000).TotalSeconds)
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        }
    }

    /// <summary>Compares the unpacked members and bytes with the limits.</summary>
    private sealed class Budget(UnpackLimits limits, Stream archive)
    {
        private long _members;
        private long _bytes;

        internal void AddMember()
        {
            if (++_members > limits.Members)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the archive has more than {limits.Members} members"));
            }
        }

        internal void AddBytes(int length)
        {
            _bytes += length;
            if (_bytes > limits.Bytes)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the archive's files have more than {limits.Bytes} bytes"));
            }

            if (_bytes > limits.RatioFrom && archive.CanSeek && _bytes / limits.Ratio > archive.Length)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the archive's files are more than {limits.Ratio} times larger than the archive"));
            }
        }
    }
}
