using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using PipCs.Platform;
using PipCs.Python.Bytecode;
using PipCs.Store.Bytecode;
using PipCs.Store.Manifests;
using PipCs.Store.Unpacking;

namespace PipCs.Store;

public sealed partial class WheelStore
{
    /// <summary>Gives a wheel's bytecode if the store has it for this key (<see cref="BytecodeCompiler.CompatibilityKey"/>).</summary>
    /// <remarks>One open and one read. Bytecode belongs to the stored files of one unpacking: after a wheel was stored again, it is compiled again.</remarks>
    public bool TryGetBytecode(StoredWheel wheel, string compatibilityKey, [MaybeNullWhen(false)] out StoredBytecode bytecode)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        ArgumentException.ThrowIfNullOrEmpty(compatibilityKey);
        if (HasPython(wheel))
        {
            var folder = BytecodeFolder(wheel, compatibilityKey);
            return _bytecodeAside.TryGetValue(folder, out bytecode) || BytecodeManifest.TryRead(wheel, folder, out bytecode);
        }

        bytecode = BytecodeManifest.Open(BytecodeManifest.Write(wheel, new StoredBytecodeEntry[wheel.Entries.Length]), wheel.Folder);
        return true;
    }

    /// <summary>Gives a wheel's bytecode, and compiles it if the store does not have it. Files with a syntax error have none, and are not compiled again.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started, or the result cannot be written.</exception>
    public async ValueTask<StoredBytecode> GetBytecodeAsync(StoredWheel wheel, BytecodeCompiler compiler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wheel);
        ArgumentNullException.ThrowIfNull(compiler);
        if (TryGetBytecode(wheel, compiler.CompatibilityKey, out var bytecode))
        {
            return bytecode;
        }

        if (wheel.Folder == StoredFolderOf(wheel) && _bucket.CreateScratchFolder() is { } scratch)
        {
            try
            {
                var made = await CompileAsync(wheel, compiler, scratch, cancellationToken).ConfigureAwait(false);
                return PublishBytecode(wheel, compiler.CompatibilityKey, scratch, made);
            }
            catch (ScratchException)
            {
                TryDelete(scratch);
            }
            catch (Exception)
            {
                TryDelete(scratch);
                throw;
            }
        }

        var aside = MakeTemporaryFolder(wheel.FileName.Project.Value);
        try
        {
            var made = await CompileAsync(wheel, compiler, aside, cancellationToken).ConfigureAwait(false);
            return _bytecodeAside[BytecodeFolder(wheel, compiler.CompatibilityKey)] = BytecodeManifest.Open(made, aside);
        }
        catch (ScratchException problem)
        {
            throw Errors.CannotStore(wheel.FileName.Project.Value, _temporaryFolder, problem.Message, _bucket.Path is not null);
        }
    }

    private static string BytecodeFolder(StoredWheel wheel, string compatibilityKey) => $"{wheel.Folder}.{compatibilityKey}";

    private static bool HasPython(StoredWheel wheel)
    {
        foreach (ref readonly var entry in wheel.Entries)
        {
            if ((entry.Traits & StoredFileTraits.Python) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The wheel's folder if it is in the cache; else null.</summary>
    private string? StoredFolderOf(StoredWheel wheel) => _bucket.Path is null ? null : $"{_bucket.Path}/{RelativePath(wheel.Sha256)}";

    private static async Task<byte[]> CompileAsync(StoredWheel wheel, BytecodeCompiler compiler, string folder, CancellationToken cancellationToken)
    {
        var (jobs, files) = MakeJobs(wheel, folder);
        var compiled = await compiler.CompileAsync(jobs, cancellationToken).ConfigureAwait(false);
        var entries = new StoredBytecodeEntry[wheel.Entries.Length];
        var error = DirectoryHandle.Open(folder, out var handle);
        using (handle)
        {
            for (var i = 0; i < jobs.Length && error == Errno.None; i++)
            {
                if (compiled[i])
                {
                    error = handle.TryGetStatus(NativeName.Encode($"{files[i]:x}"), out var status);
                    entries[files[i]] = new(status.Size, status.MtimeNanoseconds);
                }
            }

            var manifest = BytecodeManifest.Write(wheel, entries);
            if (error == Errno.None)
            {
                error = handle.CreateFile(NativeName.Encode(ManifestReader.FileName), manifest);
            }

            return error == Errno.None ? manifest : throw new ScratchException(error, folder);
        }
    }

    private static (BytecodeJob[] Jobs, List<int> Files) MakeJobs(StoredWheel wheel, string folder)
    {
        var files = new List<int>();
        var entries = wheel.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if ((entries[i].Traits & StoredFileTraits.Python) != 0)
            {
                files.Add(i);
            }
        }

        // Large files are compiled first, so that the workers end at about the same time.
        var sizes = new long[files.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = -entries[files[i]].Size;
        }

        sizes.AsSpan().Sort(CollectionsMarshal.AsSpan(files));
        var jobs = new BytecodeJob[files.Count];
        for (var i = 0; i < jobs.Length; i++)
        {
            var path = Encoding.UTF8.GetString(wheel.GetPath(entries[files[i]])[..^1]);
            jobs[i] = new($"{wheel.Folder}/{files[i]:x}", $"{folder}/{files[i]:x}", path);
        }

        return (jobs, files);
    }

    private StoredBytecode PublishBytecode(StoredWheel wheel, string key, string scratch, byte[] made)
    {
        var relative = $"{RelativePath(wheel.Sha256)}.{key}";
        if (NativeFile.TryGetStatus($"{_bucket.Path}/{relative}", out _) == Errno.None && !TryGetBytecode(wheel, key, out _))
        {
            _bucket.Discard(relative);
        }

        var folder = _bucket.Publish(scratch, relative);
        if (folder == scratch)
        {
            return _bytecodeAside[BytecodeFolder(wheel, key)] = BytecodeManifest.Open(made, folder);
        }

        return TryGetBytecode(wheel, key, out var bytecode) ? bytecode : throw new ScratchException("the entry vanished from the cache");
    }
}
