using System.Text;
using PipCs.Archives.Zip;
using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>A file of a wheel that is unpacked.</summary>
/// <param name="Entry">The member, of the central directory.</param>
/// <param name="Member">What was unpacked.</param>
internal readonly record struct WheelFile(ZipEntry Entry, UnpackedMember Member);

/// <summary>Brings what was unpacked in line with the central directory, which decides: what it does not know goes, what could not be unpacked on the way is now, and each file gets its number.</summary>
internal static class WheelFiles
{
    /// <summary>Gives the files in the central directory's order, RECORD included, and how many were made.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP archive, or is malformed.</exception>
    internal static async ValueTask<(ZipEntry[] Entries, List<WheelFile> Files, int Made)> CompleteAsync(WheelStream wheel, DirectoryHandle folder, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        var entries = ReadDirectory(wheel);
        var streamed = new Dictionary<long, UnpackedMember>(wheel.Members.Count);
        foreach (var member in wheel.Members)
        {
            streamed.TryAdd(member.HeaderOffset, member);
        }

        var files = new List<WheelFile>(entries.Length);
        var next = wheel.FileCount;
        foreach (var entry in entries)
        {
            if (entry.IsDirectory)
            {
                continue;
            }

            var kind = WheelStream.IsRecord(entry.NameBytes.Span) ? UnpackedKind.Record : UnpackedKind.File;
            if (!streamed.Remove(entry.HeaderOffset, out var member))
            {
                member = new UnpackedMember(entry, kind, kind == UnpackedKind.File ? next++ : -1);
                await UnpackAsync(entry, member, wheel.Rest!, folder, workers, cancellationToken).ConfigureAwait(false);
            }
            else if (!member.Matches(entry) || member.Kind != kind)
            {
                throw new InvalidDataException($"The headers of '{entry.Name}' disagree.");
            }

            files.Add(new(entry, member));
        }

        return (entries, files, next);
    }

    /// <summary>Names each file by its position; drops files that nobody asked for.</summary>
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

    private static ZipEntry[] ReadDirectory(WheelStream wheel)
    {
        var rest = wheel.Rest!;
        var tail = new byte[(int)Math.Min(rest.Length, ZipDirectory.LongestTail)];
        _ = rest.ReadAt(tail, wheel.Length - tail.Length);
        if (!ZipDirectory.TryLocate(tail, wheel.Length, out var location))
        {
            throw new InvalidDataException("File is not a zip file.");
        }

        return ZipDirectory.Read(rest.Read(location.Offset, location.Size), location);
    }

    private static async ValueTask UnpackAsync(ZipEntry entry, UnpackedMember member, ArchiveRest rest, DirectoryHandle folder, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        if (!ZipLocalHeader.TryRead(rest.Read(entry.HeaderOffset, ZipLocalHeader.FixedLength), out var header)
            || entry.IsEncrypted
            || entry.Method is not (ZipMethod.Stored or ZipMethod.Deflated))
        {
            throw new InvalidDataException($"'{Encoding.UTF8.GetString(entry.NameBytes.Span)}' is encrypted, or packed in an unknown way.");
        }

        var start = entry.HeaderOffset + header.Length;
        if (entry.Size > MemberWriter.LargestInMemory || entry.PackedSize > MemberWriter.LargestInMemory)
        {
            if (member.Kind == UnpackedKind.Record)
            {
                throw new InvalidDataException("RECORD is too large.");
            }

            await MemberWriter.WriteAsync(folder, member, rest.OpenPart(start, entry.PackedSize), cancellationToken).ConfigureAwait(false);
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
