using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Python.Interpreters;
using PipCs.Standards.Names;

namespace PipCs.Python.Installed;

/// <summary>The distributions installed in some folders. Each folder is listed once, and of two distributions of one project the first counts, as in Python.</summary>
public sealed class InstalledDistributions
{
    private readonly Dictionary<string, InstalledDistribution?> _byName = new(StringComparer.Ordinal);
    private readonly InstalledDistribution[] _all;

    private InstalledDistributions(SiteListing listing, Interpreter? interpreter, bool isWhole)
    {
        var context = new InstalledContext(interpreter, isWhole);
        var warnings = new List<string>();
        var journals = new List<string>();
        foreach (var folder in listing.Folders)
        {
            if (folder.HasJournal)
            {
                journals.Add(folder.Path);
            }

            try
            {
                AddFolder(folder, context, warnings);
            }
            catch (Exception exception) when (FailureContext.Add(exception, $"reading what is installed in {folder.Path}"))
            {
                throw;
            }
        }

        var all = new List<InstalledDistribution>(_byName.Count);
        foreach (var distribution in _byName.Values)
        {
            if (distribution is not null)
            {
                all.Add(distribution);
            }
        }

        InOrder = all;
        _all = [.. all];
        Array.Sort(_all, static (left, right) => left.Project.CompareTo(right.Project));
        FoldersWithJournal = journals;
        Warnings = warnings;
    }

    /// <summary>The folder of a transaction in its site-packages. If it exists while no transaction runs, one was killed.</summary>
    public const string JournalName = ".pip-cs-transaction";

    /// <summary>All that count, ordered by normalised name.</summary>
    public IReadOnlyList<InstalledDistribution> All => _all;

    /// <summary>The same in the order in which they were found, which is Python's.</summary>
    public IReadOnlyList<InstalledDistribution> InOrder { get; }

    /// <summary>The listed folders with the journal of an unfinished transaction (<c>PipCs.Install</c> rolls it back).</summary>
    public IReadOnlyList<string> FoldersWithJournal { get; }

    /// <summary>pip's warnings about distributions that are skipped. Each text is without <c>WARNING: </c>.</summary>
    public IReadOnlyList<string> Warnings { get; }

    internal static ReadOnlySpan<byte> JournalNameBytes => ".pip-cs-transaction"u8;

    /// <summary>Lists only the given folders; <c>.pth</c> files are not followed.</summary>
    /// <param name="folders">The folders; those that do not exist are skipped.</param>
    /// <param name="interpreter">The interpreter that decides which distributions are local or the user's; null where that is not asked.</param>
    public static InstalledDistributions Scan(IReadOnlyList<string> folders, Interpreter? interpreter = null)
        => new(SiteListing.Read(folders), interpreter, isWhole: false);

    /// <summary>Lists the folders of an interpreter's <c>sys.path</c>, those that <c>.pth</c> files add included.</summary>
    public static InstalledDistributions Scan(Interpreter interpreter) => new(SiteListing.Read(interpreter), interpreter, isWhole: true);

    /// <summary>Finds a project; false where it is not installed.</summary>
    public bool TryGet(ProjectName project, out InstalledDistribution distribution)
    {
        var found = _byName.TryGetValue(project.Value, out var value) && value is not null;
        distribution = value!;
        return found;
    }

    private void AddFolder(FolderListing folder, InstalledContext context, List<string> warnings)
    {
        AddMetadata(folder, folder, context, isLink: false, warnings);
        foreach (var name in folder.EggLinks)
        {
            context.AddEggLink(name);
            if (EggLinkFile.ReadTarget(folder.Path, name) is { } target && FolderListing.Read(target) is { } linked)
            {
                AddMetadata(linked, folder, context, isLink: true, warnings);
            }
        }
    }

    private void AddMetadata(FolderListing folder, FolderListing installedIn, InstalledContext context, bool isLink, List<string> warnings)
    {
        foreach (var (entry, entryKind) in folder.Metadata)
        {
            var distribution = new InstalledDistribution(context, folder, installedIn, entry, KindOf(folder, entry, entryKind, isLink));
            if (distribution.CanonicalName is not { } canonical)
            {
                warnings.Add($"Skipping {distribution.MetadataPath} due to invalid metadata entry 'name'");
                continue;
            }

            if (ProjectName.IsValid(canonical))
            {
                _byName.TryAdd(canonical, distribution);
            }
            else if (_byName.TryAdd(canonical, null))
            {
                warnings.Add(entry.StartsWith('~')
                    ? $"Ignoring incompletely removed distribution {entry} ({folder.Path}); '~'-prefixed leftover directories are the result of a previous incomplete installation, and can be deleted"
                    : $"Ignoring invalid distribution {canonical} ({folder.Path})");
            }
        }
    }

    private static InstalledKind KindOf(FolderListing folder, string entry, EntryKind kind, bool isLink)
    {
        if (isLink)
        {
            return InstalledKind.EggLink;
        }

        if (entry.EndsWith(".dist-info", StringComparison.OrdinalIgnoreCase))
        {
            return InstalledKind.DistInfo;
        }

        if (folder.Path.EndsWith(".egg", StringComparison.OrdinalIgnoreCase))
        {
            return InstalledKind.Egg;
        }

        if (kind is EntryKind.Unknown or EntryKind.SymbolicLink)
        {
            kind = NativeFile.TryGetStatus(Path.Join(folder.Path, entry), out var status) == Errno.None ? status.Kind : EntryKind.File;
        }

        return kind == EntryKind.Directory ? InstalledKind.EggInfoFolder : InstalledKind.EggInfoFile;
    }
}
