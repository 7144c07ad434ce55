using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Projects;

/// <summary>Picks from metadata the requirements whose markers hold in the one environment, with overrides in their place.</summary>
internal sealed class DependencyReader(MarkerEnvironment environment, RequirementOverrides overrides)
{
    /// <summary>Those that hold without extras.</summary>
    internal Dependency[] Read(DependencyMetadata metadata)
    {
        IReadOnlyList<Requirement> requirements = metadata.RequiresDist;
        var result = new List<Dependency>(requirements.Count);
        for (int i = 0; i < requirements.Count; i++)
        {
            Requirement requirement = requirements[i];
            if (requirement.Marker is null || requirement.Marker.Evaluate(environment))
            {
                overrides.AddTo(result, requirement, null);
            }
        }

        return result.Count == 0 ? [] : [.. result];
    }

    /// <summary>Those that an extra adds; null where the distribution does not provide it.</summary>
    internal Dependency[]? Read(DependencyMetadata metadata, string extra)
    {
        if (!Provides(metadata, extra))
        {
            return null;
        }

        IReadOnlyList<Requirement> requirements = metadata.RequiresDist;
        var result = new List<Dependency>();
        for (int i = 0; i < requirements.Count; i++)
        {
            Marker? marker = requirements[i].Marker;
            if (marker is not null && marker.MentionsExtra && marker.Evaluate(environment, extra) && !marker.Evaluate(environment))
            {
                overrides.AddTo(result, requirements[i], null);
            }
        }

        return [.. result];
    }

    private static bool Provides(DependencyMetadata metadata, string extra)
    {
        foreach (string provided in metadata.ProvidesExtra)
        {
            if (ProjectName.Normalize(provided).Value == extra)
            {
                return true;
            }
        }

        return false;
    }
}
