using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using PipCs.Platform;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Recording;
using PipCs.Standards.Versions;

namespace PipCs.Python.Installed;

/// <summary>An installed distribution. All data except its folder's name is read when it is first asked for. Thread-safe.</summary>
public sealed class InstalledDistribution
{
    private readonly InstalledContext _context;
    private readonly FolderListing _installedIn;
    private readonly string? _folderName;
    private readonly string? _folderVersion;
    private MetadataHead? _head;
    private byte[]? _document;
    private CoreMetadata? _metadata;
    private DependencyMetadata? _dependencies;
    private PackageVersion? _version;
    private Optional<DirectUrl> _directUrl;
    private string? _directUrlError;
    private ProjectName? _project;

    internal InstalledDistribution(InstalledContext context, FolderListing folder, FolderListing installedIn, string entry, InstalledKind kind)
    {
        _context = context;
        _installedIn = installedIn;
        Location = folder.Path;
        MetadataPath = Path.Join(folder.Path, entry);
        Kind = kind;
        (_folderName, _folderVersion) = FromFolderName(entry);
    }

    /// <summary>The name as its metadata spells it; the normalised name where the metadata has none.</summary>
    public string Name => Head.Name ?? Project.Value;

    /// <summary>The normalised name.</summary>
    public ProjectName Project => _project ??= ProjectName.Normalize(CanonicalName ?? "");

    /// <summary>The version; the default where it is no valid one (<see cref="HasValidVersion"/>).</summary>
    public PackageVersion Version => _version ??= PackageVersion.TryParse(FolderVersion, out var version) ? version : default;

    /// <summary>The version in its folder's name, which counts where it differs from the metadata's; else the metadata's.</summary>
    public string FolderVersion => _folderVersion ?? VersionText;

    /// <summary>Whether the version is a valid one.</summary>
    public bool HasValidVersion => PackageVersion.TryParse(FolderVersion, out _);

    /// <summary>The version as its metadata spells it; where the metadata has none, <c>None</c>, which pip prints for it.</summary>
    public string VersionText => Head.Version ?? "None";

    /// <summary>How its metadata is kept.</summary>
    public InstalledKind Kind { get; }

    /// <summary>The folder that holds the metadata; for a development install that is its source folder.</summary>
    public string Location { get; }

    /// <summary>The folder of <c>sys.path</c> that it was found in, its links resolved; for a development install that of its link.</summary>
    public string InstalledLocation => _installedIn.RealPath;

    /// <summary>The metadata folder or file.</summary>
    public string MetadataPath { get; }

    /// <summary>The core metadata, with the requirements of an egg-info's <c>requires.txt</c>.</summary>
    public CoreMetadata Metadata => _metadata ??= CoreMetadata.Parse(Document);

    /// <summary>The part of it that resolving needs.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It is invalid.</exception>
    public DependencyMetadata Dependencies => TryReadDependencies(out var metadata, out var error)
        ? metadata
        : throw Errors.InvalidInstalledPackage(Name, VersionText, Location, error);

    /// <summary>The content of INSTALLER: its first line that is not blank; empty where the file is missing or not UTF-8.</summary>
    public string Installer
    {
        get
        {
            if (ReadMetadataFile("INSTALLER") is not { } bytes || !Utf8.IsValid(bytes))
            {
                return "";
            }

            foreach (var line in Encoding.UTF8.GetString(bytes).AsSpan().EnumerateLines())
            {
                var trimmed = line.Trim();
                if (!trimmed.IsEmpty)
                {
                    return trimmed.ToString();
                }
            }

            return "";
        }
    }

    /// <summary>The build tag that its wheel had (<c>Build</c> in WHEEL), or null.</summary>
    public string? BuildTag => Kind == InstalledKind.EggInfoFile ? null : MetadataHead.ReadField(Path.Join(MetadataPath, "WHEEL"), "build:"u8);

    /// <summary>Whether the file REQUESTED exists, which means that a user asked for the distribution.</summary>
    public bool IsRequested => HasMetadataFile("REQUESTED");

    /// <summary>direct_url.json, or null where there is none or it is invalid.</summary>
    public DirectUrl? DirectUrl
    {
        get
        {
            if (!_directUrl.IsKnown)
            {
                _directUrl = new(ReadMetadataFile("direct_url.json") is { } json && DirectUrl.TryParse(json, out var parsed, out _directUrlError) ? parsed : null);
            }

            return _directUrl.Value;
        }
    }

    /// <summary>The fault of direct_url.json, or null.</summary>
    public string? DirectUrlError => DirectUrl is null ? _directUrlError : null;

    /// <summary>The source folder of an editable install, or null.</summary>
    public string? EditableLocation
    {
        get
        {
            if (DirectUrl is { } url)
            {
                return url.Directory?.IsEditable == true && LinkUrl.ToPath(url.Url) is ['/', ..] path && !path.Contains('\0', StringComparison.Ordinal) ? path : null;
            }

            return _context.HasEggLink(Name) ? Location : null;
        }
    }

    /// <summary>Whether it lies in the user's site-packages.</summary>
    public bool IsInUserSite => _context.IsInUserSite(InstalledLocation);

    /// <summary>Whether it lies in the virtual environment; always true outside of one.</summary>
    public bool IsLocal => _context.IsLocal(InstalledLocation);

    /// <summary>The normalised name from its folder's name or else its metadata; null where neither has one.</summary>
    internal string? CanonicalName => _folderName is { Length: > 0 } name ? ProjectName.Normalize(name).Value
        : Head.Name is { } spelled ? ProjectName.Normalize(spelled).Value
        : null;

    private MetadataHead Head => _head ??= MetadataHead.Read(DocumentPath());

    private byte[] Document => _document ??= ReadDocument();

    /// <summary>Reads the part of the metadata that resolving needs; false where it is invalid.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <param name="error">The error.</param>
    public bool TryReadDependencies([NotNullWhen(true)] out DependencyMetadata? metadata, [NotNullWhen(false)] out string? error)
    {
        error = null;
        metadata = _dependencies;
        if (metadata is not null)
        {
            return true;
        }

        // The description, most of a document, is not read for it.
        if (_document is null
            && Kind == InstalledKind.DistInfo
            && MetadataHead.ReadHeaders(DocumentPath()) is { } headers
            && CoreMetadata.TryReadDependencies(headers, out metadata, out _))
        {
            _dependencies = metadata;
            return true;
        }

        // Name and version may be in the folder's name only, and the rest of the metadata is then still valid. The document itself may be gone, replaced by another distribution's.
        var head = Document.Length == 0 ? MetadataHead.None : Head;
        if (CoreMetadata.TryReadDependencies(Document, out metadata, out error)
            || (!head.IsComplete && CoreMetadata.TryReadDependencies(MetadataHead.Complete(Document, head, Project.Value, Version), out metadata, out _)))
        {
            error = null;
            _dependencies = metadata;
        }

        return metadata is not null;
    }

    /// <summary>Reads a file of the metadata folder (<c>METADATA</c>, <c>entry_points.txt</c>, ...); null where it is missing.</summary>
    public byte[]? ReadMetadataFile(string name)
        => Kind != InstalledKind.EggInfoFile && NativeFile.ReadAll(Path.Join(MetadataPath, name), out var content) == Errno.None ? content : null;

    /// <summary>Whether a file is in the metadata folder.</summary>
    public bool HasMetadataFile(string name)
        => Kind != InstalledKind.EggInfoFile && NativeFile.TryGetStatus(Path.Join(MetadataPath, name), out _) == Errno.None;

    /// <summary>The rows of RECORD; null where there is none.</summary>
    public IReadOnlyList<RecordEntry>? ReadRecord() => ReadMetadataFile("RECORD") is { } content ? RecordFile.Read(content) : null;

    /// <summary>The files that it lists as its own, relative to <see cref="Location"/>: those of RECORD, else of an egg-info's <c>installed-files.txt</c>; null where there is neither.</summary>
    public IReadOnlyList<string>? ReadDeclaredFiles() => DeclaredFiles.Read(this);

    /// <summary>Name and version, as pip writes a distribution.</summary>
    public override string ToString() => $"{Name} {VersionText}";

    private static (string? Name, string? Version) FromFolderName(string entry)
    {
        if (entry.EndsWith(".dist-info", StringComparison.Ordinal))
        {
            var dash = entry.IndexOf('-', StringComparison.Ordinal);
            var end = entry.Length - ".dist-info".Length;
            return dash < end ? (entry[..dash], entry[(dash + 1)..end] is { Length: > 0 } version ? version : null) : (null, null);
        }

        if (entry.EndsWith(".egg-info", StringComparison.Ordinal))
        {
            var end = entry.Length - ".egg-info".Length;
            var dash = entry.AsSpan(0, end).IndexOf('-');
            return (entry[..(dash < 0 ? end : dash)], null);
        }

        return (null, null);
    }

    private string DocumentPath() => Kind switch
    {
        InstalledKind.DistInfo => Path.Join(MetadataPath, "METADATA"),
        InstalledKind.EggInfoFile => MetadataPath,
        _ => Path.Join(MetadataPath, MetadataPath.EndsWith(".dist-info", StringComparison.Ordinal) ? "METADATA" : "PKG-INFO"),
    };

    private byte[] ReadDocument()
    {
        var document = NativeFile.ReadAll(DocumentPath(), out var content) == Errno.None ? content : [];

        // Python reads it as a text file, in which every kind of line end is one newline.
        if (document.AsSpan().Contains((byte)'\r'))
        {
            document = WithNewlines(document);
        }

        return Kind is not (InstalledKind.DistInfo or InstalledKind.EggInfoFile) && ReadMetadataFile("requires.txt") is { } requires
            ? EggRequirements.AddTo(document, requires)
            : document;
    }

    private static byte[] WithNewlines(byte[] document)
    {
        var length = 0;
        for (var index = 0; index < document.Length; index++)
        {
            if (document[index] != '\r')
            {
                document[length++] = document[index];
            }
            else if (index + 1 == document.Length || document[index + 1] != '\n')
            {
                document[length++] = (byte)'\n';
            }
        }

        return document[..length];
    }

    // Distinguishes a value that is null from one that was not read yet.
    private readonly struct Optional<T>(T? value)
        where T : class
    {
        internal bool IsKnown { get; } = true;

        internal T? Value { get; } = value;
    }
}
