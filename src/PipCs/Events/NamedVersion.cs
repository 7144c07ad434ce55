using PipCs.Standards.Versions;

namespace PipCs.Events;

/// <summary>A distribution as events name it.</summary>
/// <param name="Name">The name as it was first asked for, or as the metadata spells it.</param>
/// <param name="Version">The version.</param>
public readonly record struct NamedVersion(string Name, PackageVersion Version);
