using System.Globalization;
using System.Text;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>The file of <c>--log</c>: every message of every severity, each line with the time in front, appended.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _pending = new();
    private readonly string _path;
    private bool _folderMade;

    internal LogFile(string path) => _path = Path.GetFullPath(path);

    /// <summary>Adds a message.</summary>
    internal void Append(string prefix, string message, int indent)
    {
        var time = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd'T'HH:mm:ss,fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            var first = true;
            foreach (var line in message.AsSpan().EnumerateLines())
            {
                _pending.Append(time).Append(' ', indent + 1).Append(first ? prefix : "").Append(line).Append('\n');
                first = false;
            }

            if (_pending.Length > 8192)
            {
                Write();
            }
        }
    }

    /// <summary>Writes the buffered text.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Write();
        }
    }

    private void Write()
    {
        if (_pending.Length == 0)
        {
            return;
        }

        if (!_folderMade)
        {
            _folderMade = true;
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }

        _ = NativeFile.Append(_path, Encoding.UTF8.GetBytes(_pending.ToString()));
        _pending.Clear();
    }
}
