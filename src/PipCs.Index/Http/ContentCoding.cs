using System.Collections.Concurrent;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using PipCs.Archives.Deflate;

namespace PipCs.Index.Http;

/// <summary>
/// Undoes the compression of bodies (RFC 9110, section 8.4.1). Inflated bodies are read at once and released, so their arrays are kept and used again;
/// there are never more of them than threads that inflate. Thread-safe.
/// </summary>
internal sealed class ContentCoding
{
    private const int UnknownLength = 64 * 1024;
    private const int LargestArray = 1 << 30;

    private readonly ConcurrentBag<Inflater> _inflaters = [];
    private readonly ConcurrentBag<byte[]> _contents = [];

    /// <summary>Gives the decompressed content of a body. An uncompressed body is returned as it is; a compressed one is disposed.</summary>
    /// <param name="body">The body as the server sent it.</param>
    /// <param name="coding">The value of Content-Encoding; null for none. For an unknown coding the body is returned as it is.</param>
    /// <exception cref="InvalidDataException">The body is malformed or cut short.</exception>
    internal BodyBuffer Undo(BodyBuffer body, string? coding)
    {
        BodyBuffer content;
        switch (coding?.Trim().ToLowerInvariant())
        {
            case "gzip" or "x-gzip":
                content = InflateMember(body) ?? InflateStream(body, static stream => new GZipStream(stream, CompressionMode.Decompress));
                break;
            case "deflate":
                // Some servers leave zlib's frame out (RFC 9110, section 8.4.1.2).
                content = InflateStream(body, HasZlibHeader(body.Written.Span)
                    ? static stream => new ZLibStream(stream, CompressionMode.Decompress) : static stream => new DeflateStream(stream, CompressionMode.Decompress));
                break;
            default:
                return body;
        }

        body.Dispose();
        return content;
    }

    /// <summary>Inflates a body of one gzip member, the usual case, whose end gives the length of the content; null for any other body.</summary>
    private BodyBuffer? InflateMember(BodyBuffer body)
    {
        if (!GzipMember.TryRead(body.Written.Span, out var member) || member.Length >= LargestArray)
        {
            return null;
        }

        var content = Take(member.Length + 1);
        var inflater = _inflaters.TryTake(out var idle) ? idle : new Inflater();
        var isGood = member.TryInflate(inflater, content.Rest.Span[..member.Length]);
        _inflaters.Add(inflater);
        if (!isGood)
        {
            content.Dispose();
            return null;
        }

        content.Advance(member.Length);
        return content;
    }

    private static bool HasZlibHeader(ReadOnlySpan<byte> body) => body.Length >= 2 && (body[0] & 15) == 8 && ((body[0] << 8) + body[1]) % 31 == 0;

    /// <summary>Gives a buffer of at least so many bytes, a kept one if it is large enough.</summary>
    private BodyBuffer Take(int capacity)
        => new(_contents.TryTake(out var idle) && idle.Length >= capacity ? idle : GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)capacity)), _contents.Add);

    private static BodyBuffer InflateStream(BodyBuffer body, Func<Stream, Stream> open)
    {
        _ = MemoryMarshal.TryGetArray(body.Written, out var bytes);
        using var stream = open(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false));
        var content = BodyBuffer.Of(UnknownLength);
        try
        {
            while (stream.Read(content.Rest.Span) is var count and > 0)
            {
                content.Advance(count);
            }

            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
