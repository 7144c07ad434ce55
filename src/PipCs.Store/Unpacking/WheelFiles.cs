using PipCs.Archives.Zip;
using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>A file of a wheel, with its unpacked content.</summary>
/// <param name="entries">The members of the central directory.</param>
/// <param name="index">The position of the file among them.</param>
/// <param name="member">The unpacked member.</param>
internal readonly struct WheelFile(ZipEntry[] entries, int index, UnpackedMember member)
{
    /// <summary>The file in the central directory.</summary>
    internal ref readonly ZipEntry Entry => ref entries[index];

    /// <summary>The unpacked member.</summary>
    internal UnpackedMember Member => member;
}

/// <summary>Makes the unpacked files match the central directory: deletes those that it does not list, unpacks those that are still missing, and numbers all.</summary>
internal static class WheelFiles
{
    /// <summary>Reads the central directory, and checks that nothing in the archive contradicts it.</summary>
    /// <returns>The members, and their order in the archive as <see cref="ZipLayout.Check"/> gives it.</returns>
    /// <exception cref="InvalidDataException">It is no ZIP archive, or is malformed.</exception>
    /// <exception cref="ZipConflictException">Two parts of it disagree.</exception>
    internal static (ZipEntry[] Entries, int[]? Order) ReadDirectory(WheelStream wheel)
    {
        var rest = wheel.Rest!;
        var tail = new byte[(int)Math.Min(rest.Length, ZipDirectory.LongestTail)];
        _ = rest.ReadAt(tail, wheel.Length - tail.Length);
        if (!ZipDirectory.TryLocate(tail, wheel.Length, out var location))
        {
            throw new InvalidDataException("File is not a zip file.");
        }

        var entries = ZipDirectory.Read(rest.Read(location.Offset, location.Size), location.Count);
        return (entries, new ZipLayout(entries, location, (rank, offset) => ReadLocal(wheel, rank, offset), rest.ReadAt).Check());
    }

    /// <summary>Gives the files in the central directory's order, RECORD included, and how many were written to disk.</summary>
    /// <exception cref="InvalidDataException">A member cannot be unpacked.</exception>
    internal static async ValueTask<(ZipEntry[] Entries, List<WheelFile> Files, int Made)> CompleteAsync(WheelStream wheel, DirectoryHandle folder, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        var (entries, order) = ReadDirectory(wheel);
        var members = new UnpackedMember[entries.Length];
        var next = wheel.FileCount;
        for (var rank = 0; rank < entries.Length; rank++)
        {
            var index = order is null ? rank : order[rank];
            if (rank < wheel.Members.Count)
            {
                members[index] = wheel.Members[rank];
            }
            else if (!entries[index].IsDirectory)
            {
                var kind = WheelStream.IsRecord(entries[index].NameBytes.Span) ? UnpackedKind.Record : UnpackedKind.File;
                members[index] = new UnpackedMember(entries[index], kind, kind == UnpackedKind.File ? next++ : -1);
                await UnpackAsync(entries[index], members[index], wheel.Rest!, folder, workers, cancellationToken).ConfigureAwait(false);
            }
        }

        var files = new List<WheelFile>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            if (!entries[i].IsDirectory)
            {
                files.Add(new(entries, i, members[i]));
            }
        }

        return (entries, files, next);
    }

    /// <summary>Renames each file to its position, and deletes files that the central directory does not list.</summary>
    /// <exception cref="ScratchException">It cannot be renamed.</exception>
    internal static void Number(List<WheelFile> files, int made, DirectoryHandle folder)
    {
        var inOrder = files.Count == made;
        for (var i = 0; inOrder && i < files.Count; i++)
        {
            inOrder = files[i].Member.Number == i;
        }

        if (inOrder)
        {
            return;
        }

        var wanted = new int[made];
        Array.Fill(wanted, -1);
        for (var i = 0; i < files.Count; i++)
        {
            wanted[files[i].Member.Number] = i;
        }

        for (var number = 0; number < made; number++)
        {
            var error = wanted[number] < 0
                ? folder.Unlink(Name(number))
                : folder.Rename(Name(number), folder, NativeName.Encode($"new-{wanted[number]:x}"));
            Check(error, number);
        }

        for (var i = 0; i < files.Count; i++)
        {
            Check(folder.Rename(NativeName.Encode($"new-{i:x}"), folder, Name(i)), i);
        }

        static byte[] Name(int number) => NativeName.Encode($"{number:x}");

        static void Check(Errno error, int number)
        {
            if (error != Errno.None)
            {
                throw new ScratchException(error, $"{number:x}");
            }
        }
    }

    /// <summary>The local header at an offset, from the members that were unpacked or from the rest of the archive. Null where there is none.</summary>
    private static ZipLocalMember? ReadLocal(WheelStream wheel, int rank, long offset)
    {
        if (rank < wheel.Members.Count && wheel.Members[rank] is var member && member.HeaderOffset == offset)
        {
            return member.Local;
        }

        Span<byte> bytes = stackalloc byte[512];
        var rest = wheel.Rest!;
        if (!ZipLocalHeader.TryRead(bytes[..rest.ReadAt(bytes[..ZipLocalHeader.FixedLength], offset)], out var header))
        {
            return null;
        }

        if (header.Length > bytes.Length)
        {
            bytes = new byte[header.Length];
        }

        bytes = bytes[..header.Length];
        return rest.ReadAt(bytes, offset) == bytes.Length ? new(header.ReadExtraFields(bytes), header.ReadName(bytes).ToArray()) : null;
    }

    private static async ValueTask UnpackAsync(ZipEntry entry, UnpackedMember member, ArchiveRest rest, DirectoryHandle folder, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        if (!ZipLocalHeader.TryRead(rest.Read(entry.HeaderOffset, ZipLocalHeader.FixedLength), out var header) || entry.IsEncrypted)
        {
            throw new InvalidDataException($"'{entry.Name}' is encrypted");
        }

        if (entry.Method is not (ZipMethod.Stored or ZipMethod.Deflated))
        {
            throw new InvalidDataException($"'{entry.Name}' is packed with method {(int)entry.Method}, and only 0 (stored) and 8 (deflated) can be read");
        }

        var start = entry.HeaderOffset + header.Length;
        if (entry.Size > MemberWriter.LargestInMemory || entry.PackedSize > MemberWriter.LargestInMemory)
        {
            var packed = rest.OpenPart(start, entry.PackedSize);
            if (member.Kind == UnpackedKind.Record)
            {
                await MemberWriter.KeepAsync(member, packed, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await MemberWriter.WriteAsync(folder, member, packed, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var writer = workers.RentWriter();
        try
        {
            writer.Write(folder, member, rest.Read(start, entry.PackedSize));
        }
        finally
        {
            workers.ReturnWriter(writer);
        }
    }
}
