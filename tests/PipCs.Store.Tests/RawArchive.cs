using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace PipCs.Store.Tests;

/// <summary>A member of an archive, each number of its two headers free to lie.</summary>
internal sealed class RawMember
{
    internal RawMember(string name, byte[] content)
    {
        LocalName = CentralName = Encoding.UTF8.GetBytes(name);
        Packed = Content = content;
        Crc = CentralCrc = Crc32.HashToUInt32(content);
        Size = CentralSize = PackedSize = CentralPackedSize = (uint)content.Length;
    }

    internal byte[] LocalName { get; set; }

    internal byte[] CentralName { get; set; }

    internal byte[] Content { get; }

    internal byte[] Packed { get; private set; }

    internal ushort Flags { get; set; }

    internal ushort CentralFlags { get; set; }

    internal ushort Method { get; set; }

    internal ushort CentralMethod { get; set; }

    internal uint Crc { get; set; }

    internal uint CentralCrc { get; set; }

    internal uint Size { get; set; }

    internal uint CentralSize { get; set; }

    internal uint PackedSize { get; set; }

    internal uint CentralPackedSize { get; set; }

    internal byte[] Extra { get; set; } = [];

    internal byte[] CentralExtra { get; set; } = [];

    internal byte[] Comment { get; set; } = [];

    internal byte[] Descriptor { get; set; } = [];

    /// <summary>What stands in front of its local header.</summary>
    internal byte[] Gap { get; set; } = [];

    /// <summary>Whether it has a local header and content.</summary>
    internal bool IsLocal { get; set; } = true;

    internal bool IsListed { get; set; } = true;

    /// <summary>The offset that the central directory gives; null for the right one.</summary>
    internal uint? Offset { get; set; }

    internal string Name => Encoding.UTF8.GetString(LocalName);

    internal RawMember Deflate()
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Content);
        }

        Packed = output.ToArray();
        PackedSize = CentralPackedSize = (uint)Packed.Length;
        Method = CentralMethod = 8;
        return this;
    }

    /// <summary>Moves CRC-32 and sizes behind the content.</summary>
    internal RawMember Describe(bool hasSignature = true, bool isLong = false)
    {
        Descriptor = RawArchive.Bytes(writer =>
        {
            if (hasSignature)
            {
                writer.Write(0x08074b50);
            }

            writer.Write(Crc);
            if (isLong)
            {
                writer.Write((long)PackedSize);
                writer.Write((long)Size);
            }
            else
            {
                writer.Write(PackedSize);
                writer.Write(Size);
            }
        });
        Crc = Size = PackedSize = 0;
        Flags |= 8;
        CentralFlags |= 8;
        return this;
    }

    /// <summary>Moves the sizes to zip64's field.</summary>
    internal RawMember Enlarge(bool isLocal = true, bool isCentral = true)
    {
        var field = Zip64(Content.Length, Packed.Length);
        if (isLocal)
        {
            (Extra, Size, PackedSize) = (field, uint.MaxValue, uint.MaxValue);
        }

        if (isCentral)
        {
            (CentralExtra, CentralSize, CentralPackedSize) = (field, uint.MaxValue, uint.MaxValue);
        }

        return this;
    }

    internal static byte[] Zip64(params long[] numbers) => Field(1, RawArchive.Bytes(writer => Array.ForEach(numbers, writer.Write)));

    internal static byte[] Field(ushort kind, byte[] content) => RawArchive.Bytes(writer =>
    {
        writer.Write(kind);
        writer.Write((ushort)content.Length);
        writer.Write(content);
    });

    internal void WriteLocal(BinaryWriter writer)
    {
        writer.Write(0x04034b50);
        WriteCommon(writer, Flags, Method, Crc, PackedSize, Size, LocalName, Extra);
        writer.Write(LocalName);
        writer.Write(Extra);
        writer.Write(Packed);
        writer.Write(Descriptor);
    }

    internal void WriteCentral(BinaryWriter writer, uint offset)
    {
        writer.Write(0x02014b50);
        writer.Write((ushort)0x0314);
        WriteCommon(writer, CentralFlags, CentralMethod, CentralCrc, CentralPackedSize, CentralSize, CentralName, CentralExtra);
        writer.Write((ushort)Comment.Length);
        writer.Write(0);
        writer.Write(0x81A4 << 16);
        writer.Write(Offset ?? offset);
        writer.Write(CentralName);
        writer.Write(CentralExtra);
        writer.Write(Comment);
    }

    private static void WriteCommon(BinaryWriter writer, ushort flags, ushort method, uint crc, uint packedSize, uint size, byte[] name, byte[] extra)
    {
        writer.Write((ushort)20);
        writer.Write(flags);
        writer.Write(method);
        writer.Write(0x21_0000);
        writer.Write(crc);
        writer.Write(packedSize);
        writer.Write(size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)extra.Length);
    }
}

/// <summary>Writes ZIP archives that are wrong in one place.</summary>
internal sealed class RawArchive
{
    internal List<RawMember> Members { get; } = [];

    internal byte[] Front { get; set; } = [];

    internal byte[] BeforeDirectory { get; set; } = [];

    internal byte[] AfterDirectory { get; set; } = [];

    /// <summary>What stands in the central directory's own length, after its last member.</summary>
    internal byte[] InDirectory { get; set; } = [];

    internal byte[] Comment { get; set; } = [];

    internal byte[] Behind { get; set; } = [];

    internal bool HasZip64End { get; set; }

    internal long LocatorShift { get; set; }

    internal int CountShift { get; set; }

    internal bool SaysNothingInOldEnd { get; set; } = true;

    /// <summary>Whether the zip64 end record counts one member more.</summary>
    internal bool Spoil64 { get; set; }

    /// <summary>Whether the central directory lists the members from the last to the first.</summary>
    internal bool Reverses { get; set; }

    internal RawMember this[string name] => Members.First(member => member.Name == name);

    /// <summary>A good wheel whose archive can then be spoilt: three files, stored and deflated, and RECORD.</summary>
    internal static RawArchive Wheel()
    {
        var archive = new RawArchive();
        foreach (var (name, content) in WheelBuilder.Good().Add("demo/data.txt", new string('x', 1000)).AddRecord().Members)
        {
            archive.Members.Add(new RawMember(name, content));
        }

        archive["demo/data.txt"].Deflate();
        return archive;
    }

    internal static byte[] Bytes(Action<BinaryWriter> write)
    {
        var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        write(writer);
        return output.ToArray();
    }

    internal byte[] Build() => Bytes(writer =>
    {
        var start = writer.BaseStream;
        writer.Write(Front);
        var offsets = new Dictionary<RawMember, uint>();
        foreach (var member in Members)
        {
            writer.Write(member.Gap);
            offsets[member] = (uint)start.Position;
            if (member.IsLocal)
            {
                member.WriteLocal(writer);
            }
        }

        writer.Write(BeforeDirectory);
        var directory = start.Position;
        var listed = Members.Where(member => member.IsListed).ToArray();
        if (Reverses)
        {
            Array.Reverse(listed);
        }

        foreach (var member in listed)
        {
            member.WriteCentral(writer, offsets[member]);
        }

        writer.Write(InDirectory);
        var size = start.Position - directory;
        writer.Write(AfterDirectory);
        WriteEnd(writer, listed.Length + CountShift, size, directory);
        writer.Write(Behind);
    });

    private void WriteEnd(BinaryWriter writer, int count, long size, long directory)
    {
        if (HasZip64End)
        {
            var end = writer.BaseStream.Position;
            writer.Write(0x06064b50);
            writer.Write(44L);
            writer.Write(0x002d_002d);
            writer.Write(0L);
            writer.Write(count + (Spoil64 ? 1L : 0));
            writer.Write(count + (Spoil64 ? 1L : 0));
            writer.Write(size);
            writer.Write(directory);
            writer.Write(0x07064b50);
            writer.Write(0);
            writer.Write(end + LocatorShift);
            writer.Write(1);
        }

        var isOpen = HasZip64End && SaysNothingInOldEnd;
        writer.Write(0x06054b50);
        writer.Write(0);
        writer.Write(isOpen ? ushort.MaxValue : (ushort)count);
        writer.Write(isOpen ? ushort.MaxValue : (ushort)count);
        writer.Write(isOpen ? uint.MaxValue : (uint)size);
        writer.Write(isOpen ? uint.MaxValue : (uint)directory);
        writer.Write((ushort)Comment.Length);
        writer.Write(Comment);
    }
}
