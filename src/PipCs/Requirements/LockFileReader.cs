using System.Text;
using PipCs.Diagnostics;
using PipCs.Resolution;
using PipCs.Standards.FileNames;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;

namespace PipCs.Requirements;

/// <summary>Chooses packages from a lock file (<c>-r pylock.toml</c>) and makes requirements of them: pins with hashes, each with the one file that may satisfy it.</summary>
/// <param name="markers">The target's marker values.</param>
/// <param name="tags">The target's tags.</param>
/// <param name="prefersSdist">Whether the sdist of a project is preferred, because its wheels may not be used.</param>
internal sealed class LockFileReader(MarkerEnvironment markers, SupportedTags tags, Func<ProjectName, bool> prefersSdist)
{
    /// <summary>Adds the chosen packages to the requirements.</summary>
    /// <param name="source">The file, with the extras and groups that are chosen from it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="given">Receives the requirements.</param>
    /// <param name="reporter">Receives a warning about a newer format.</param>
    /// <exception cref="UserErrorException">The file is no lock file, or nothing consistent can be chosen from it.</exception>
    internal void Read(LockFileSource source, byte[] content, GivenRequirements given, IReporter reporter)
    {
        foreach (var (package, chosen) in Choose(source, content, reporter))
        {
            var (url, hashes) = chosen switch
            {
                LockedVcs => throw Errors.VersionControlNotAvailableYet($"{package.Name} (from {source.File})"),
                LockedDirectory => throw Errors.SourceNotAvailableYet($"{package.Name} (from {source.File})"),
                LockedFile file => (UrlOf(source.File, file), file.Hashes.Select(hash => $"{hash.Key}:{hash.Value.ToLowerInvariant()}").ToList()),
                _ => throw new InvalidOperationException("A lock file has no other sources."),
            };
            Requirement requirement;
            if (chosen is LockedArchive)
            {
                requirement = new Requirement(package.Name.Value, [], SpecifierSet.Empty, url);
            }
            else
            {
                var version = package.Version ?? (chosen is LockedWheel wheel ? WheelFileName.Parse(wheel.FileName).Version : SdistFileName.Parse(((LockedSdist)chosen).FileName).Version);
                requirement = new Requirement(package.Name.Value, [], SpecifierSet.Parse($"=={version}"));
                var page = PageOf(package.Name, url, (LockedFile)chosen, source.File);
                if (!given.LockedPages.TryAdd(package.Name, page))
                {
                    throw Errors.SeveralLockedFiles(package.Name.Value, Describe(given.LockedPages[package.Name]), Describe(page));
                }
            }

            given.RequireHashes = true;
            given.Spelling.TryAdd(package.Name, package.Name.Value);
            given.Requirements.Add(new RootRequirement(requirement, source.File, hashes));
        }
    }

    private IReadOnlyList<LockedChoice> Choose(LockFileSource source, byte[] content, IReporter reporter)
    {
        LockFile file;
        try
        {
            file = LockFile.Parse(content);
        }
        catch (FormatException error)
        {
            throw Errors.InvalidLockFile(source.File, error.Message);
        }

        if (file.IsNewerMinorVersion)
        {
            reporter.Report(Severity.Warning, $"pylock minor version {file.LockVersion} is not supported");
        }

        try
        {
            return file.Select(new LockSelection
            {
                Environment = markers,
                Tags = tags,
                Extras = source.Extras,
                DependencyGroups = [.. source.Groups, .. source.IncludesDefaultGroups ? file.DefaultGroups ?? [] : []],
                PrefersSdist = prefersSdist,
            });
        }
        catch (Exception error) when (error is LockSelectionException or MarkerEvaluationException)
        {
            throw Errors.CannotSelect(source.File, error.Message);
        }
    }

    /// <summary>The one file of a page, as pip shows links.</summary>
    private static string Describe(ProjectPage page)
    {
        var file = page.GetFile(0);
        return $"{LinkUrl.Redact(file.Url)} (from {file.ComesFrom})";
    }

    /// <summary>A page of the project with the one file.</summary>
    private static ProjectPage PageOf(ProjectName project, string url, LockedFile file, string lockFile)
    {
        var builder = new ProjectPageBuilder(project);
        builder.BeginSource(LinkUrl.Redact(lockFile), url);
        var sha256 = file.Hashes.FirstOrDefault(hash => hash.Key == "sha256").Value ?? "";
        builder.Add(new ProjectFileEntry
        {
            Url = Encoding.UTF8.GetBytes(url),
            Sha256 = Encoding.ASCII.GetBytes(sha256.ToLowerInvariant()),
            Size = file.Size,
            UploadTicks = file.UploadTime?.Value.UtcTicks ?? 0,
        });
        return builder.Count == 0 ? throw Errors.LockedUrlNamesNoFile(project.Value, lockFile) : builder.Build();
    }

    private static string UrlOf(string lockFile, LockedFile file)
    {
        try
        {
            return file.UrlFrom(LinkUrl.IsDocument(lockFile) ? lockFile : Path.GetFullPath(lockFile));
        }
        catch (LockFileException error)
        {
            throw Errors.LockedPathRefused(error.Message);
        }
    }
}
