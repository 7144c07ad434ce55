using PipCs.Install;
using PipCs.Resolution;
using PipCs.Standards.DirectUrls;
using PipCs.Store;

namespace PipCs.Installing;

/// <summary>One wheel on its way from the resolution into the environment.</summary>
internal sealed class PlannedWheel
{
    /// <summary>What was resolved.</summary>
    internal required ResolvedDistribution Resolved { get; init; }

    /// <summary>The name as it was first asked for, which pip's lines show.</summary>
    internal required string DisplayName { get; init; }

    /// <summary>What to ask the store for.</summary>
    internal required WheelRequest Request { get; init; }

    /// <summary>How it is installed; set when the wheel has landed.</summary>
    internal WheelInstallation? Installation { get; set; }

    /// <summary>Says how it is installed.</summary>
    internal WheelInstallation Describe(StoredWheel wheel, StoredBytecode? bytecode) => new()
    {
        Wheel = wheel,
        Bytecode = bytecode,
        IsRequested = Resolved.IsRequested,
        DirectUrl = Resolved.Candidate.DirectUrl is null ? null : Origin(wheel.Sha256),
    };

    /// <summary>Where it comes from, as the installation report and direct_url.json say it.</summary>
    internal DirectUrl Origin(string? sha256) => new()
    {
        Url = Request.Url,
        ArchiveHashes = sha256 is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["sha256"] = sha256 },
    };
}
