using PipCs.Python.Installed;

namespace PipCs.Installing;

/// <summary>The outcome of an install.</summary>
public sealed record InstallResult
{
    /// <summary>The distributions that were installed, in order; with <see cref="InstallRequest.DryRun"/> those that would be.</summary>
    public required IReadOnlyList<InstalledItem> Installed { get; init; }

    /// <summary>The copies that were removed for them.</summary>
    public required IReadOnlyList<RemovedItem> Removed { get; init; }

    /// <summary>The distributions that satisfy the request as they are installed.</summary>
    public required IReadOnlyList<ChosenDistribution> Kept { get; init; }

    /// <summary>Whether the environment changed.</summary>
    public required bool Changed { get; init; }

    /// <summary>The installation report in JSON; null where the request did not ask for it.</summary>
    public byte[]? Report { get; init; }
}

/// <summary>A distribution that was installed.</summary>
/// <param name="Distribution">The distribution, with its version and origin.</param>
public sealed record InstalledItem(ChosenDistribution Distribution)
{
    /// <summary>The folders that it was installed into.</summary>
    internal IReadOnlyList<string> LibraryFolders { get; init; } = [];

    /// <summary>Reads the files of the distribution from its RECORD: absolute paths, sorted; empty where it is not installed.</summary>
    public IReadOnlyList<string> ReadFiles()
    {
        if (LibraryFolders.Count == 0 || !InstalledDistributions.Scan(LibraryFolders).TryGet(Standards.Names.ProjectName.Normalize(Distribution.Name), out var installed))
        {
            return [];
        }

        return [.. (installed.ReadRecord() ?? []).Select(row => Path.GetFullPath(Path.Combine(installed.InstalledLocation, row.Path))).Order(StringComparer.Ordinal)];
    }
}

/// <summary>A distribution that was removed.</summary>
/// <param name="Name">The name as its metadata spelt it.</param>
/// <param name="Version">The version as it was written.</param>
public sealed record RemovedItem(string Name, string Version);
