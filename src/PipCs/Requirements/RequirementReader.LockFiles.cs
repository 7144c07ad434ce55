using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Platform;
using PipCs.Standards.Projects;

namespace PipCs.Requirements;

/// <summary>The lock files among the requirements files. Each is read once, with all extras and groups that are chosen from it.</summary>
public sealed partial class RequirementReader
{
    private static string KeyOf(string file)
    {
        var path = RequirementText.StripExtras(file).Path;
        return LinkUrl.IsDocument(path) ? path : Path.GetFullPath(path);
    }

    /// <summary>The lock files in the order of their first mention, each with all extras and groups that are chosen from it.</summary>
    private static OrderedDictionary<string, LockFileSource> LockFilesOf(RequirementSources sources)
    {
        var locks = new OrderedDictionary<string, LockFileSource>(StringComparer.Ordinal);
        foreach (var (file, group) in sources.RequirementFiles.Select(file => (file, (string?)null)).Concat(sources.Groups.Select(source => (source.File, (string?)source.Group))))
        {
            if (!LockFileSource.Matches(file))
            {
                continue;
            }

            var (path, extras) = RequirementText.StripExtras(file);
            if (!locks.TryGetValue(KeyOf(file), out var source))
            {
                locks.Add(KeyOf(file), source = new LockFileSource(path));
            }

            source.Extras.UnionWith(extras);
            source.IncludesDefaultGroups |= group is null;
            if (group is not null)
            {
                source.Groups.Add(group);
            }
        }

        return locks;
    }

    private async Task ReadLockFileAsync(LockFileSource source, CancellationToken cancellationToken)
    {
        reporter.Report(
            Severity.Warning,
            "Using pylock.toml as a requirements source is an experimental feature. It may be removed/changed in a future release without prior warning.");
        byte[] content;
        if (IsHttp(source.File))
        {
            try
            {
                content = (await fetch(source.File, cancellationToken).ConfigureAwait(false)).Content;
            }
            catch (UserErrorException error) when (error.InnerException is FileRefusedException)
            {
                throw Errors.CannotReadLockFile(LinkUrl.Redact(source.File), error.Message);
            }
        }
        else
        {
            var local = LocalPathOf(source.File);
            var error = NativeFile.ReadAll(local, out content);
            if (error != Errno.None)
            {
                throw Errors.CannotReadLockFile(source.File, PlatformError.Describe(error, source.File));
            }
        }

        new LockFileReader(markers, Tags!, PrefersSdist).Read(source, content, _given, reporter);
    }
}
