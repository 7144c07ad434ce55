namespace PipCs.Archives.Compression;

/// <summary>Reads from a decompressor and turns all its exceptions for bad input into <see cref="InvalidDataException"/>; exceptions of the disk pass unchanged.</summary>
internal sealed class CheckedStream : Stream
{
    private readonly Lazy<Stream> _inner;

    internal CheckedStream(Func<Stream> open) => _inner = new(open, LazyThreadSafetyMode.None);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _inner.Value.Read(buffer);
        }
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException or UnauthorizedAccessException)
            && (exception is not IOException || exception is EndOfStreamException))
        {
            throw new InvalidDataException("the compressed data is corrupt", exception);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _inner.IsValueCreated)
        {
            _inner.Value.Dispose();
        }

        base.Dispose(disposing);
    }
}
