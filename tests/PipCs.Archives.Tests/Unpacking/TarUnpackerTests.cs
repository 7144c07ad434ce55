using System.Formats.Tar;
using PipCs.Archives.Compression;
using PipCs.Archives.Unpacking;
using Xunit;

namespace PipCs.Archives.Tests.Unpacking;

public sealed class TarUnpackerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-tar-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, string> LinksThatLeadOut => new()
    {
        { "pkg/link", "/etc/passwd", "'pkg/link' is a link to an absolute path" },
        { "pkg/link", "../outside", "'pkg/link' would link to '../outside', which is outside the destination" },
        { "pkg/link", "sub/../../pkg/setup.py", "'pkg/link' would link to 'sub/../../pkg/setup.py', which is outside the destination" },
        { "pkg/link", "", "'pkg/link' is a link to nothing" },
    };

    [Theory]
    [MemberData(nameof(LinksThatLeadOut))]
    public void Unpack_link_that_leads_out_is_refused(string name, string target, string message)
    {
        var archive = Make(Text("pkg/setup.py"), new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target.Length == 0 ? "x" : target });
        if (target.Length == 0)
        {
            // The library writes no such header: the target's only byte is taken out, and the sum is made right.
            var header = archive.AsSpan().LastIndexOf("pkg/link\0"u8);
            archive[header + 157] = 0;
            SetSum(archive.AsSpan(header, 512));
        }

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Unpack(archive)).Message);
    }

    [Fact]
    public void Unpack_links_that_lead_out_only_together_are_refused()
    {
        // deep/inner is a link to the top, so that deep/inner/.. is the folder above it.
        var archive = Make(
            Text("pkg/setup.py"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "pkg/deep/inner") { LinkName = ".." },
            new PaxTarEntry(TarEntryType.SymbolicLink, "pkg/out") { LinkName = "deep/inner/.." });

        Assert.EndsWith("which is outside the destination", Assert.Throws<InvalidDataException>(() => Unpack(archive)).Message);
    }

    [Fact]
    public void Unpack_member_below_a_link_is_refused_and_written_nowhere_else()
    {
        var archive = Make(
            Text("pkg/setup.py"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "pkg/link") { LinkName = "sub" },
            Text("pkg/link/through.py"));

        Assert.Equal("'pkg/link' is there twice, of different kinds", Assert.Throws<InvalidDataException>(() => Unpack(archive)).Message);
        Assert.False(Directory.Exists(Path.Join(_folder, "pkg/sub")));
    }

    [Fact]
    public void Unpack_hard_link_to_a_symbolic_link_is_refused()
    {
        var archive = Make(
            Text("pkg/setup.py"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "pkg/link") { LinkName = "setup.py" },
            new PaxTarEntry(TarEntryType.HardLink, "pkg/hard") { LinkName = "pkg/link" });

        Assert.Equal("linkname 'pkg/link' not found", Assert.Throws<InvalidDataException>(() => Unpack(archive)).Message);
    }

    [Fact]
    public void Unpack_sizes_that_differ_between_headers_are_refused()
    {
        // One header says 511 bytes, the other 600: a reader that believes the first takes the second block of the content for a header.
        var archive = Make(
            new UstarTarEntry(TarEntryType.RegularFile, "records") { DataStream = new MemoryStream("12 size=600\n"u8.ToArray()) },
            new UstarTarEntry(TarEntryType.RegularFile, "pkg/a") { DataStream = new MemoryStream(new byte[600]) });
        archive[156] = (byte)'x';
        SetSum(archive.AsSpan(0, 512));
        "00000000777\0"u8.CopyTo(archive.AsSpan(1024 + 124));
        SetSum(archive.AsSpan(1024, 512));

        Assert.Equal("the extended header gives another size than the member's own", Assert.Throws<InvalidDataException>(() => Unpack(archive)).Message);
    }

    [Fact]
    public void Unpack_more_members_or_bytes_than_the_limits_is_refused()
    {
        var archive = Make([.. Enumerable.Range(0, 5).Select(number => Text($"pkg/{number}"))]);

        Assert.Equal("the archive has more than 4 members", Assert.Throws<InvalidDataException>(() => Unpack(archive, UnpackLimits.Default with { Members = 4 })).Message);
        Assert.Equal("the archive's files have more than 9 bytes", Assert.Throws<InvalidDataException>(() => Unpack(archive, UnpackLimits.Default with { Bytes = 9 })).Message);
        Assert.Equal("the archive's files are more than 1 times larger than the archive", Assert.Throws<InvalidDataException>(
            () => Unpack(Make(new PaxTarEntry(TarEntryType.RegularFile, "zeros") { DataStream = new MemoryStream(new byte[200_000]) }, gzip: true),
                UnpackLimits.Default with { Ratio = 1, RatioFrom = 100_000 }, ArchiveCompression.Gzip)).Message);
    }

    [Fact]
    public void Unpack_name_twice_keeps_the_last_as_pip_does()
    {
        Unpack(Make(Text("pkg/a", "first"), Text("pkg/a", "second")));

        Assert.Equal("second", File.ReadAllText(Path.Join(_folder, "pkg/a")));
    }

    [Fact]
    public void Unpack_names_that_differ_in_case_keeps_both()
    {
        Unpack(Make(Text("pkg/A", "upper"), Text("pkg/a", "lower")));

        Assert.Equal("upper", File.ReadAllText(Path.Join(_folder, "pkg/A")));
        Assert.Equal("lower", File.ReadAllText(Path.Join(_folder, "pkg/a")));
    }

    [Theory]
    [InlineData("pkg/setup.py", "pkg")]
    [InlineData("./setup.py", "")]
    [InlineData("setup.py", "")]
    public void Unpack_returns_the_one_top_folder(string name, string top)
    {
        Assert.Equal(Path.Join(_folder, top).TrimEnd('/'), Unpack(Make(Text(name))));
    }

    [Fact]
    public void Unpack_real_sparse_files_of_GNU_tar_restores_their_holes()
    {
        var source = Path.Join(_folder, "source");
        Directory.CreateDirectory(source);
        using (var file = File.OpenWrite(Path.Join(source, "sparse")))
        {
            file.SetLength(3_000_000);
            file.Position = 1_000_000;
            file.Write(new byte[] { 1, 2, 3 });
        }

        foreach (var format in (string[])["--format=gnu", "--format=pax --sparse-version=0.0", "--format=pax --sparse-version=0.1", "--format=pax --sparse-version=1.0"])
        {
            var archive = Path.Join(_folder, "sparse.tar");
            Run($"tar --sparse {format} -C '{source}' -cf '{archive}' sparse");
            var target = Directory.CreateTempSubdirectory(Path.GetFileName(_folder)).FullName;
            try
            {
                using var stream = File.OpenRead(archive);
                Assert.True(stream.Length < 100_000, "tar made no sparse archive");
                TarUnpacker.Unpack(stream, ArchiveCompression.None, target, UnpackLimits.Default, TestContext.Current.CancellationToken);
                Assert.Equal(File.ReadAllBytes(Path.Join(source, "sparse")), File.ReadAllBytes(Path.Join(target, "sparse")));
            }
            finally
            {
                Directory.Delete(target, recursive: true);
            }
        }
    }

    private static void Run(string command)
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Unpack(byte[] archive, UnpackLimits? limits = null, ArchiveCompression compression = ArchiveCompression.None)
        => TarUnpacker.Unpack(new MemoryStream(archive), compression, _folder, limits ?? UnpackLimits.Default, TestContext.Current.CancellationToken);

    private static PaxTarEntry Text(string name, string content = "text")
        => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    private static byte[] Make(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Make(TarEntry entry, bool gzip)
    {
        var packed = new MemoryStream();
        using (var stream = gzip ? new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest) : (Stream)packed)
        {
            stream.Write(Make(entry));
        }

        return packed.ToArray();
    }

    private static void SetSum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var part in header)
        {
            sum += part;
        }

        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header.Slice(148, 8));
    }
}
