namespace PipCs.Cache;

/// <summary>One bucket of the cache: entries by key, each a file read whole, with magic, version, length and checksum in front.</summary>
public sealed partial class CacheBucket
{
    /// <summary>The folder; null where the cache is disabled.</summary>
    public string? Path => throw new NotImplementedException();

    /// <summary>Reads an entry's payload; false where there is none or it is truncated, corrupt or foreign.</summary>
    /// <param name="key">Any text; it is hashed or escaped to a file name, and never stored if it could hold a secret.</param>
    /// <param name="payload">The payload.</param>
    public bool TryRead(string key, out byte[] payload) => throw new NotImplementedException();

    /// <summary>Keeps an entry: written aside, then renamed. Does nothing where the cache cannot be written.</summary>
    public void Write(string key, ReadOnlySpan<byte> payload) => throw new NotImplementedException();

    /// <summary>Removes an entry if it is there.</summary>
    public void Remove(string key) => throw new NotImplementedException();

    /// <summary>A new, empty, private folder below the bucket in which an entry that is a folder is made; null where the cache cannot be written.</summary>
    public string? CreateScratchFolder() => throw new NotImplementedException();

    /// <summary>Renames a finished folder to its place; where another process was first, the new one is dropped. Gives the path of the one that stands.</summary>
    public string Publish(string scratchFolder, string relativePath) => throw new NotImplementedException();

    /// <summary>Renames an entry's folder to trash and deletes it.</summary>
    public void Discard(string relativePath) => throw new NotImplementedException();
}
