using PipCs.Standards.FileNames;
using PipCs.Standards.Projects;

namespace PipCs.Store;

/// <summary>Asks the store for a wheel.</summary>
public sealed record WheelRequest
{
    /// <summary>The file name, taken apart.</summary>
    public required WheelFileName FileName { get; init; }

    /// <summary>The URL without fragment; <c>file:</c> for a local file.</summary>
    public required string Url { get; init; }

    /// <summary>The SHA-256 that the index gives, in lower-case hexadecimal. Null where it gives none; the store may then have to fetch a wheel that it already has.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The admitted hashes, as <c>algorithm:hex</c> in lower case: one must match. Empty where any hash is admitted.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    /// <summary>The size in bytes that the index gives, or -1.</summary>
    public long Size { get; init; } = -1;

    /// <summary>The requirement as messages name it, in pip's form: <c>six==1.16.0 from https://... (from -r requirements.txt (line 1))</c>.</summary>
    public string Description
    {
        get => field ?? $"{FileName.Name}=={FileName.Version} from {LinkUrl.Redact(Url)}";
        init;
    }

    /// <summary>The file as messages name it: the path of a local file, else the URL without password.</summary>
    internal string Location => LocalPath ?? LinkUrl.Redact(Url);

    /// <summary>The path of a local file; null for others.</summary>
    internal string? LocalPath => LinkUrl.ToPath(Url);
}
