using System.IO.Hashing;
using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Store.Tests;

/// <summary>
/// Archives that two programs may read in two ways, and such as take much more room than they say: those of the advisories on
/// uv (GHSA-8qf3-x8v5-2pj8, GHSA-pqhf-p39g-3x64), pip (CVE-2019-20916, CVE-2026-3219) and CPython's zipfile (CVE-2019-9674, CVE-2024-0450, CVE-2024-8088, CVE-2025-8291).
/// </summary>
public sealed class HostileArchiveTests
{
    private const string DemoName = "demo-1.0-py3-none-any.whl";
    private const string Url = "https://index.test/" + DemoName;
    private const string Code = "demo/__init__.py";
    private const string Data = "demo/data.txt";

    private static readonly Dictionary<string, (Action<RawArchive> Spoil, string Message)> Conflicts = new()
    {
        ["local name"] = (a => a[Code].CentralName = "demo/__main__.py"u8.ToArray(), "in the central directory the name is 'demo/__main__.py', in the local header of the member at 0 it is 'demo/__init__.py'"),
        ["local name, zero byte at its end"] = (a => a[Code].LocalName = "demo/__init__.py\0"u8.ToArray(), "in the central directory the name is 'demo/__init__.py', in the local header of the member at 0 it is 'demo/__init__.py?'"),
        ["local size"] = (a => a[Code].CentralSize--, "in the central directory the size is 9, in the local header of the member at 0 it is 10"),
        ["local packed size"] = (a => a[Data].PackedSize--, "the packed size is"),
        ["central packed size"] = (a => a[Data].CentralPackedSize--, "the packed size is"),
        ["local method"] = (a => a[Code].CentralMethod = 8, "in the central directory the method is 8, in the local header of the member at 0 it is 0"),
        ["local CRC-32"] = (a => a[Code].CentralCrc ^= 1, "the CRC-32 is"),
        ["local flags"] = (a => a[Code].CentralFlags = 0x800, "in the central directory the flags are 0800, in the local header of the member at 0 they are 0000"),
        ["descriptor in one header only"] = (a => a[Code].CentralFlags = 8, "the flags are 0008"),
        ["encrypted in one header only"] = (a => a[Code].Flags = 1, "the flags are 0000"),
        ["zip64 sizes in the local header"] = (a => a[Code].Extra = RawMember.Zip64(9, 10), "the sizes of the member 'demo/__init__.py' differ between its header and its zip64 field"),
        ["zip64 sizes in the central directory"] = (a => a[Code].CentralExtra = RawMember.Zip64(9, 10), "the sizes of the member 'demo/__init__.py' differ between its header and its zip64 field"),
        ["zip64 sizes that differ between the headers"] = (a => { a[Code].Enlarge(); a[Code].CentralExtra = RawMember.Zip64(9, 9); }, "the size is 9"),
        ["two zip64 fields"] = (a => { a[Code].Enlarge(); a[Code].Extra = [.. a[Code].Extra, .. RawMember.Zip64(1, 1)]; }, "the member 'demo/__init__.py' has two zip64 fields"),
        ["a second name in a Unicode path"] = (a => a[Code].CentralExtra = UnicodePath(Code, "demo/evil.py"), "the member 'demo/__init__.py' has the second name 'demo/evil.py'"),
        ["a second name in a local Unicode path"] = (a => a[Code].Extra = UnicodePath(Code, "demo/evil.py"), "the member 'demo/__init__.py' has the second name 'demo/evil.py'"),
        ["a descriptor that lies"] = (a => a[Data].Describe().Descriptor[4] ^= 1, "the data descriptor behind 'demo/data.txt' is not there, or disagrees with the central directory"),
        ["no descriptor"] = (a => a[Data].Describe().Descriptor = [], "the data descriptor behind 'demo/data.txt' is not there"),
        ["bytes behind a descriptor"] = (a => { a[Data].Describe(); a[Data].Descriptor = [.. a[Data].Descriptor, 0, 0, 0]; }, "the data descriptor behind 'demo/data.txt'"),
        ["a member that is not listed"] = (a => a.Members.Insert(1, new RawMember("demo/hidden.py", [1]) { IsListed = false }), "it holds a member 'demo/hidden.py' at 56 that its central directory does not list"),
        ["a member that is not listed, at the front"] = (a => a.Members.Insert(0, new RawMember("demo/hidden.py", [1]) { IsListed = false }), "it holds a member 'demo/hidden.py' at 0 that"),
        ["a member that is not listed, at the end"] = (a => a.Members.Add(new RawMember("demo/hidden.py", [1]) { IsListed = false }), "it holds a member 'demo/hidden.py' at"),
        ["a member that is not listed, behind a descriptor"] = (a => { a[Data].Describe(); a.Members.Insert(a.Members.IndexOf(a[Data]) + 1, new RawMember("demo/hidden.py", [1]) { IsListed = false }); }, "the data descriptor behind 'demo/data.txt'"),
        ["bytes between members"] = (a => a[Data].Gap = new byte[5], "5 bytes at"),
        ["bytes in front"] = (a => a.Front = "#!/bin/sh\n"u8.ToArray(), "10 bytes at 0, in front of 'demo/__init__.py', belong to no member"),
        ["bytes in front that the offsets know not of"] = (_ => { }, "10 bytes stand in front of the archive, or between its central directory and its end record"),
        ["a whole archive in front"] = (a => a.Front = RawArchive.Wheel().Build(), "it holds a member 'demo/__init__.py' at 0 that its central directory does not list"),
        ["bytes in front of the central directory"] = (a => a.BeforeDirectory = new byte[7], "7 bytes at"),
        ["bytes behind the central directory"] = (a => a.AfterDirectory = new byte[7], "7 bytes stand in front of the archive, or between its central directory and its end record"),
        ["bytes in the central directory"] = (a => a.InDirectory = new byte[7], "the end record counts 5 members, and the central directory has 7 bytes more"),
        ["a count that is too small"] = (a => a.CountShift = -1, "the end record counts 4 members, and the central directory has"),
        ["bytes behind"] = (a => a.Behind = new byte[3], "its end of central directory is not the end of the file"),
        ["a whole archive behind"] = (a => a.Behind = RawArchive.Wheel().Build(), "bytes stand in front of the archive"),
        ["a second end in the comment"] = (a => a.Comment = [.. "PK\x05\x06"u8, .. new byte[18]], "bytes stand in front of the archive"),
        ["a second end that is no whole one"] = (a => a.Comment = [.. "PK\x05\x06"u8, .. new byte[30]], "it has more than one end of central directory"),
        ["a zip64 locator that points elsewhere"] = (a => { a.HasZip64End = true; a.LocatorShift = -56; }, "the zip64 locator says that the zip64 end record is at"),
        ["ends that disagree"] = (a => { a.HasZip64End = true; a.SaysNothingInOldEnd = false; a.Spoil64 = true; }, "the end record and the zip64 end record disagree"),
        ["two members at one place"] = (a => a.Members.Add(new RawMember("demo/evil.py", a[Code].Content) { IsLocal = false, Offset = 0 }), "'demo/__init__.py' and 'demo/evil.py' overlap"),
        ["one member, listed twice"] = (a => a.Members.Add(new RawMember(Code, a[Code].Content) { IsLocal = false, Offset = 0 }), "'demo/__init__.py' and 'demo/__init__.py' overlap"),
        ["a quoted overlap"] = (Quote, "'demo/outer' and 'demo/inner' overlap"),
    };

    private static readonly Dictionary<string, Action<RawArchive>> Good = new()
    {
        ["as it is"] = _ => { },
        ["a comment"] = a => a.Comment = "made by hand"u8.ToArray(),
        ["comments of members"] = a => a[Code].Comment = "a remark"u8.ToArray(),
        ["a descriptor"] = a => a[Data].Describe(),
        ["descriptors everywhere"] = a => a.Members.ForEach(member => member.Describe()),
        ["descriptors without signature"] = a => a.Members.ForEach(member => member.Describe(hasSignature: false)),
        ["long descriptors"] = a => a.Members.ForEach(member => member.Describe(isLong: true)),
        ["long descriptors without signature"] = a => a.Members.ForEach(member => member.Describe(hasSignature: false, isLong: true)),
        ["a descriptor although the header knows"] = a => { var (crc, size, packed) = (a[Data].Crc, a[Data].Size, a[Data].PackedSize); a[Data].Describe(); (a[Data].Crc, a[Data].Size, a[Data].PackedSize) = (crc, size, packed); },
        ["zip64 sizes"] = a => a.Members.ForEach(member => member.Enlarge()),
        ["zip64 sizes in local headers only"] = a => a.Members.ForEach(member => member.Enlarge(isCentral: false)),
        ["zip64 sizes that nobody asked for"] = a => a.Members.ForEach(member => member.Extra = RawMember.Zip64(member.Content.Length, member.Packed.Length)),
        ["zip64 sizes with descriptors"] = a => a.Members.ForEach(member => { member.Describe(isLong: true); member.Extra = RawMember.Zip64(0, 0); member.Size = member.PackedSize = uint.MaxValue; }),
        ["a zip64 end"] = a => a.HasZip64End = true,
        ["a zip64 end that nobody asked for"] = a => { a.HasZip64End = true; a.SaysNothingInOldEnd = false; },
        ["unknown extra fields, unlike in both headers"] = a => { a[Code].Extra = RawMember.Field(0x5455, new byte[9]); a[Code].CentralExtra = RawMember.Field(0x7875, new byte[11]); },
        ["a Unicode path that is the name"] = a => a[Code].CentralExtra = a[Code].Extra = UnicodePath(Code, Code),
        ["a Unicode path of another name"] = a => a[Code].CentralExtra = UnicodePath("was renamed", "demo/old.py"),
        ["padding in the extra fields"] = a => a[Code].Extra = new byte[3],
        ["a level in the flags of one header"] = a => a[Data].CentralFlags = 2,
        ["the central directory in another order"] = a => a.Reverses = true,
        ["a folder, stored"] = a => a.Members.Insert(0, new RawMember("demo/", [])),
        ["a folder, deflated"] = a => a.Members.Insert(0, new RawMember("demo/", []).Deflate()),
        ["a folder, deflated with a descriptor"] = a => a.Members.Insert(0, new RawMember("demo/", []).Deflate().Describe()),
        ["an archive in the archive"] = a => a.Members.Insert(0, new RawMember("demo/in.zip", RawArchive.Wheel().Build())),
        ["a last member that ends with an end record"] = a => a.Members.Add(new RawMember("demo/in.zip", RawArchive.Wheel().Build())),
    };

    public static TheoryData<string> ConflictNames => [.. Conflicts.Keys];

    public static TheoryData<string> GoodNames => [.. Good.Keys];

    /// <summary>Each comes whole and in small pieces: what streams by and what is read again afterwards are checked alike.</summary>
    [Theory]
    [MemberData(nameof(ConflictNames))]
    public async Task GetAsync_archive_that_contradicts_itself_is_refused_with_what_disagrees(string name)
    {
        var (spoil, message) = Conflicts[name];
        var archive = RawArchive.Wheel();
        spoil(archive);
        var bytes = archive.Build();
        if (name == "bytes in front that the offsets know not of")
        {
            bytes = [.. new byte[10], .. bytes];
        }

        foreach (var piece in new[] { int.MaxValue, 7 })
        {
            using var fixture = new StoreFixture();
            var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, () => new SlowStream(bytes, piece)), TestContext.Current.CancellationToken));
            Assert.StartsWith($"Wheel 'demo' located at {Url} is invalid: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Contains("contradicts itself", Assert.Single(error.Hints), StringComparison.Ordinal);
            Assert.Equal([".scratch"], Directory.GetFileSystemEntries(Path.Combine(fixture.CacheFolder, "wheels-v1"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        }
    }

    [Theory]
    [MemberData(nameof(GoodNames))]
    public async Task GetAsync_unusual_archive_that_is_sound_is_taken(string name)
    {
        var archive = RawArchive.Wheel();
        Good[name](archive);
        foreach (var piece in new[] { int.MaxValue, 7 })
        {
            using var fixture = new StoreFixture();
            var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, () => new SlowStream(archive.Build(), piece)), TestContext.Current.CancellationToken);
            var files = wheel.Files.ToList();
            Assert.Equal("VALUE = 1\n", Encoding.UTF8.GetString(wheel.ReadFile(files.FindIndex(file => file.Path == Code))));
            Assert.Equal(new string('x', 1000), Encoding.UTF8.GetString(wheel.ReadFile(files.FindIndex(file => file.Path == Data))));
        }
    }

    /// <summary>A member that is far larger than its headers say, in streaming and afterwards: no more than they say is written.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_content_longer_than_its_headers_say_is_cut_off(bool hasDescriptor)
    {
        var archive = RawArchive.Wheel();
        var bomb = new RawMember("demo/bomb.bin", new byte[64 << 20]).Deflate();
        bomb.Size = bomb.CentralSize = 100;
        archive.Members.Add(hasDescriptor ? bomb.Describe() : bomb);
        using var fixture = new StoreFixture();
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, archive.Build()), TestContext.Current.CancellationToken));
        Assert.Equal($"Wheel 'demo' located at {Url} is invalid.", error.Message);
    }

    /// <summary>Names over which CPython's zipfile.Path turned in circles, and such as lead out of the folder (those of pip's and uv's advisories).</summary>
    [Theory]
    [InlineData("demo//x")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("demo/../../x")]
    [InlineData("demo/..")]
    [InlineData("../x")]
    [InlineData("./x")]
    [InlineData("/x")]
    [InlineData("//x")]
    [InlineData("demo/.")]
    [InlineData("C:\\x")]
    [InlineData("..\\x")]
    [InlineData("demo/x\0.py")]
    [InlineData("")]
    public async Task GetAsync_name_that_is_no_path_in_the_wheel_is_refused(string name)
    {
        var archive = RawArchive.Wheel();
        archive.Members.Insert(0, new RawMember(name, []));
        using var fixture = new StoreFixture();
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, archive.Build()), TestContext.Current.CancellationToken));
        Assert.StartsWith($"The wheel '{Url}' has a file '{name.Replace('\0', '?').Replace("\\", @"\\")}' ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A RECORD just beyond each size that is read in another way: a block of the stream, and a member in memory.</summary>
    [Theory]
    [InlineData(8_000, false)]
    [InlineData(8_000, true)]
    [InlineData(40_000, false)]
    [InlineData(40_000, true)]
    public async Task GetAsync_large_RECORD_is_read(int count, bool hasDescriptor)
    {
        var archive = RawArchive.Wheel();
        var small = archive["demo-1.0.dist-info/RECORD"];
        archive.Members.Remove(small);
        var rows = string.Concat(Enumerable.Range(0, count).Select(i => $"gone/{i:d5}.txt,sha256={WheelBuilder.Sha256(BitConverter.GetBytes(i))},{i}\n"));
        var record = new RawMember(small.Name, [.. small.Content, .. Encoding.ASCII.GetBytes(rows)]).Deflate();
        Assert.True(record.Packed.Length > 256 << 10);
        archive.Members.Add(hasDescriptor ? record.Describe() : record);
        using var fixture = new StoreFixture();
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, archive.Build()), TestContext.Current.CancellationToken);
        Assert.Equal(count + 5, wheel.RecordRows.Length);
        Assert.Equal(rows.Replace("\n", "\r\n", StringComparison.Ordinal), string.Concat(wheel.RecordRows.ToArray().Where(row => wheel.GetPath(row).StartsWith("gone/"u8)).Select(row => Encoding.UTF8.GetString(wheel.GetLine(row)))));
    }

    private static byte[] UnicodePath(string name, string second)
        => RawMember.Field(0x7075, RawArchive.Bytes(writer =>
        {
            writer.Write((byte)1);
            writer.Write(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(name)));
            writer.Write(Encoding.UTF8.GetBytes(second));
        }));

    /// <summary>A member whose content is, quoted in a stored block, the next member with its header: each byte is unpacked twice.</summary>
    private static void Quote(RawArchive archive)
    {
        var inner = new RawMember("demo/inner", new byte[100]);
        var quoted = RawArchive.Bytes(inner.WriteLocal);
        var outer = new RawMember("demo/outer", quoted);
        var at = (uint)RawArchive.Bytes(writer => archive.Members.ForEach(member => member.WriteLocal(writer))).Length;
        archive.Members.Add(outer);
        inner.IsLocal = false;
        inner.Offset = at + 30 + (uint)outer.LocalName.Length;
        archive.Members.Add(inner);
    }

    /// <summary>Gives its bytes in pieces, as a network does.</summary>
    private sealed class SlowStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
