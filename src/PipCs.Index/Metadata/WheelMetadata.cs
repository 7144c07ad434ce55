using System.Globalization;
using PipCs.Archives.Zip;
using PipCs.Index.Http;
using PipCs.Index.Sources;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;

namespace PipCs.Index.Metadata;

/// <summary>Reads the METADATA out of a wheel: of a local one by place, of a remote one by range requests, else by fetching all of it.</summary>
internal sealed class WheelMetadata(Transport transport)
{
    /// <summary>Reads the document.</summary>
    /// <param name="project">The project.</param>
    /// <param name="url">The wheel's URL.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="PartialMetadataException">Only the whole wheel can tell.</exception>
    internal async Task<byte[]> ReadAsync(ProjectName project, string url, CancellationToken cancellationToken)
    {
        try
        {
            return LinkUrl.ToPath(url) is { } path
                ? await ReadLocalAsync(project, path, cancellationToken).ConfigureAwait(false)
                : await ReadRemoteAsync(project, url, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NetworkFailureException { Kind: NetworkFailure.Interrupted } or InvalidDataException or ZipConflictException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw new PartialMetadataException();
        }
    }

    private static async Task<byte[]> ReadLocalAsync(ProjectName project, string path, CancellationToken cancellationToken)
    {
        using var file = LocalFile.Open(path);
        var handle = file.SafeFileHandle;
        return await WheelTail.ReadMetadataAsync(
            project,
            RandomAccess.GetLength(handle),
            (offset, length, _) =>
            {
                var buffer = new byte[length];
                for (var read = 0; read < length;)
                {
                    var count = RandomAccess.Read(handle, buffer.AsSpan(read), offset + read);
                    read += count > 0 ? count : throw new EndOfStreamException();
                }

                return new(buffer);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadRemoteAsync(ProjectName project, string url, CancellationToken cancellationToken)
    {
        FetchedBody tail;
        try
        {
            tail = await transport.FetchAsync(new Call(url) { Identity = true, EndsWhenInterrupted = true, Range = (null, WheelTail.FirstRead) }, cancellationToken).ConfigureAwait(false);
        }
        catch (NetworkFailureException failure) when (failure.Kind == NetworkFailure.Status && failure.Status is 416 or 400 or 501)
        {
            // No ranges here, or not from the end.
            tail = await transport.FetchAsync(new Call(url) { Identity = true, EndsWhenInterrupted = true }, cancellationToken).ConfigureAwait(false);
        }

        using (tail)
        {
            if (tail.Status != 206 || !TryReadTotal(tail.ContentRange, out var start, out var total))
            {
                // The whole wheel came: small ones are not worth a second request, and some servers know no ranges.
                var whole = tail.Body;
                return await WheelTail.ReadMetadataAsync(project, whole.Length, (offset, length, _) => new(whole.Slice((int)offset, length)), cancellationToken).ConfigureAwait(false);
            }

            return await WheelTail.ReadMetadataAsync(
                project,
                total,
                async (offset, length, token) =>
                {
                    if (offset >= start && offset + length <= start + tail.Body.Length)
                    {
                        return tail.Body.Slice((int)(offset - start), length);
                    }

                    using var part = await transport.FetchAsync(new Call(url) { Identity = true, EndsWhenInterrupted = true, Range = (offset, offset + length - 1) }, token).ConfigureAwait(false);
                    return part.Status == 206 && part.Body.Length == length ? part.Body.ToArray()
                        : part.Status == 200 && part.Body.Length == total ? part.Body.Slice((int)offset, length).ToArray()
                        : throw new InvalidDataException("a range request got something else");
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads <c>bytes 100-199/200</c>.</summary>
    private static bool TryReadTotal(string? range, out long start, out long total)
    {
        start = total = 0;
        if (range is null || !range.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        return dash > 6 && slash > dash
            && long.TryParse(range.AsSpan(6, dash - 6), NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && long.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out total);
    }
}
