using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PipCs.Store.Tests;

/// <summary>Builds wheels, good and bad.</summary>
internal sealed class WheelBuilder
{
    private readonly List<(string Name, byte[] Content, int Mode)> _members = [];

    internal IEnumerable<(string Name, byte[] Content)> Members => _members.Select(static member => (member.Name, member.Content));

    internal CompressionLevel Level { get; set; } = CompressionLevel.Optimal;

    /// <summary>A good wheel's files but RECORD.</summary>
    internal static WheelBuilder Good(string name = "demo", string version = "1.0")
        => new WheelBuilder()
            .Add($"{name}/__init__.py", "VALUE = 1\n")
            .Add($"{name}-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            .Add($"{name}-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");

    internal WheelBuilder Add(string name, string content, int mode = 0x81A4) => Add(name, Encoding.UTF8.GetBytes(content), mode);

    internal WheelBuilder Add(string name, byte[] content, int mode = 0x81A4)
    {
        _members.Add((name, content, mode));
        return this;
    }

    internal WheelBuilder Remove(string name)
    {
        _members.RemoveAll(member => member.Name == name);
        return this;
    }

    internal WheelBuilder Replace(string name, string content) => Remove(name).Add(name, content);

    internal WheelBuilder AddRecord(string path = "demo-1.0.dist-info/RECORD")
    {
        var rows = new StringBuilder();
        foreach (var (name, content, _) in _members)
        {
            if (!name.EndsWith('/'))
            {
                rows.Append(name).Append(",sha256=").Append(Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_')).Append(',').Append(content.Length).Append('\n');
            }
        }

        return Add(path, rows.Append(path).Append(",,\n").ToString());
    }

    internal byte[] Build()
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, mode) in _members)
            {
                var entry = archive.CreateEntry(name, Level);
                entry.ExternalAttributes = mode << 16;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return output.ToArray();
    }

    internal static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
