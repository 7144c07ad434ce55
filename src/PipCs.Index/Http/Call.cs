namespace PipCs.Index.Http;

/// <summary>One request: what it asks for beside the URL.</summary>
internal sealed record Call(string Url)
{
    internal string? Accept { get; init; }

    internal string? IfNoneMatch { get; init; }

    internal string? IfModifiedSince { get; init; }

    /// <summary>Asks caches on the way to look again.</summary>
    internal bool Revalidate { get; init; }

    /// <summary>The body as it is: a compressed answer would change what the hashes are of.</summary>
    internal bool Identity { get; init; }

    internal (long? From, long? To)? Range { get; init; }

    internal string? IfRange { get; init; }

    internal bool Head { get; init; }

    /// <summary>XML that is posted; null for a GET. What was posted once is not posted again, unless no connection came.</summary>
    internal ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Whether it is sent once, and its failure is not reported: the caller has another way.</summary>
    internal bool Once { get; init; }

    /// <summary>Whether it asks an index for a page: one that cannot be reached is asked by one request at a time, and not again once that has given up.</summary>
    internal bool IsPage { get; init; }
}
