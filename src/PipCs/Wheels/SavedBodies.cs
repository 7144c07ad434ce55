using System.Collections.Concurrent;
using PipCs.Standards.Projects;
using PipCs.Store;

namespace PipCs.Wheels;

/// <summary>
/// Gives the store the wheels that <c>download</c> has to fetch whole for their metadata, and writes each into the folder while it is read, so
/// that it is not transferred again to be saved. What nobody takes in the end is deleted. Thread-safe.
/// </summary>
/// <param name="source">Where wheels come from.</param>
/// <param name="folder">The folder to save to.</param>
internal sealed class SavedBodies(IWheelSource source, string folder) : IWheelSource, IDisposable
{
    private readonly ConcurrentDictionary<string, string> _complete = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _paths = new(StringComparer.Ordinal);
    private int _count;

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        var body = await source.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        return LinkUrl.IsFile(request.Url) ? body : Save(request.Url, body);
    }

    /// <summary>Writes a body down while it is read.</summary>
    private Stream Save(string url, Stream body)
    {
        var path = Path.Combine(folder, $"{WheelRequests.FileNameOf(url)}.{Environment.ProcessId}.{Interlocked.Increment(ref _count)}.part");
        try
        {
            Directory.CreateDirectory(folder);
            _paths[path] = true;
            return new SavingStream(body, File.Create(path), () => _complete[url] = path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Who saves the file in the end says what is wrong with the folder.
            return body;
        }
    }

    /// <summary>The path of a body that was written to its end; null where there is none.</summary>
    internal string? Take(string url) => _complete.TryRemove(url, out var path) ? path : null;

    public void Dispose()
    {
        foreach (var (path, _) in _paths)
        {
            File.Delete(path);
        }
    }

    private sealed class SavingStream(Stream inner, FileStream file, Action complete) : Stream
    {
        private FileStream? _file = file;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read this stream asynchronously.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (_file is { } file && !buffer.IsEmpty)
            {
                try
                {
                    file.Write(buffer.Span[..count]);
                    if (count == 0)
                    {
                        file.Dispose();
                        _file = null;
                        complete();
                    }
                }
                catch (IOException)
                {
                    // The folder is full. What is read goes on, and who saves the file in the end says so.
                    file.Dispose();
                    _file = null;
                }
            }

            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                _file?.Dispose();
                _file = null;
            }

            base.Dispose(disposing);
        }
    }
}
