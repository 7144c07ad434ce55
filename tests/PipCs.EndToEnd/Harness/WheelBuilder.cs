using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PipCs.EndToEnd.Harness;

/// <summary>Builds a wheel, a good one unless it is told otherwise.</summary>
internal sealed class WheelBuilder(string name, string version)
{
    private readonly List<(string Path, byte[] Bytes, int Mode)> _members = [];
    private readonly List<string> _recordRows = [];
    private readonly List<string> _headers = [];
    private string? _scripts;

    /// <summary>The name in METADATA, where it differs from the file name's.</summary>
    public string? MetadataName { get; init; }

    /// <summary>The version in METADATA, where it differs from the file name's.</summary>
    public string? MetadataVersion { get; init; }

    public string Tag { get; init; } = "py3-none-any";

    public string FileName => $"{Escaped}-{version}-{Tag}.whl";

    public string InfoFolder => $"{Escaped}-{version}.dist-info";

    /// <summary>The text of METADATA.</summary>
    public string Metadata => $"Metadata-Version: 2.1\nName: {MetadataName ?? name}\nVersion: {MetadataVersion ?? version}\n" + string.Concat(_headers.Select(header => header + "\n"));

    private string Escaped => name.Replace('-', '_');

    /// <summary>Adds a member; the mode's upper part says what kind of file (0o100000 regular, 0o120000 symbolic link).</summary>
    public WheelBuilder Add(string path, string text, int mode = 0x8000 | 0x1A4) => Add(path, Encoding.UTF8.GetBytes(text), mode);

    public WheelBuilder Add(string path, byte[] bytes, int mode = 0x8000 | 0x1A4)
    {
        _members.Add((path, bytes, mode));
        return this;
    }

    /// <summary>Adds a module of this name whose <c>VERSION</c> is the version.</summary>
    public WheelBuilder Module(string? module = null) => Add((module ?? Escaped) + "/__init__.py", $"VERSION = '{version}'\n");

    public WheelBuilder Requires(params string[] requirements)
    {
        _headers.AddRange(requirements.Select(requirement => "Requires-Dist: " + requirement));
        return this;
    }

    public WheelBuilder Header(string line)
    {
        _headers.Add(line);
        return this;
    }

    /// <summary>Adds a line to <c>[console_scripts]</c>.</summary>
    public WheelBuilder Script(string line)
    {
        _scripts = (_scripts ?? "[console_scripts]\n") + line + "\n";
        return this;
    }

    /// <summary>Adds a row to RECORD for something that is no member.</summary>
    public WheelBuilder RecordRow(string row)
    {
        _recordRows.Add(row);
        return this;
    }

    public byte[] Build()
    {
        var members = _members.ToList();
        void Text(string file, string text) => members.Add(($"{InfoFolder}/{file}", Encoding.UTF8.GetBytes(text), 0x8000 | 0x1A4));
        Text("METADATA", Metadata);
        Text("WHEEL", $"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {Tag}\n");
        if (_scripts is not null)
        {
            Text("entry_points.txt", _scripts);
        }

        var record = string.Concat(members.Select(member => $"{member.Path},sha256={Digest(member.Bytes)},{member.Bytes.Length}\n"))
            + string.Concat(_recordRows.Select(row => row + "\n"));
        Text("RECORD", record + $"{InfoFolder}/RECORD,,\n");
        return Zip(members);
    }

    /// <summary>Writes the wheel into a folder and gives its path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, Build());
        return path;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Zip(List<(string Path, byte[] Bytes, int Mode)> members)
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, true))
        {
            foreach (var (path, bytes, mode) in members)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
                entry.ExternalAttributes = mode << 16;
                entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return buffer.ToArray();
    }

    private static string Digest(byte[] bytes) => Convert.ToBase64String(SHA256.HashData(bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
