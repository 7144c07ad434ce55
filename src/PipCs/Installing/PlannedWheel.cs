using PipCs.Install;
using PipCs.Resolution;
using PipCs.Store;
using PipCs.Wheels;

namespace PipCs.Installing;

/// <summary>One wheel of a plan.</summary>
internal sealed class PlannedWheel
{
    /// <summary>The distribution that was resolved.</summary>
    internal required ResolvedDistribution Resolved { get; init; }

    /// <summary>The name in the spelling of the first requirement, which pip's lines show.</summary>
    internal required string DisplayName { get; init; }

    /// <summary>The request to the store for its bytes.</summary>
    internal required WheelRequest Request { get; init; }

    /// <summary>Its origin, as direct_url.json and the installation report record it.</summary>
    internal required Provenance Provenance { get; init; }

    /// <summary>Its place in the order of installing.</summary>
    internal required int Position { get; init; }

    /// <summary>The input of staging, made once the store has the wheel.</summary>
    internal WheelInstallation InstallationOf(LandedWheel landed) => new()
    {
        Wheel = landed.Wheel,
        Bytecode = landed.Bytecode,
        IsRequested = Resolved.IsRequested,
        DirectUrl = Provenance.IsDirect ? Provenance.ToDirectUrl(landed.Wheel.Sha256) : null,
        Position = Position,
        HeadersName = DisplayName,
    };
}

/// <summary>A wheel of a plan that lies in the transaction's folder.</summary>
/// <param name="Wheel">The wheel of the plan.</param>
/// <param name="Installation">The input that it was staged with.</param>
internal readonly record struct StagedWheel(PlannedWheel Wheel, WheelInstallation Installation);
