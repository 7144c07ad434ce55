using PipCs.Install.Uninstalling;
using PipCs.Python.Installed;

namespace PipCs.Install;

/// <summary>The files that uninstalling a distribution removes, found as pip finds them (from RECORD or egg-info).</summary>
public sealed partial class UninstallPlan
{
    private readonly List<(ListedFolder Folder, ListedEntry Entry)> _entries = [];
    private readonly SortedSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<PathEntry> _pathFileEntries = [];
    private readonly FolderListings _listings;
    private readonly InstallTarget _target;
    private readonly List<string> _permitted = [];
    private readonly HashSet<ListedFolder> _folders = [];
    private readonly int _number;
    private readonly bool _isHeld;
    private List<string>? _paths;

    private UninstallPlan(InstalledDistribution distribution, InstallTarget target, FolderListings listings)
    {
        Distribution = distribution;
        (Name, VersionText) = (distribution.Name, distribution.VersionText);
        _target = target;
        _listings = listings;
        _number = listings.NextPlan();
        _isHeld = target.Holds(distribution);
        var interpreter = target.Interpreter;
        if (_isHeld)
        {
            _permitted.AddRange(target.Borders);
        }

        if (target.Kind == TargetKind.Folder)
        {
            return;
        }

        _permitted.Add(Staging.InstallPath.Real(interpreter.Prefix));
        if (!interpreter.IsVirtualEnvironment)
        {
            _permitted.Add(Staging.InstallPath.Real(interpreter.Scheme.Data));
            _permitted.Add(distribution.InstalledLocation);
            if (interpreter.UserScheme is { } user)
            {
                _permitted.Add(Staging.InstallPath.Real(user.Data));
                _permitted.Add(Staging.InstallPath.Real(user.Scripts));
            }
        }
    }

    /// <summary>The distribution.</summary>
    public InstalledDistribution Distribution { get; }

    /// <summary>Its name as its metadata spells it; also when that is gone.</summary>
    public string Name { get; }

    /// <summary>Its version as its metadata spells it; also when that is gone.</summary>
    public string VersionText { get; }

    /// <summary>pip's sentence for leaving the distribution alone (outside of the environment, in the standard library); null where it is removed.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Every file, link and (of an egg) folder to remove, absolute, sorted. Empty: <c>No files were found to uninstall</c>.</summary>
    public IReadOnlyList<string> Paths => _paths ??= MakePaths();

    /// <summary>Whether nothing of it was found.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The listed paths outside of the environment's prefix, which stay. Sorted.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>The <c>.pth</c> file from which a line should be removed, if the file is missing; else null.</summary>
    public string? MissingPathFile { get; private set; }

    /// <summary>The lines to remove from <c>.pth</c> files.</summary>
    internal IReadOnlyList<PathEntry> PathFileEntries => _pathFileEntries;

    /// <summary>The paths, with as many whole folders as possible.</summary>
    internal CompressedPaths Compressed { get; private set; } = new([], [], []);

    /// <summary>Plans the removal of a distribution.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">The environment: only paths in its prefix are removed.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be uninstalled (no RECORD, distutils, ...), in pip's words.</exception>
    public static UninstallPlan For(InstalledDistribution distribution, InstallTarget target) => For(distribution, target, new FolderListings());

    /// <summary>Plans the removal of a distribution; folders that an earlier plan listed are not listed again.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">The environment: only paths in its prefix are removed.</param>
    /// <param name="listings">The folder listings that the plans of one command share.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be uninstalled (no RECORD, distutils, ...), in pip's words.</exception>
    public static UninstallPlan For(InstalledDistribution distribution, InstallTarget target, FolderListings listings)
    {
        var plan = new UninstallPlan(distribution, target, listings);
        try
        {
            plan.Collect();
        }
        catch (Exception exception) when (Diagnostics.FailureContext.Add(exception, $"looking for the files of {distribution.MetadataPath}"))
        {
            throw;
        }

        plan.Compressed = CompressedPaths.Of(plan._entries, plan._folders, plan._number, listings, target.KeptFolders);
        return plan;
    }

    /// <summary>Takes the removed entries out of the listings, so that the next plan sees the folders without them.</summary>
    internal void Forget()
    {
        foreach (var folder in Compressed.Folders)
        {
            _listings.Forget(folder);
        }

        foreach (var file in Compressed.Files)
        {
            _listings.Forget(file);
        }
    }

    /// <summary>pip's display: the paths to be removed, folders compressed to <c>folder/*</c> as pip does.</summary>
    public (IReadOnlyList<string> WouldRemove, IReadOnlyList<string> WouldNotRemove) Display() => OutputListing.Of(Paths, _listings);

    /// <summary>The lines that are removed from <c>.pth</c> files, with their files.</summary>
    public IEnumerable<(string File, string Line)> RemovedLines
    {
        get
        {
            foreach (var entry in _pathFileEntries)
            {
                yield return (entry.File, entry.Line);
            }
        }
    }

    /// <summary>pip's list with <c>-v</c>: every path to be removed that is in no other such path. Sorted.</summary>
    public IReadOnlyList<string> DisplayAll()
    {
        var result = OutputListing.Compact(Paths);
        result.Sort(StringComparer.Ordinal);
        return result;
    }

    /// <summary>pip's list with <c>-v</c> of the paths that are really moved; whole folders end in a slash. Sorted.</summary>
    public IReadOnlyList<string> DisplayMoved() => Compressed.Display();

    private List<string> MakePaths()
    {
        var paths = new List<string>(_entries.Count);
        foreach (var (folder, entry) in _entries)
        {
            paths.Add(Staging.InstallPath.Join(folder.RealPath, entry.Name));
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
