using PipCs.Diagnostics;

namespace PipCs.Store.Tests;

public sealed class BadWheelTests
{
    private const string DemoName = "demo-1.0-py3-none-any.whl";
    private const string Url = "https://index.test/" + DemoName;

    public static TheoryData<string, string> Contents => new()
    {
        { "no dist-info", "demo has an invalid wheel, .dist-info directory not found" },
        { "two dist-infos", "demo has an invalid wheel, multiple .dist-info directories found: demo-1.0.dist-info, other-1.0.dist-info" },
        { "foreign dist-info", "demo has an invalid wheel, .dist-info directory 'other-1.0.dist-info' does not start with 'demo'" },
        { "no WHEEL", "demo has an invalid wheel, could not read 'demo-1.0.dist-info/WHEEL' file: it is not in the wheel" },
        { "no METADATA", "demo has an invalid wheel, could not read 'demo-1.0.dist-info/METADATA' file: it is not in the wheel" },
        { "no RECORD", "demo has an invalid wheel, could not read 'demo-1.0.dist-info/RECORD' file: it is not in the wheel" },
        { "no Wheel-Version", "demo has an invalid wheel, WHEEL is missing Wheel-Version" },
        { "bad Wheel-Version", "demo has an invalid wheel, invalid Wheel-Version: 'one'" },
        { "new Wheel-Version", "demo's Wheel-Version (2.0) is not compatible with this version of pip" },
        { "bad encoding", $"Error decoding metadata for {Url}: 'utf-8' codec can't decode byte 0xe9 in position 4: invalid continuation byte in METADATA file" },
        { "other name", $"Requested demo==1.0 from {Url} has inconsistent name: expected 'demo', but metadata has 'other-name'" },
        { "other version", $"Requested demo==1.0 from {Url} has inconsistent version: expected '1.0', but metadata has '2.0'" },
        { "parent", $"The wheel '{Url}' has a file '../evil.py' trying to install outside the target directory" },
        { "inner parent", $"The wheel '{Url}' has a file 'demo/../../evil.py' trying to install outside the target directory" },
        { "absolute", $"The wheel '{Url}' has a file '/tmp/evil.py' trying to install outside the target directory" },
        { "backslash", $"The wheel '{Url}' has a file 'demo\\\\evil.py' that cannot be installed: its name has a backslash" },
        { "symlink", $"The wheel '{Url}' has a file 'demo/link' that cannot be installed: it is a symbolic link" },
        { "clash", $"The wheel '{Url}' has a file 'demo/__init__.py' that cannot be installed: two different files have this name" },
        { "file and folder", $"The wheel '{Url}' has a file 'demo/__init__.py/x' that cannot be installed: it is a file and a folder" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task GetAsync_bad_content_is_told_in_pips_words(string what, string message)
    {
        const string Info = "demo-1.0.dist-info";
        var good = WheelBuilder.Good();
        var wheel = what switch
        {
            "no dist-info" => new WheelBuilder().Add("demo.py", ""),
            "two dist-infos" => good.Add("other-1.0.dist-info/X", ""),
            "foreign dist-info" => new WheelBuilder().Add("other-1.0.dist-info/WHEEL", ""),
            "no WHEEL" => good.Remove($"{Info}/WHEEL"),
            "no METADATA" => good.Remove($"{Info}/METADATA"),
            "no RECORD" => good,
            "no Wheel-Version" => good.Replace($"{Info}/WHEEL", "Root-Is-Purelib: true\n"),
            "bad Wheel-Version" => good.Replace($"{Info}/WHEEL", "Wheel-Version: one\n"),
            "new Wheel-Version" => good.Replace($"{Info}/WHEEL", "Wheel-Version: 2.0\n"),
            "bad encoding" => good.Remove($"{Info}/METADATA").Add($"{Info}/METADATA", [.. "Name"u8, 0xe9, (byte)'\n']),
            "other name" => good.Replace($"{Info}/METADATA", "Metadata-Version: 2.1\nName: Other_Name\nVersion: 1.0\n"),
            "other version" => good.Replace($"{Info}/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n"),
            "parent" => good.Add("../evil.py", ""),
            "inner parent" => good.Add("demo/../../evil.py", ""),
            "absolute" => good.Add("/tmp/evil.py", ""),
            "backslash" => good.Add("demo\\evil.py", ""),
            "symlink" => good.Add("demo/link", "/etc/passwd", 0xA1FF),
            "clash" => good.Add("demo/__init__.py", "other"),
            _ => good.Add("demo/__init__.py/x", ""),
        };
        var error = await FailAsync((what is "no RECORD" or "no dist-info" or "foreign dist-info" ? wheel : wheel.AddRecord()).Build());
        Assert.Equal(message, error.Message);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public async Task GetAsync_truncated_or_corrupt_is_invalid()
    {
        var good = WheelBuilder.Good().Add("demo/big.bin", [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> 7))]).AddRecord().Build();
        var bad = new List<byte[]> { Array.Empty<byte>(), "<html>not found</html>"u8.ToArray(), good[..(good.Length / 2)], good[..^1] };
        foreach (var at in new[] { 50, good.Length / 2 })
        {
            var flipped = good.ToArray();
            flipped[at] ^= 0x55;
            bad.Add(flipped);
        }

        foreach (var bytes in bad)
        {
            var error = await FailAsync(bytes);
            Assert.Equal($"Wheel 'demo' located at {Url} is invalid.", error.Message);
        }
    }

    [Fact]
    public async Task GetAsync_newer_minor_version_is_taken_and_told()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().Replace("demo-1.0.dist-info/WHEEL", "Wheel-Version: 1.9\n").AddRecord().Build();
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken);
        Assert.Equal("1.9", wheel.NewerWheelVersion);
        Assert.False(wheel.RootIsPurelib);
    }

    [Fact]
    public async Task GetAsync_equal_member_twice_is_taken_once()
    {
        using var fixture = new StoreFixture();
        var bytes = WheelBuilder.Good().Add("demo/__init__.py", "VALUE = 1\n").AddRecord().Build();
        var wheel = await fixture.Store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken);
        Assert.Single(wheel.Files, file => file.Path == "demo/__init__.py");
        Assert.Equal("VALUE = 1\n", System.Text.Encoding.UTF8.GetString(wheel.ReadFile(0)));
        Assert.Equal(wheel.Entries.Length + 1, Directory.GetFiles(wheel.Folder).Length);
    }

    [Fact]
    public async Task GetAsync_wrong_hash_shows_expected_and_got()
    {
        var bytes = WheelBuilder.Good().AddRecord().Build();
        using var fixture = new StoreFixture();
        var zeros = new string('0', 64);
        var ones = new string('1', 64);
        var request = fixture.Add(DemoName, bytes) with { AllowedHashes = [$"sha256:{ones}", $"sha256:{zeros}"], Description = "demo==1.0 from X" };
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.\n"
            + $"    demo==1.0 from X:\n        Expected sha256 {zeros}\n        Expected     or {ones}\n             Got        {WheelBuilder.Sha256(bytes)}\n",
            error.Message);
        error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, bytes, zeros), TestContext.Current.CancellationToken));
        Assert.Contains($"Expected sha256 {zeros}\n", error.Message, StringComparison.Ordinal);
        AssertNothingLeft(fixture);
    }

    [Fact]
    public async Task GetAsync_corrupt_with_wrong_hash_tells_the_hash()
    {
        var bytes = WheelBuilder.Good().AddRecord().Build();
        var sha256 = WheelBuilder.Sha256(bytes);
        bytes[50] ^= 1;
        using var fixture = new StoreFixture();
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, bytes, sha256), TestContext.Current.CancellationToken));
        Assert.StartsWith("THESE PACKAGES DO NOT MATCH", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_password_in_URL_is_not_shown()
    {
        using var fixture = new StoreFixture();
        var request = fixture.Add(DemoName, [1, 2, 3]);
        request = request with { Url = "https://user:secret@index.test/" + DemoName };
        fixture.Add(DemoName, [1, 2, 3]);
        var hidden = await Assert.ThrowsAsync<UserErrorException>(async () => await new WheelStore(new(fixture.CacheFolder), new Fixed(), fixture.TemporaryFolder).GetAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("Wheel 'demo' located at https://user:****@index.test/" + DemoName + " is invalid.", hidden.Message);
    }

    [Fact]
    public async Task GetAsync_source_that_fails_passes_its_error_on()
    {
        using var fixture = new StoreFixture();
        var request = fixture.Add(DemoName, () => throw new IOException("down"));
        await Assert.ThrowsAsync<IOException>(async () => await fixture.Store.GetAsync(request, TestContext.Current.CancellationToken));
        AssertNothingLeft(fixture);
    }

    private static async Task<UserErrorException> FailAsync(byte[] bytes)
    {
        using var fixture = new StoreFixture();
        var error = await Assert.ThrowsAsync<UserErrorException>(async () => await fixture.Store.GetAsync(fixture.Add(DemoName, bytes), TestContext.Current.CancellationToken));
        AssertNothingLeft(fixture);
        return error;
    }

    private static void AssertNothingLeft(StoreFixture fixture)
        => Assert.Equal([".scratch"], Directory.GetFileSystemEntries(Path.Combine(fixture.CacheFolder, "wheels-v1"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));

    private sealed class Fixed : IWheelSource
    {
        public ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken) => new(new MemoryStream([1, 2, 3]));
    }
}
