using System.Text;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>
/// Standard output, as a buffer of UTF-8 before the raw descriptor. What goes to standard error
/// flushes it first, so that the order is kept where both are one. Whatever is written to either takes away what stands
/// on the terminal for the moment, the live text, first. Thread-safe.
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

    /// <summary>Whether something that was written is lost, such as where the disk is full.</summary>
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

    /// <summary>Writes out what is kept.</summary>
    /// <exception cref="BrokenOutputException">Nobody reads it any more.</exception>
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

    /// <summary>Forgets what is kept, because nobody will read it.</summary>
    internal void Discard()
    {
        lock (_lock)
        {
            _length = 0;
        }
    }

    /// <summary>Writes text to standard error, after what is kept for standard output. Errors there are not seen by anyone.</summary>
    internal void WriteError(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            Flush();
            SendError(text);
        }
    }

    /// <summary>
    /// Draws the live text in the place of the one before, unless something stands in the terminal's last line, such as a question.
    /// It ends with the cursor at its beginning.
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

    /// <summary>Takes the live text away.</summary>
    /// <param name="forGood">Whether it is not to be drawn again.</param>
    /// <param name="patience">How many milliseconds to wait for whoever writes at this moment; -1 for any time.</param>
    internal void EraseLiveText(bool forGood = false, int patience = -1)
    {
        if (_lock.TryEnter(patience))
        {
            _isLiveClosed |= forGood;
            Erase();
            _lock.Exit();
        }
    }

    /// <summary>Says that the person has ended the line that a question stood in.</summary>
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

        // Who has closed it wants nothing written.
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
