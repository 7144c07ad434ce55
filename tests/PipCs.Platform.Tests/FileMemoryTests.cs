namespace PipCs.Platform.Tests;

public sealed class FileMemoryTests
{
    [Fact]
    public void Reserve_many_lengths_gives_memory_apart()
    {
        var memory = new FileMemory();
        int[] lengths = [0, 1, 7, 4096, 300_000, 3_000_000, 5, 5_000_000, 1_500_000, 1_500_000, 1_500_000];
        var given = lengths.Select(memory.Reserve).ToArray();
        for (int i = 0; i < given.Length; i++)
        {
            Assert.Equal(lengths[i], given[i].Length);
            given[i].Span.Fill((byte)(i + 1));
        }

        for (int i = 0; i < given.Length; i++)
        {
            Assert.False(given[i].Span.ContainsAnyExcept((byte)(i + 1)));
        }
    }

    [Fact]
    public void Reserve_what_is_still_referred_to_outlives_its_giver()
    {
        var kept = Fill(new FileMemory());
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _ = Fill(new FileMemory());
        }

        Assert.False(kept.Span.ContainsAnyExcept((byte)7));

        static Memory<byte> Fill(FileMemory memory)
        {
            var given = memory.Reserve(100_000);
            given.Span.Fill(7);
            return given;
        }
    }

    [Fact]
    public void ReadAll_into_memory_gives_the_file_or_its_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)(i * 31))];
            File.WriteAllBytes(path, bytes);
            var memory = new FileMemory();
            Assert.Equal(Errno.None, NativeFile.ReadAll(path, memory, out var content));
            Assert.Equal(bytes, content.ToArray());
            Assert.Equal(Errno.NoEntry, NativeFile.ReadAll(path + ".absent", memory, out _));
            Assert.NotEqual(Errno.None, NativeFile.ReadAll("/", memory, out _));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
