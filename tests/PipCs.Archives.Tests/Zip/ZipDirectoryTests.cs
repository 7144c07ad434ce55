using System.IO.Compression;
using System.Text;
using PipCs.Archives.Deflate;
using PipCs.Archives.Zip;
using PipCs.Harness;

namespace PipCs.Archives.Tests.Zip;

public sealed class ZipDirectoryTests
{
    [Fact]
    public void Read_real_wheels_are_sound_and_every_member_unpacks()
    {
        var inflater = new Inflater();
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(SharedFiles.Require("mirror/files"), "*.whl"))
        {
            var bytes = File.ReadAllBytes(path);
            var entries = Read(bytes);
            Assert.Null(CheckLayout(bytes, entries));
            foreach (var entry in entries)
            {
                var at = (int)entry.HeaderOffset;
                Assert.True(ZipLocalHeader.TryRead(bytes.AsSpan(at), out var header));
                var content = new byte[entry.Size];
                Assert.True(ZipMember.TryUnpack(entry.Method, bytes.AsSpan(at + header.Length, (int)entry.PackedSize), content, entry.Crc, inflater), path + entry.Name);
                count++;
            }
        }

        Assert.True(count > 1000);
    }

    [Fact]
    public void TryLocate_with_comment_finds_the_members_and_with_prefix_refuses()
    {
        var archive = Make(("a/b.py", "print()"), ("empty", ""), ("ü", "x"));
        var prefixed = new byte[100].Concat(archive).ToArray();
        Assert.Throws<ZipConflictException>(() => Read(prefixed));

        var commented = archive.Concat("a remark"u8.ToArray()).ToArray();
        commented[archive.Length - 2] = (byte)(commented.Length - archive.Length);
        Assert.Equal(3, Read(commented).Length);
    }

    [Fact]
    public void TryLocate_no_archive_is_false()
    {
        Assert.False(ZipDirectory.TryLocate("<html>not a zip</html> at all"u8, 29, out _));
        Assert.False(ZipDirectory.TryLocate([], 0, out _));
        var archive = Make(("a", "b"));
        Assert.False(ZipDirectory.TryLocate(archive.AsSpan(0, archive.Length - 1), archive.Length - 1, out _));
    }

    [Fact]
    public void TryLocate_shortened_file_is_invalid()
    {
        var archive = Make(("a", "b"));
        Assert.Throws<InvalidDataException>(() => ZipDirectory.TryLocate(archive.AsSpan(20), archive.Length - 20, out _));
    }

    [Fact]
    public void Read_zip64_and_code_page_437_as_Python_does()
    {
        // Made by hand: zip64 end record, zip64 sizes, a name in code page 437.
        var archive = Zip64Archive([0x81, .. ".txt"u8], "hello"u8.ToArray());
        var entry = Assert.Single(Read(archive));
        Assert.Equal("ü.txt", entry.Name);
        Assert.Equal(5, entry.Size);
        Assert.Equal("hello", Encoding.UTF8.GetString(ZipMember.Unpack(entry, archive)!));
    }

    [Fact]
    public void Unpack_corrupt_or_short_bytes_tells_which()
    {
        var archive = Make(("a", "hello world, hello world"));
        var entry = Read(archive)[0];
        Assert.Null(ZipMember.Unpack(entry, archive.AsSpan(0, 40)));
        Assert.Null(ZipMember.Unpack(entry, archive.AsSpan(0, 10)));
        archive[36] ^= 0x10;
        Assert.Throws<InvalidDataException>(() => ZipMember.Unpack(entry, archive));
        Assert.Throws<InvalidDataException>(() => ZipMember.Unpack(entry, archive.AsSpan(1)));
    }

    private static int[]? CheckLayout(byte[] archive, ZipEntry[] entries)
    {
        Assert.True(ZipDirectory.TryLocate(archive.AsSpan(Math.Max(0, archive.Length - ZipDirectory.LongestTail)), archive.Length, out var location));
        return new ZipLayout(
            entries,
            location,
            (_, offset) => ZipLocalHeader.TryRead(archive.AsSpan((int)offset), out var header)
                ? new(header.ReadExtraFields(archive.AsSpan((int)offset)), header.ReadName(archive.AsSpan((int)offset)).ToArray()) : null,
            (buffer, offset) =>
            {
                archive.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
                return buffer.Length;
            }).Check();
    }

    internal static ZipEntry[] Read(byte[] archive)
    {
        var tail = archive.AsSpan(Math.Max(0, archive.Length - ZipDirectory.LongestTail));
        Assert.True(ZipDirectory.TryLocate(tail, archive.Length, out var location));
        return ZipDirectory.Read(archive.AsMemory((int)location.Offset, (int)location.Size), location.Count);
    }

    private static byte[] Make(params (string Name, string Content)[] members)
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return output.ToArray();
    }

    private static byte[] Zip64Archive(byte[] name, byte[] content)
    {
        var output = new MemoryStream();
        var writer = new BinaryWriter(output);
        var crc = System.IO.Hashing.Crc32.HashToUInt32(content);
        void Common()
        {
            writer.Write((ushort)45);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(0);
            writer.Write(crc);
            writer.Write(uint.MaxValue);
            writer.Write(uint.MaxValue);
            writer.Write((ushort)name.Length);
            writer.Write((ushort)20);
        }

        void Extra()
        {
            writer.Write((ushort)1);
            writer.Write((ushort)16);
            writer.Write((long)content.Length);
            writer.Write((long)content.Length);
        }

        writer.Write(0x04034b50);
        Common();
        writer.Write(name);
        Extra();
        writer.Write(content);
        var directory = output.Position;
        writer.Write(0x02014b50);
        writer.Write((ushort)0x032D);
        Common();
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(0);
        writer.Write(0);
        writer.Write(name);
        Extra();
        var end = output.Position;
        writer.Write(0x06064b50);
        writer.Write(44L);
        writer.Write((ushort)45);
        writer.Write((ushort)45);
        writer.Write(0);
        writer.Write(0);
        writer.Write(1L);
        writer.Write(1L);
        writer.Write(end - directory);
        writer.Write(directory);
        writer.Write(0x07064b50);
        writer.Write(0);
        writer.Write(end);
        writer.Write(1);
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write(ushort.MaxValue);
        writer.Write(ushort.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write((ushort)0);
        return output.ToArray();
    }
}
