using System.IO.Hashing;
using System.Runtime.InteropServices;
using PipCs.Cache.Uses;
using PipCs.Platform;

namespace PipCs.Cache;

/// <summary>
/// One bucket of the cache: entries by key, each a file that is read whole, with magic, version, length and
/// checksum in front. Entries may also be folders (<see cref="CreateScratchFolder"/>) or packs
/// (<see cref="OpenPack"/>). Failures of the disk are never thrown. Thread-safe.
/// </summary>
public sealed partial class CacheBucket
{
    private readonly CacheRoot _root;
    private readonly uint _version;

    internal CacheBucket(CacheRoot root, string? path, uint version, BucketCounter counter)
    {
        Counter = counter;
        _root = root;
        Path = path;
        _version = version;
    }

    /// <summary>The folder; null where the cache is disabled.</summary>
    public string? Path { get; }

    /// <summary>Counts how this run uses the bucket. The users of the bucket count, because only they know what an entry saves.</summary>
    public BucketCounter Counter { get; }

    /// <summary>Reads an entry's payload; false where there is none or it is truncated, corrupt or of another program.</summary>
    /// <param name="key">Any text. The file's name is a hash of it, so that no secret in it is stored.</param>
    /// <param name="payload">The payload; empty where there is none.</param>
    public bool TryRead(string key, out byte[] payload)
    {
        var found = TryReadFile(KeyName(key), out var memory);
        payload = found ? memory.ToArray() : [];
        return found;
    }

    internal FileMemory Memory => _root.Memory;

    /// <summary>Reads an entry's payload without copying it. The payload is a part of the file's memory, which is kept until the end of the run.</summary>
    /// <param name="key">Any text. The file's name is a hash of it, so that no secret in it is stored.</param>
    /// <param name="payload">The payload; empty where there is none.</param>
    public bool TryReadMemory(string key, out ReadOnlyMemory<byte> payload)
        => TryTakePayload(Path is not null && NativeFile.ReadAll(FilePath(Path, key), Memory, out var file) == Errno.None ? file : default, out payload);

    /// <summary>Reads an entry's payload by the name of its file, for going through all entries.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="payload">The payload; empty where there is none.</param>
    public bool TryReadFile(string name, out ReadOnlyMemory<byte> payload)
        => TryTakePayload(Path is not null && NativeFile.ReadAll($"{Path}/{name}", out var file) == Errno.None ? file : default, out payload);

    private bool TryTakePayload(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> payload)
    {
        var isValid = EntryFormat.IsValid(file.Span, _version);
        payload = isValid ? file[EntryFormat.HeaderSize..] : default;
        return isValid;
    }

    /// <summary>The time at which an entry was written, nanoseconds since 1970; 0 where there is none. Does not read it.</summary>
    public long GetWriteTime(string key) => Path is not null && NativeFile.TryGetStatus(FilePath(Path, key), out var status) == Errno.None ? status.MtimeNanoseconds : 0;

    /// <summary>Keeps an entry: written aside, then renamed. Does nothing where the cache cannot be written.</summary>
    public void Write(string key, ReadOnlySpan<byte> payload) => Write(key, [], payload);

    /// <summary>Writes an entry whose payload is given in two parts, so that a long one need not be copied.</summary>
    public void Write(string key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        if (CanWrite)
        {
            WriteFile(KeyName(key), EntryFormat.Head(first, rest, _version), rest);
        }
    }

    /// <summary>Removes an entry if it is there.</summary>
    public void Remove(string key)
    {
        if (Path is not null)
        {
            Folder.TryDeleteFile(FilePath(Path, key));
        }
    }

    /// <summary>Opens the pack of a key: many small records in one file, appended once a run. Touches nothing until it is used.</summary>
    public CachePack OpenPack(string key)
        => new(this, Path is null ? null : string.Concat(Path, "/", KeyName(key)));

    /// <summary>Whether entries can be written: the cache is enabled and not read-only.</summary>
    public bool CanWrite => _root.IsWritable && Path is not null;

    /// <summary>Writes a file as it is: aside, then renamed. Does nothing where the cache cannot be written.</summary>
    internal void WriteFile(string name, ReadOnlySpan<byte> content, ReadOnlySpan<byte> rest = default)
    {
        if (!CanWrite)
        {
            return;
        }

        var path = $"{Path}/{name}";
        var error = NativeFile.ReplaceAll(path, content, rest);
        if (error == Errno.IsDirectory)
        {
            Discard(name);
        }
        else if (error != Errno.NoEntry || !Folder.TryMake(Path!))
        {
            return;
        }

        _ = NativeFile.ReplaceAll(path, content, rest);
    }

    /// <summary>Opens a pack by the name of its file, for going through all packs.</summary>
    public CachePack OpenPackFile(string name) => new(this, Path is null ? null : $"{Path}/{name}");

    private static string FilePath(string folder, string key) => string.Concat(folder, "/", KeyName(key));

    // The hash is not cryptographic: a caller who makes two keys collide only gets his own entry back.
    private static string KeyName(string key)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(MemoryMarshal.AsBytes(key.AsSpan()), hash);
        return Convert.ToHexStringLower(hash);
    }
}
