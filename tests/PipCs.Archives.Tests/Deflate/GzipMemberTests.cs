using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PipCs.Archives.Deflate;

namespace PipCs.Archives.Tests.Deflate;

public sealed class GzipMemberTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void TryInflate_one_member_gives_its_content(int length)
    {
        var content = Text(length);
        Assert.Equal(content, Inflate(Pack(content)));
    }

    [Fact]
    public void TryInflate_nothing_gives_nothing() => Assert.Empty(Inflate([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])!);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(31)]
    public void TryInflate_fields_of_the_header_are_passed_over(int flags)
    {
        var content = Text(1000);
        var file = Pack(content);
        var header = file.AsSpan(0, 10).ToArray();
        header[3] = (byte)flags;
        byte[] fields =
        [
            .. (flags & 4) != 0 ? "\u0003\0abc"u8 : [], .. (flags & 8) != 0 ? "index.json\0"u8 : [],
            .. (flags & 16) != 0 ? "\0"u8 : [], .. (flags & 2) != 0 ? "xx"u8 : [],
        ];
        Assert.Equal(content, Inflate([.. header, .. fields, .. file.AsSpan(10)]));
    }

    [Fact]
    public void TryInflate_several_members_or_more_behind_it_is_no_member()
    {
        Assert.Null(Inflate([.. Pack(Text(1000)), .. Pack(Text(1000))]));
        Assert.Null(Inflate([.. Pack(Text(1000)), 0]));
    }

    [Fact]
    public void TryInflate_cut_short_anywhere_fails()
    {
        var file = Pack(Text(2000));
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Null(Inflate(file[..length]));
        }
    }

    [Fact]
    public void TryInflate_any_byte_of_the_content_or_the_end_changed_never_gives_something_else()
    {
        var content = Text(2000);
        var file = Pack(content);
        for (var at = 10; at < file.Length; at++)
        {
            var changed = file.ToArray();
            changed[at] ^= 0x10;

            // The last bits of the last byte may stand for nothing.
            Assert.True(Inflate(changed) is not { } other || other.AsSpan().SequenceEqual(content), $"byte {at}");
        }
    }

    [Fact]
    public void TryRead_a_length_that_cannot_be_is_refused()
    {
        var file = Pack(Text(2000));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.Length - 4), int.MaxValue);
        Assert.False(GzipMember.TryRead(file, out _));
    }

    private static byte[] Text(int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, (length / 4) + 1).Select(static n => $"{n,4}")))[..length];

    private static byte[] Pack(byte[] content)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }

    private static byte[]? Inflate(byte[] file)
    {
        if (!GzipMember.TryRead(file, out var member))
        {
            return null;
        }

        var content = new byte[member.Length];
        return member.TryInflate(new Inflater(), content) ? content : null;
    }
}
