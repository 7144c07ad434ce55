using System.Diagnostics;
using PipCs.Archives.Compression;
using Xunit;

namespace PipCs.Archives.Tests.Compression;

/// <summary>What Python's modules pack is unpacked, and what is damaged is refused.</summary>
public sealed class ArchiveCompressionsTests
{
    public static TheoryData<ArchiveCompression, string> Packers => new()
    {
        { ArchiveCompression.Gzip, "gzip.compress(content)" },
        { ArchiveCompression.Gzip, "gzip.compress(content[:1000]) + gzip.compress(content[1000:])" },
        { ArchiveCompression.Bzip2, "bz2.compress(content)" },
        { ArchiveCompression.Bzip2, "bz2.compress(content[:1000]) + bz2.compress(content[1000:])" },
        { ArchiveCompression.Xz, "lzma.compress(content)" },
        { ArchiveCompression.Xz, "lzma.compress(content, check=lzma.CHECK_CRC32)" },
        { ArchiveCompression.Xz, "lzma.compress(content, check=lzma.CHECK_SHA256, preset=9)" },
        { ArchiveCompression.Lzma, "lzma.compress(content, format=lzma.FORMAT_ALONE)" },
    };

    private static byte[] Content { get; } = [.. Enumerable.Range(0, 400_000).Select(number => (byte)(number * number / 7 % 251))];

    [Theory]
    [MemberData(nameof(Packers))]
    public void Decompress_what_Python_packed_gives_the_content(ArchiveCompression compression, string expression)
    {
        var packed = Pack(expression);

        Assert.Equal(compression, ArchiveCompressions.Detect(packed));
        Assert.Equal(Content, Unpack(packed, compression));
    }

    [Theory]
    [MemberData(nameof(Packers))]
    public void Decompress_damaged_data_is_refused(ArchiveCompression compression, string expression)
    {
        var packed = Pack(expression);
        for (var round = 0; round < 20; round++)
        {
            var damaged = packed.ToArray();
            damaged[damaged.Length / 2 + round * 7] ^= (byte)(1 + round);

            // LZMA alone has no check sum: other bytes may come out, but nothing else than bytes or this exception.
            var problem = Record.Exception(() => Assert.NotEqual(Content, Unpack(damaged, compression)));
            Assert.True(problem is InvalidDataException || (problem is null && compression == ArchiveCompression.Lzma), $"round {round}: {problem?.ToString() ?? "no exception"}");
        }
    }

    [Theory]
    [MemberData(nameof(Packers))]
    public void Decompress_cut_data_is_refused_or_shorter(ArchiveCompression compression, string expression)
    {
        var packed = Pack(expression);
        var problem = Record.Exception(() => Assert.True(Unpack(packed[..(packed.Length * 2 / 3)], compression).Length < Content.Length));

        Assert.True(problem is null or InvalidDataException, problem?.ToString());
    }

    private static byte[] Unpack(byte[] packed, ArchiveCompression compression)
    {
        using var stream = ArchiveCompressions.Decompress(new MemoryStream(packed), compression);
        var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Pack(string expression)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", $"import sys, gzip, bz2, lzma; content = sys.stdin.buffer.read(); sys.stdout.buffer.write({expression})"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var reading = Task.Run(() =>
        {
            var packed = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(packed);
            return packed.ToArray();
        });
        process.StandardInput.BaseStream.Write(Content);
        process.StandardInput.Close();
        process.WaitForExit();
        return reading.GetAwaiter().GetResult();
    }
}
