namespace PipCs.Index.Http;

/// <summary>One request: its URL and its headers.</summary>
internal sealed record Call(string Url)
{
    internal string? Accept { get; init; }

    internal string? IfNoneMatch { get; init; }

    internal string? IfModifiedSince { get; init; }

    /// <summary>Whether caches between us and the server must revalidate their copies.</summary>
    internal bool Revalidate { get; init; }

    /// <summary>Whether compression is refused, because hashes are those of the uncompressed file.</summary>
    internal bool Identity { get; init; }

    internal (long? From, long? To)? Range { get; init; }

    internal string? IfRange { get; init; }

    internal bool Head { get; init; }

    /// <summary>XML to be posted; null for a GET. It is posted again only if no connection was made.</summary>
    internal ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Whether it is sent only once and its failure is not reported, because the caller has another way.</summary>
    internal bool Once { get; init; }

    /// <summary>Whether it asks an index for a page. If an index cannot be reached, only one such request keeps trying, and no other follows it.</summary>
    internal bool IsPage { get; init; }
}
