using PipCs.Install;
using PipCs.Resolution;
using PipCs.Standards.DirectUrls;
using PipCs.Store;
using PipCs.Wheels;

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

    /// <summary>The wheel; set when it is in the store.</summary>
    internal StoredWheel? Stored { get; set; }

    /// <summary>How it is installed; set when the wheel has landed.</summary>
    internal WheelInstallation? Installation { get; set; }

    /// <summary>Its place in the order of installing.</summary>
    internal required int Position { get; init; }

    /// <summary>Says how it is installed now that it has landed.</summary>
    internal void Land(LandedWheel landed) => Installation = new()
    {
        Wheel = landed.Wheel,
        Bytecode = landed.Bytecode,
        IsRequested = Resolved.IsRequested,
        DirectUrl = Resolved.Candidate.DirectUrl is null ? null : Origin(landed.Wheel.Sha256),
        Position = Position,
        HeadersName = DisplayName,
    };

    /// <summary>Where it comes from, as the installation report and direct_url.json say it.</summary>
    internal DirectUrl Origin(string? sha256) => new()
    {
        Url = Request.Url,
        Archive = new(sha256 is null ? null : new Dictionary<string, string> { ["sha256"] = sha256 }),
    };
}
