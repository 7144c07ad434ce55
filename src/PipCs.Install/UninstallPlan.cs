using PipCs.Install.Uninstalling;
using PipCs.Python.Installed;

namespace PipCs.Install;

/// <summary>What uninstalling a distribution would remove, as pip finds it (RECORD, or what egg-info says).</summary>
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

    /// <summary>Why pip leaves the distribution alone (outside of the environment, in the standard library), in its words; null where it does not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Every file, link and (of an egg) folder to remove, absolute, sorted. Empty: <c>No files were found to uninstall</c>.</summary>
    public IReadOnlyList<string> Paths => _paths ??= MakePaths();

    /// <summary>Whether nothing of it was found.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>What the distribution lists but lies outside of the environment's prefix: it stays. Sorted.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>The <c>.pth</c> file that a line should go out of, but that is not there; null where there is none.</summary>
    public string? MissingPathFile { get; private set; }

    /// <summary>The lines that go out of <c>.pth</c> files.</summary>
    internal IReadOnlyList<PathEntry> PathFileEntries => _pathFileEntries;

    /// <summary>What is taken out as a whole.</summary>
    internal CompressedPaths Compressed { get; private set; } = new([], [], []);

    /// <summary>Finds the paths.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">The environment: only what lies in its prefix is removed.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It cannot be uninstalled (no RECORD, distutils, ...), in pip's words.</exception>
    public static UninstallPlan For(InstalledDistribution distribution, InstallTarget target) => For(distribution, target, new FolderListings());

    /// <summary>Finds the paths; folders that an earlier plan listed are not listed again.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">The environment: only what lies in its prefix is removed.</param>
    /// <param name="listings">What the plans of one command share.</param>
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

    /// <summary>Takes what goes out of the memory of listings: the next plan sees the folders without it.</summary>
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

    /// <summary>The files and lines that go out of <c>.pth</c> files.</summary>
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

    /// <summary>pip's display with <c>-v</c>: every path to be removed that lies below no other. Sorted.</summary>
    public IReadOnlyList<string> DisplayAll()
    {
        var result = OutputListing.Compact(Paths);
        result.Sort(StringComparer.Ordinal);
        return result;
    }

    /// <summary>pip's display with <c>-v</c>: what is really moved away, whole folders with a slash at their end. Sorted.</summary>
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
