using System.IO.Compression;
using PipCs.Archives.Deflate;

namespace PipCs.Archives.Tests.Deflate;

public sealed class InflaterTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void TryInflate_what_zlib_packed_gives_it_back(CompressionLevel level)
    {
        var random = new Random(1);
        var inflater = new Inflater();
        for (var round = 0; round < 400; round++)
        {
            var content = MakeContent(random, random.Next(round < 100 ? 300 : 70_000));
            var packed = Pack(content, level);
            var result = new byte[content.Length];
            Assert.True(inflater.TryInflate(packed, result, out _));
            Assert.Equal(content, result);
        }
    }

    [Fact]
    public void TryInflate_cut_short_fails()
    {
        var random = new Random(2);
        var inflater = new Inflater();
        for (var round = 0; round < 200; round++)
        {
            var content = MakeContent(random, random.Next(1, 2000));
            var packed = Pack(content, CompressionLevel.Optimal);
            Assert.False(inflater.TryInflate(packed.AsSpan(0, random.Next(packed.Length)), new byte[content.Length], out _));
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void TryInflate_says_how_much_follows(CompressionLevel level)
    {
        foreach (var length in (int[])[1, 100, 5000, 70_000])
        {
            var content = MakeContent(new Random(length), length);
            byte[] packed = [.. Pack(content, level)];
            for (var more = 0; more < 100; more++)
            {
                Assert.True(new Inflater().TryInflate([.. packed, .. new byte[more]], new byte[length], out var rest));
                Assert.Equal(more, rest);
            }
        }
    }

    [Fact]
    public void TryInflate_another_size_fails()
    {
        var content = MakeContent(new Random(3), 5000);
        var packed = Pack(content, CompressionLevel.Optimal);
        Assert.False(new Inflater().TryInflate(packed, new byte[content.Length - 1], out _));
        Assert.False(new Inflater().TryInflate(packed, new byte[content.Length + 1], out _));
        Assert.False(new Inflater().TryInflate(packed, [], out _));
    }

    [Fact]
    public void TryInflate_noise_never_leaves_its_buffers()
    {
        // The guard bytes around the output would show a write outside; a wild read would crash.
        var random = new Random(4);
        var inflater = new Inflater();
        var guarded = new byte[20_000];
        for (var round = 0; round < 20_000; round++)
        {
            var content = MakeContent(random, random.Next(1, 3000));
            var packed = Pack(content, round % 2 == 0 ? CompressionLevel.Optimal : CompressionLevel.Fastest);
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                packed[random.Next(packed.Length)] ^= (byte)(1 << random.Next(8));
            }

            Array.Fill(guarded, (byte)0xA5);
            _ = inflater.TryInflate(packed, guarded.AsSpan(5000, content.Length), out _);
            Assert.Equal(-1, guarded.AsSpan(0, 5000).IndexOfAnyExcept((byte)0xA5));
            Assert.Equal(-1, guarded.AsSpan(5000 + content.Length).IndexOfAnyExcept((byte)0xA5));
        }
    }

    private static byte[] MakeContent(Random random, int length)
    {
        var content = new byte[length];
        var kind = random.Next(4);
        for (var at = 0; at < length;)
        {
            if (kind != 0 && at > 0 && random.Next(4) != 0)
            {
                var distance = random.Next(1, Math.Min(at, kind == 1 ? 20 : 40_000) + 1);
                for (var run = random.Next(3, kind == 3 ? 600 : 40); run > 0 && at < length; run--, at++)
                {
                    content[at] = content[at - distance];
                }
            }
            else
            {
                content[at++] = (byte)(kind == 2 ? random.Next('a', 'z') : random.Next(256));
            }
        }

        return content;
    }

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, level, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return output.ToArray();
    }
}
