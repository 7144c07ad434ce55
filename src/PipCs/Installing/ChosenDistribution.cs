using PipCs.Resolution;
using PipCs.Standards.Versions;

namespace PipCs.Installing;

/// <summary>A distribution that a resolution chose.</summary>
/// <param name="Name">The name as its metadata spells it.</param>
/// <param name="Version">The version.</param>
/// <param name="IsRequested">Whether the request named it; otherwise another distribution needs it.</param>
/// <param name="Url">The URL of its file, without secrets; null for one that is installed already.</param>
/// <param name="IsDirect">Whether a requirement named the URL; otherwise an index listed it.</param>
public sealed record ChosenDistribution(string Name, PackageVersion Version, bool IsRequested, string? Url, bool IsDirect)
{
    internal static ChosenDistribution Of(PlannedWheel wheel)
        => new(wheel.Resolved.Metadata.Name, wheel.Resolved.Metadata.Version, wheel.Resolved.IsRequested, Standards.Projects.LinkUrl.RemoveCredentials(wheel.Provenance.Url), wheel.Provenance.IsDirect);

    internal static ChosenDistribution Of(ResolvedDistribution kept)
        => new(kept.Metadata.Name, kept.Metadata.Version, kept.IsRequested, null, IsDirect: false);
}
