using PipCs.Standards.Metadata;
using PipCs.Store;

namespace PipCs.Installing;

/// <summary>Compares the metadata that an index serves beside a wheel (PEP 658) with the wheel's own.</summary>
internal static class SidecarCheck
{
    /// <summary>Compares the metadata that resolving used with the wheel's own, unless their hashes are equal.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">They differ in a field that resolving uses.</exception>
    internal static void Check(PlannedWheel planned, StoredWheel stored)
    {
        var resolved = planned.Resolved.Metadata;
        if (planned.Resolved.Candidate.File is not { HasMetadata: true } file || file.MetadataSha256 == stored.MetadataSha256
            || !CoreMetadata.TryReadDependencies(stored.ReadMetadata(), out var own, out _))
        {
            return;
        }

        var requirement = $"{planned.DisplayName}=={resolved.Version} from {planned.Request.Url}";
        Compare(requirement, "Name", resolved.Project.Value, own.Project.Value);
        Compare(requirement, "Version", resolved.Version.ToString(), own.Version.ToString());
        Compare(requirement, "Requires-Python", resolved.RequiresPython?.ToString() ?? "None", own.RequiresPython?.ToString() ?? "None");
        Compare(requirement, "Requires-Dist", Join(resolved), Join(own));
    }

    private static string Join(DependencyMetadata metadata) => string.Join(", ", metadata.RequiresDist.Select(requirement => requirement.ToString()).Order(StringComparer.Ordinal));

    private static void Compare(string requirement, string field, string beside, string own)
    {
        if (!string.Equals(beside, own, StringComparison.Ordinal))
        {
            throw Errors.SidecarDisagrees(requirement, field, beside, own);
        }
    }
}
