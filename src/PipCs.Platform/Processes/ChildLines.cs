using System.Text;

namespace PipCs.Platform.Processes;

/// <summary>Takes the bytes of one stream of a child process: collects them up to a limit, or calls back for each line.</summary>
internal sealed class ChildLines(Action<string>? onLine, int maximum)
{
    private const int LongestLine = 1 << 20;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The collected output.</summary>
    internal ReadOnlyMemory<byte> Collected => _bytes.AsMemory(0, _length);

    internal bool IsTruncated { get; private set; }

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        if (onLine is null)
        {
            var kept = Math.Min(bytes.Length, maximum - _length);
            IsTruncated |= kept < bytes.Length;
            Append(bytes[..kept]);
            return;
        }

        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Append(bytes[..end]);
            Emit(onLine);
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
        if (_length >= LongestLine)
        {
            Emit(onLine);
        }
    }

    /// <summary>Emits a last line that has no end.</summary>
    internal void Complete()
    {
        if (onLine is not null && _length > 0)
        {
            Emit(onLine);
        }
    }

    private void Emit(Action<string> call)
    {
        var line = _bytes.AsSpan(0, _length);
        _length = 0;
        call(Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_length + (long)bytes.Length, _bytes.Length * 2L)));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
