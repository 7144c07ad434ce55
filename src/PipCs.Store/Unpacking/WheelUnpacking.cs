using System.Runtime.ExceptionServices;
using PipCs.Archives.Zip;
using PipCs.Platform;
using PipCs.Store.Manifests;

namespace PipCs.Store.Unpacking;

/// <summary>Fetches a wheel, verifies it, unpacks it into a folder, and writes its manifest there.</summary>
internal static class WheelUnpacking
{
    /// <summary>Fetches, verifies and unpacks one wheel.</summary>
    /// <returns>The wheel's digests, SHA-256 first, and the manifest.</returns>
    /// <exception cref="Diagnostics.UserErrorException">The wheel's hash or content is wrong.</exception>
    /// <exception cref="ScratchException">The folder cannot be written.</exception>
    internal static async Task<(List<KeyValuePair<string, string>> Digests, byte[] Manifest)> RunAsync(
        WheelRequest request, IWheelSource source, string scratch, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        var opened = DirectoryHandle.Open(scratch, out var folder);
        using (folder)
        {
            if (opened != Errno.None)
            {
                throw new ScratchException(opened, scratch);
            }

            using var hasher = new WheelHasher(request);
            var stream = await source.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var wheel = new WheelStream(stream, hasher, folder, workers);
                await wheel.ReadAsync(cancellationToken).ConfigureAwait(false);
                var digests = hasher.Finish();
                try
                {
                    RequireSound(wheel);
                    return (digests, await FinishAsync(request, wheel, folder, scratch, workers, cancellationToken).ConfigureAwait(false));
                }
                catch (InvalidDataException corruption)
                {
                    throw Errors.InvalidWheel(request.FileName.Project.Value, request.Location, corruption.Message);
                }
                catch (WheelLimitException limit)
                {
                    throw Errors.WheelTooLarge(request.FileName.Project.Value, request.Location, limit.Message);
                }
                catch (ZipConflictException conflict)
                {
                    throw Errors.ContradictoryWheel(request.FileName.Project.Value, request.Location, conflict.Message);
                }
            }
        }
    }

    /// <summary>Throws the fault that was found while the wheel arrived. A contradiction with the central directory goes first: a false local header makes a sound member look corrupt.</summary>
    private static void RequireSound(WheelStream wheel)
    {
        if (wheel.Corruption is null)
        {
            return;
        }

        try
        {
            _ = WheelFiles.ReadDirectory(wheel);
        }
        catch (InvalidDataException)
        {
            // The fault that was found first is the one to report.
        }

        ExceptionDispatchInfo.Throw(wheel.Corruption);
    }

    private static async Task<byte[]> FinishAsync(WheelRequest request, WheelStream wheel, DirectoryHandle folder, string scratch, UnpackWorkers workers, CancellationToken cancellationToken)
    {
        var (entries, members, made) = await WheelFiles.CompleteAsync(wheel, folder, workers, cancellationToken).ConfigureAwait(false);
        var record = members.FindLastIndex(file => file.Member.Kind == UnpackedKind.Record);
        var content = WheelContent.Read(request, entries, members, file => ReadFile(folder, file), record < 0 ? null : members[record].Member.Content);
        var (files, tree, folderOf) = WheelContent.CheckPaths(request, entries, members);
        WheelFiles.Number(files, made, folder);
        var error = folder.TryGetStatus("0\0"u8, out var stored);
        if (error == Errno.None)
        {
            error = SetModes(files, folder, stored.Mode | FileModes.Execute);
        }

        var manifest = ManifestWriter.Write(request, content, files, tree, folderOf, stored);
        if (error == Errno.None)
        {
            error = folder.CreateFile(NativeName.Encode(ManifestReader.FileName), manifest);
        }

        return error == Errno.None ? manifest : throw new ScratchException(error, scratch);
    }

    private static Errno SetModes(List<WheelFile> files, DirectoryHandle folder, int mode)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Entry.IsExecutable && folder.ChangeMode(NativeName.Encode($"{i:x}"), mode) is var error and not Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }

    private static byte[] ReadFile(DirectoryHandle folder, WheelFile file)
    {
        if (file.Member.Content is { } content)
        {
            return content;
        }

        var error = folder.ReadFile(NativeName.Encode($"{file.Member.Number:x}"), out content);
        return error == Errno.None ? content : throw new ScratchException(error, file.Entry.Name);
    }
}
