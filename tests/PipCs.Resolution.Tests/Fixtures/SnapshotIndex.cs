using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>The recorded index of <c>../shared/universe</c>: from the folder that <c>serve</c> unpacked, else from the archive itself.</summary>
internal sealed class SnapshotIndex : IMetadataSource
{
    internal static readonly string Shared = Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared"));

    private static readonly Lazy<SnapshotIndex> Loaded = new(() => new SnapshotIndex());

    private readonly Dictionary<ProjectName, ProjectPage?> _pages = [];
    private readonly Dictionary<(ProjectName, string), DependencyMetadata> _metadata = [];
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);
    private readonly string? _folder;

    private SnapshotIndex()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("PIPCS_INDEX_STATE") ?? "/var/tmp/pip-cs-index", "www", "snapshot");
        if (Directory.Exists(Path.Combine(folder, "metadata")))
        {
            _folder = folder;
            return;
        }

        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", Archive]) { RedirectStandardOutput = true })!;
        using var tar = new TarReader(xz.StandardOutput.BaseStream);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                var bytes = new byte[data.Length];
                data.ReadExactly(bytes);
                _entries.Add(entry.Name, bytes);
            }
        }

        xz.WaitForExit();
    }

    internal static SnapshotIndex Instance => Loaded.Value;

    internal int MetadataAsked { get; set; }

    private static string Archive => Path.Combine(Shared, "universe", "snapshot.tar.xz");

    public ValueTask<ProjectPage?> GetPageAsync(ProjectName project, CancellationToken cancellationToken)
    {
        if (!_pages.TryGetValue(project, out ProjectPage? page))
        {
            byte[]? json = Read(_folder is null ? $"pages/{project}.json" : $"simple/{project}/index.json");
            page = json is null ? null : ReadPage(project, json);
            _pages.Add(project, page);
        }

        return ValueTask.FromResult(page);
    }

    public ValueTask<DependencyMetadata> GetMetadataAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        MetadataAsked++;
        string version = candidate.File!.Value.Version.ToString();
        if (!_metadata.TryGetValue((candidate.Project, version), out DependencyMetadata? metadata))
        {
            metadata = ReadMetadata(Read($"metadata/{candidate.Project}/{version}") ?? throw new MetadataUnusableException("not in the snapshot"));
            _metadata.Add((candidate.Project, version), metadata);
        }

        return ValueTask.FromResult(metadata);
    }

    public ValueTask<Candidate> GetDirectAsync(Requirement requirement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void PrefetchPage(ProjectName project)
    {
    }

    public void PrefetchMetadata(Candidate candidate)
    {
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PipCs.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    private byte[]? Read(string name)
    {
        if (_folder is null)
        {
            return _entries.GetValueOrDefault(name);
        }

        string path = Path.Combine(_folder, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static ProjectPage ReadPage(ProjectName project, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var builder = new ProjectPageBuilder(project);
        builder.BeginSource("http://127.0.0.1/snapshot/simple/" + project + "/", "http://127.0.0.1/snapshot/simple/" + project + "/");
        foreach (JsonElement file in document.RootElement.GetProperty("files").EnumerateArray())
        {
            JsonElement yanked = file.TryGetProperty("yanked", out JsonElement value) ? value : default;
            _ = builder.Add(new ProjectFileEntry
            {
                Url = Encoding.UTF8.GetBytes(file.GetProperty("url").GetString()!),
                RequiresPython = file.TryGetProperty("requires-python", out JsonElement python) && python.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(python.GetString()!) : [],
                IsYanked = yanked.ValueKind is JsonValueKind.String or JsonValueKind.True,
            });
        }

        return builder.Build();
    }

    private static DependencyMetadata ReadMetadata(byte[] document)
    {
        string name = "";
        string version = "";
        string? python = null;
        var requires = new List<Requirement>();
        var extras = new List<string>();
        foreach (string line in Encoding.UTF8.GetString(document).Split('\n'))
        {
            if (line.Length <= 1)
            {
                break;
            }

            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            string text = line[(colon + 2)..].Trim();
            switch (line[..colon])
            {
                case "Name": name = text; break;
                case "Version": version = text; break;
                case "Requires-Python": python = text; break;
                case "Requires-Dist": requires.Add(Requirement.Parse(text)); break;
                case "Provides-Extra": extras.Add(text); break;
            }
        }

        return new DependencyMetadata
        {
            Name = name,
            Version = PackageVersion.Parse(version),
            RequiresPython = python is null ? null : SpecifierSet.Parse(python),
            RequiresDist = requires,
            ProvidesExtra = extras,
        };
    }
}
