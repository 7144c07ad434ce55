using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Store.Manifests;
using PipCs.Store.Unpacking;

namespace PipCs.Store;

public sealed partial class WheelStore
{
    private static string RelativePath(string sha256) => $"{sha256.AsSpan(0, 2)}/{sha256}";

    private bool TryOpen(WheelRequest request, string sha256, [MaybeNullWhen(false)] out StoredWheel wheel)
    {
        if (_aside.TryGetValue(sha256, out wheel))
        {
            return IsOf(wheel, request);
        }

        wheel = null;
        if (_bucket.Path is null || sha256.Length < 2 || IsContested(request))
        {
            return false;
        }

        var folder = $"{_bucket.Path}/{RelativePath(sha256)}";
        var path = $"{folder}/{ManifestReader.FileName}";
        if (NativeFile.ReadAll(path, out var manifest) != Errno.None || !ManifestReader.IsValid(manifest))
        {
            return false;
        }

        wheel = new StoredWheel(manifest, request.FileName, sha256, folder);
        if (IsOf(wheel, request))
        {
            _bucket.NoteUse(path);
            return true;
        }

        wheel = null;
        return false;
    }

    /// <summary>Whether other processes removed the wheel's entry from the cache so often that the cache is not used for it any more.</summary>
    private bool IsContested(WheelRequest request) => _heals.TryGetValue(request.Url, out var heals) && heals >= MostHealsInCache;

    /// <summary>Whether a stored wheel has the project and version of the request's file name. The same bytes under another name do not count.</summary>
    private static bool IsOf(StoredWheel wheel, WheelRequest request)
        => Ascii.Equals(wheel.GetBytes(wheel.Header.ProjectName), request.FileName.Project.Value)
            && Ascii.Equals(wheel.GetBytes(wheel.Header.Version), request.FileName.Version.ToString());

    private async Task<StoredWheel> RunAsync(WheelRequest request, string key, TaskCompletionSource<StoredWheel> completion, CancellationToken cancellationToken)
    {
        try
        {
            var wheel = await Task.Run(() => UnpackInTurnAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            _running.TryRemove(key, out _);
            if (_counted.TryAdd(wheel.Sha256, true))
            {
                _bucket.Counter.Miss();
            }

            completion.SetResult(wheel);
            return wheel;
        }
        catch (OperationCanceledException)
        {
            _running.TryRemove(key, out _);
            completion.SetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            _running.TryRemove(key, out _);
            completion.SetException(exception);
            _ = completion.Task.Exception; // Nobody may be waiting; then it is seen here.
            throw;
        }
    }

    private async Task<StoredWheel> UnpackInTurnAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        await _workers.Value.EnterWheelAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await UnpackAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FailureContext.Add(exception, $"unpacking {request.Location}"))
        {
            throw;
        }
        finally
        {
            _workers.Value.LeaveWheel();
        }
    }

    private async Task<StoredWheel> UnpackAsync(WheelRequest request, CancellationToken cancellationToken)
    {
        if (!IsContested(request) && _bucket.CreateScratchFolder() is { } scratch)
        {
            try
            {
                return await UnpackAsync(request, scratch, inCache: true, cancellationToken).ConfigureAwait(false);
            }
            catch (ScratchException)
            {
                // A full or broken cache makes the command slower, but never fails it.
            }
        }

        var aside = MakeTemporaryFolder(request.FileName.Project.Value);
        try
        {
            return await UnpackAsync(request, aside, inCache: false, cancellationToken).ConfigureAwait(false);
        }
        catch (ScratchException problem)
        {
            throw Errors.CannotStore(request.FileName.Project.Value, _temporaryFolder, problem.Message, _bucket.Path is not null);
        }
    }

    private async Task<StoredWheel> UnpackAsync(WheelRequest request, string scratch, bool inCache, CancellationToken cancellationToken)
    {
        try
        {
            var before = default(FileStatus);
            var local = request.LocalPath;
            if (local is not null)
            {
                _ = NativeFile.TryGetStatus(local, out before);
            }

            var (digests, manifest) = await WheelUnpacking.RunAsync(request, _source, scratch, _workers.Value, cancellationToken).ConfigureAwait(false);
            var sha256 = digests[0].Value;
            var wheel = inCache ? Publish(request, sha256, scratch, manifest) : new StoredWheel(manifest, request.FileName, sha256, scratch);
            if (wheel.Folder == scratch)
            {
                _aside[sha256] = wheel;
            }

            _index.Remember(digests);
            if (request.Sha256 is null && local is not null)
            {
                _index.Remember(local, before, sha256);
            }
            else if (request.Sha256 is null)
            {
                _fetched[request.Url] = sha256;
                _index.RememberUrl(request.Url, sha256);
            }

            return wheel;
        }
        catch (Exception)
        {
            TryDelete(scratch);
            throw;
        }
    }

    private StoredWheel Publish(WheelRequest request, string sha256, string scratch, byte[] manifest)
    {
        var relative = RelativePath(sha256);
        if (NativeFile.TryGetStatus($"{_bucket.Path}/{relative}", out _) == Errno.None && !TryOpen(request, sha256, out _))
        {
            _bucket.Discard(relative);
        }

        var folder = _bucket.Publish(scratch, relative);
        if (folder == scratch)
        {
            return new StoredWheel(manifest, request.FileName, sha256, folder);
        }

        // If another process was first, its files are used: the manifest must have their times.
        return TryOpen(request, sha256, out var wheel) ? wheel : throw new ScratchException("the entry vanished from the cache");
    }

    private void Forget(StoredWheel wheel)
    {
        if (!_aside.TryRemove(wheel.Sha256, out _))
        {
            _bucket.Discard(RelativePath(wheel.Sha256));
        }
    }

    private string TemporaryFolder(int number) => $"{_ownTemporaryFolder.Value}/wheel-{number:x}";

    /// <summary>Makes a folder with a random name, so that another user cannot have made it before and put files into it.</summary>
    private string MakeOwnTemporaryFolder()
    {
        var folder = $"{_temporaryFolder}-{Guid.NewGuid():N}";
        using var root = DirectoryHandle.OpenOrThrow("/");
        var error = root.MakeDirectory(NativeName.Encode(folder), FileModes.OwnerOnly);
        return error == Errno.None ? folder : throw PlatformError.From(error, folder);
    }

    private string MakeTemporaryFolder(string project)
    {
        var folder = _temporaryFolder;
        try
        {
            folder = TemporaryFolder(Interlocked.Increment(ref _temporaryCount));
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Errors.CannotStore(project, _temporaryFolder, PlatformError.Describe(SystemErrorText.Number(problem), folder), _bucket.Path is not null);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be deleted is removed by the next pruning of the cache, or by the system with its temporary files.
        }
    }
}
