using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PipCs.Cache;
using PipCs.Cache.Maintenance;
using PipCs.Platform;
using PipCs.Standards.FileNames;
using PipCs.Standards.Names;
using PipCs.Store.Bytecode;
using PipCs.Store.Manifests;

namespace PipCs.Store;

/// <summary>
/// Checks the stored wheels: their manifests, and of each file the size and time in the manifest and the hash in RECORD.
/// Environments share stored files by hard links, so an edit of an installed file also changes the stored one. A wheel with such a
/// file is removed here, and fetched and unpacked again when it is next needed.
/// </summary>
public static class StoreVerification
{
    private static readonly WheelFileName NoName = WheelFileName.Parse("x-0-py3-none-any.whl");

    /// <summary>Verifies all wheels and their bytecode. Other processes may use the cache at the same time.</summary>
    public static void Verify(CacheRoot root, VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var entry in CacheContents.List(root, CacheBuckets.Wheels))
        {
            if (!entry.IsFolder || Path.GetFileName(entry.RelativePath).Length < 64)
            {
                continue;
            }

            report.Count();
            var isLeftover = false;
            var problem = entry.RelativePath.Contains('.', StringComparison.Ordinal) ? CheckBytecode(entry.Path, out isLeftover) : CheckWheel(entry.Path);
            if (isLeftover)
            {
                entry.Remove();
                report.CountLeftover();
                continue;
            }

            // An entry that is gone by now was removed by another process.
            if (problem is not null && NativeFile.TryGetStatus(entry.Path, out _) == Errno.None)
            {
                entry.Remove();
                report.Drop(entry.Path, problem);
            }
        }
    }

    /// <summary>The stored wheels of a project, with their bytecode.</summary>
    public static List<CacheEntry> Find(CacheRoot root, ProjectName project)
        => CacheContents.List(root, CacheBuckets.Wheels).FindAll(entry
            => entry.IsFolder && TryOpen(WheelFolder(entry.Path), out var wheel) && Ascii.Equals(wheel.GetBytes(wheel.Header.ProjectName), project.Value));

    private static string? CheckWheel(string folder)
    {
        if (!TryOpen(folder, out var wheel))
        {
            return "its manifest is damaged";
        }

        var entries = wheel.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            var path = $"{folder}/{i:x}";
            if (NativeFile.TryGetStatus(path, out var status, follow: false) != Errno.None)
            {
                return $"{Encoding.UTF8.GetString(wheel.GetPath(entry)[..^1])} is missing";
            }

            if (status.Kind != EntryKind.File || status.Size != entry.Size || status.MtimeNanoseconds != entry.MtimeNanoseconds || !HasHash(wheel, entry, path))
            {
                return $"{Encoding.UTF8.GetString(wheel.GetPath(entry)[..^1])} has been edited";
            }
        }

        return null;
    }

    private static string? CheckBytecode(string folder, out bool isLeftover)
    {
        isLeftover = false;
        if (!TryOpen(WheelFolder(folder), out var wheel))
        {
            // The wheel was removed first. Its bytecode is not used until the wheel is stored again, and then only if the times match.
            return null;
        }

        if (!BytecodeManifest.TryRead(wheel, folder, out var bytecode, out isLeftover))
        {
            return "its manifest is damaged";
        }

        var entries = bytecode.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Exists
                && (NativeFile.TryGetStatus($"{folder}/{i:x}", out var status, follow: false) != Errno.None
                    || status.Size != entries[i].Size || status.MtimeNanoseconds != entries[i].MtimeNanoseconds))
            {
                return $"the bytecode of {Encoding.UTF8.GetString(wheel.GetPath(wheel.Entries[i])[..^1])} has been edited";
            }
        }

        return null;
    }

    /// <summary>The folder of the wheel, for a folder of the bucket that holds a wheel or the bytecode of one.</summary>
    private static string WheelFolder(string folder) => folder.IndexOf('.', folder.LastIndexOf('/')) is >= 0 and var dot ? folder[..dot] : folder;

    private static bool TryOpen(string folder, out StoredWheel wheel)
    {
        wheel = null!;
        if (NativeFile.ReadAll($"{folder}/{ManifestReader.FileName}", out var manifest) != Errno.None || !ManifestReader.IsValid(manifest))
        {
            return false;
        }

        wheel = new StoredWheel(manifest, NoName, Path.GetFileName(folder), folder);
        return true;
    }

    /// <summary>Whether a file has the hash in its row (<c>,sha256=...,size</c>); true for a row without one.</summary>
    private static bool HasHash(StoredWheel wheel, in StoredFileEntry entry, string path)
    {
        ReadOnlySpan<byte> prefix = ",sha256="u8;
        if (entry.Row < 0 || wheel.GetLineTail(wheel.RecordRows[entry.Row]) is var tail && !tail.StartsWith(prefix))
        {
            return true;
        }

        tail = tail[prefix.Length..];
        var expected = tail[..Math.Max(0, tail.IndexOf((byte)','))];
        return NativeFile.ReadAll(path, out var content) == Errno.None && Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(content))).AsSpan().SequenceEqual(expected);
    }
}
