using System.Text;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Standard output, as a buffer of UTF-8 before the raw descriptor. Text for standard error
/// flushes it first, which keeps the order where both go to the same place. Text for either erases the live text on
/// the terminal first. Thread-safe.
/// </summary>
internal sealed class StandardOutput(int descriptor = 1, int errorDescriptor = 2)
{
    private readonly Lock _lock = new();
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int? _liveDescriptor;
    private bool _isLiveClosed;
    private bool _isInLine;
    private bool _isInErrorLine;

    /// <summary>Whether output was lost, for example because the disk is full.</summary>
    internal bool IsLost { get; private set; }

    /// <summary>Writes text; it is kept until the buffer is full or flushed.</summary>
    internal void Write(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
            _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        }
    }

    /// <summary>Writes bytes; they are kept until the buffer is full or flushed.</summary>
    internal void Write(ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            if (content.Length > 65536)
            {
                Flush();
                Send(content);
                return;
            }

            Reserve(content.Length);
            content.CopyTo(_buffer.AsSpan(_length));
            _length += content.Length;
        }
    }

    /// <summary>Writes the buffered text.</summary>
    /// <exception cref="BrokenOutputException">The reader has closed the pipe.</exception>
    internal void Flush()
    {
        lock (_lock)
        {
            var length = _length;
            _length = 0;
            if (length > 0)
            {
                Send(_buffer.AsSpan(0, length));
            }
        }
    }

    /// <summary>Drops the buffered text, because there is no reader.</summary>
    internal void Discard()
    {
        lock (_lock)
        {
            _length = 0;
        }
    }

    /// <summary>Writes text to standard error, after the buffered text for standard output. Errors of writing are ignored, because there is no place to report them.</summary>
    internal void WriteError(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            Flush();
            SendError(text);
        }
    }

    /// <summary>
    /// Replaces the live text, unless the terminal's last line has other text, such as a question.
    /// The cursor is left at the start of the live text.
    /// </summary>
    internal void DrawLiveText(int terminal, ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (!_isLiveClosed && _length == 0 && !(_isInLine && ProcessIdentity.IsTerminal(descriptor)) && !(_isInErrorLine && ProcessIdentity.IsTerminal(errorDescriptor)))
            {
                _liveDescriptor = terminal;
                SendTo(terminal, text);
            }
        }
    }

    /// <summary>Erases the live text.</summary>
    /// <param name="forGood">Whether it must not be drawn again.</param>
    /// <param name="patience">How many milliseconds to wait for another thread that is writing; -1 for any time.</param>
    internal void EraseLiveText(bool forGood = false, int patience = -1)
    {
        if (_lock.TryEnter(patience))
        {
            _isLiveClosed |= forGood;
            Erase();
            _lock.Exit();
        }
    }

    /// <summary>Records that the user has answered the question in the last line, so that the line has ended.</summary>
    internal void NoteAnswer()
    {
        lock (_lock)
        {
            _isInLine = _isInErrorLine = false;
        }
    }

    private void Erase()
    {
        if (_liveDescriptor is { } terminal)
        {
            _liveDescriptor = null;
            SendTo(terminal, "\r\e[J");
        }
    }

    private void SendError(ReadOnlySpan<char> text)
    {
        Erase();
        _isInErrorLine = text is not [.., '\n'];
        SendTo(errorDescriptor, text);
    }

    private static void SendTo(int descriptor, ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        _ = ProcessIdentity.Write(descriptor, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
    }

    private void Send(ReadOnlySpan<byte> content)
    {
        Erase();
        _isInLine = content is not [.., (byte)'\n'];
        var error = ProcessIdentity.Write(descriptor, content);
        if (error == Errno.BrokenPipe)
        {
            throw new BrokenOutputException();
        }

        // A closed descriptor is no loss: its owner wants no output.
        if (error is not (Errno.None or Errno.BadDescriptor) && !IsLost)
        {
            IsLost = true;
            SendError($"ERROR: Could not write to stdout: {PlatformError.Message(error)}\n");
        }
    }

    private void Reserve(int count)
    {
        if (_length + count <= _buffer.Length)
        {
            return;
        }

        if (_length > 65536)
        {
            Flush();
        }

        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }
    }
}
