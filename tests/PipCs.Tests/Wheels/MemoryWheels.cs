using System.Collections.Concurrent;
using System.IO.Compression;
using PipCs.Standards.FileNames;
using PipCs.Store;

namespace PipCs.Tests.Wheels;

/// <summary>Wheels in memory, each of which may be held back until a test lets it go.</summary>
internal sealed class MemoryWheels : IWheelSource
{
    private readonly ConcurrentDictionary<string, (byte[] Wheel, TaskCompletionSource Gate)> _wheels = new(StringComparer.Ordinal);
    private int _opened;
    private int _cancelled;

    /// <summary>How often a wheel was asked for.</summary>
    internal int Opened => _opened;

    /// <summary>How many waiting openings were cancelled.</summary>
    internal int Cancelled => _cancelled;

    /// <summary>Adds a wheel and gives the request for it.</summary>
    internal WheelRequest Add(string name, string version, bool isHeldBack = false)
    {
        var fileName = $"{name}-{version}-py3-none-any.whl";
        Assert.True(WheelFileName.TryParse(fileName, out var parsed));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!isHeldBack)
        {
            gate.SetResult();
        }

        var url = "https://index.test/" + fileName;
        _wheels[url] = (Build(name, version), gate);
        return new() { FileName = parsed, Url = url };
    }

    internal void Release(WheelRequest request) => _wheels[request.Url].Gate.SetResult();

    internal void Fail(WheelRequest request, Exception error) => _wheels[request.Url].Gate.SetException(error);

    public async ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _opened);
        var (wheel, gate) = _wheels[request.Url];
        try
        {
            await gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = Interlocked.Increment(ref _cancelled);
            throw;
        }

        return new MemoryStream(wheel);
    }

    private static byte[] Build(string name, string version)
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            var info = $"{name}-{version}.dist-info";
            Write(archive, $"{name}.py", "VALUE = 1\n");
            Write(archive, $"{info}/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
            Write(archive, $"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            Write(archive, $"{info}/RECORD", $"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n");
        }

        return output.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(content);
    }
}
