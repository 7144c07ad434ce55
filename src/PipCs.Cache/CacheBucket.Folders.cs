using PipCs.Platform;

namespace PipCs.Cache;

public sealed partial class CacheBucket
{
    private const string ScratchName = ".scratch";
    private const string TrashPrefix = "trash-";
    private const long Day = 24L * 3600 * 1_000_000_000;
    private static int _counter;
    private int _swept;

    /// <summary>A new, empty, private folder below the bucket in which an entry that is a folder is made; null where the cache cannot be written.</summary>
    public string? CreateScratchFolder()
    {
        if (!CanWrite)
        {
            return null;
        }

        var parent = $"{Path}/{ScratchName}";
        if (Interlocked.Exchange(ref _swept, 1) == 0)
        {
            Sweep(parent, alsoTrash: false);
        }

        var folder = $"{parent}/{Environment.ProcessId:x}-{Environment.TickCount64:x}-{Interlocked.Increment(ref _counter):x}";
        return Folder.TryMake(folder) ? folder : null;
    }

    /// <summary>
    /// Renames a finished folder to its place. If another process was first, the new folder is deleted.
    /// Gives the path of the folder in that place, or of the scratch folder itself where it cannot be renamed.
    /// </summary>
    /// <param name="scratchFolder">A folder of <see cref="CreateScratchFolder"/>.</param>
    /// <param name="relativePath">Its path below the bucket; may contain <c>/</c>.</param>
    public string Publish(string scratchFolder, string relativePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(scratchFolder);
        var destination = $"{Path}/{relativePath}";
        if (DirectoryHandle.Open(Path!, out var bucket) != Errno.None)
        {
            return scratchFolder;
        }

        using (bucket)
        {
            var source = NativeName.Encode(scratchFolder.AsSpan(Path!.Length + 1));
            var target = NativeName.Encode(relativePath);
            var error = bucket.Rename(source, bucket, target);
            if (error == Errno.NoEntry && relativePath.LastIndexOf('/') is > 0 and var slash && Folder.TryMake($"{Path}/{relativePath.AsSpan(0, slash)}"))
            {
                error = bucket.Rename(source, bucket, target);
            }

            if (error is Errno.NotEmpty or Errno.Exists)
            {
                Folder.TryDelete(scratchFolder);
                return destination;
            }

            return error == Errno.None ? destination : scratchFolder;
        }
    }

    /// <summary>Sets an entry's access time, by which pruning finds the least recently used entries. Reading alone sets it once a day or never on most systems.</summary>
    /// <param name="path">The absolute path of the file.</param>
    public void NoteUse(string path)
    {
        if (_root.IsTrusted)
        {
            _ = NativeFile.SetReadNow(path);
        }
    }

    /// <summary>Renames an entry's folder and then deletes it, so that no process finds it half deleted.</summary>
    public void Discard(string relativePath)
    {
        if (Path is null || DirectoryHandle.Open(Path, out var bucket) != Errno.None)
        {
            return;
        }

        using (bucket)
        {
            Folder.TryMake($"{Path}/{ScratchName}");
            var trash = $"{ScratchName}/{TrashPrefix}{Environment.ProcessId:x}-{Environment.TickCount64:x}-{Interlocked.Increment(ref _counter):x}";
            if (bucket.Rename(NativeName.Encode(relativePath), bucket, NativeName.Encode(trash)) == Errno.None)
            {
                Folder.TryDelete($"{Path}/{trash}");
            }
        }
    }

    /// <summary>Deletes the remains of killed processes: folders that they were deleting, and folders that they were making more than a day ago.</summary>
    internal void Sweep()
    {
        if (CanWrite)
        {
            Sweep($"{Path}/{ScratchName}", alsoTrash: true);
        }
    }

    private static void Sweep(string parent, bool alsoTrash)
    {
        if (DirectoryHandle.Open(parent, out var handle) != Errno.None)
        {
            return;
        }

        using (handle)
        {
            var now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
            _ = handle.List(out var entries);
            foreach (var (name, _) in entries)
            {
                if (alsoTrash && name.StartsWith(TrashPrefix, StringComparison.Ordinal))
                {
                    Folder.TryDelete($"{parent}/{name}");
                }
                else if (handle.TryGetStatus(NativeName.Encode(name), out var status) == Errno.None && now - status.MtimeNanoseconds > Day)
                {
                    Folder.TryDelete($"{parent}/{name}");
                }
            }
        }
    }
}
