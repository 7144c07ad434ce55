using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Projects;

/// <summary>
/// Picks from metadata the requirements whose markers hold in the one environment, with overrides in their place. A requirement that several
/// versions share (one object) is judged once and becomes one <see cref="Dependency"/>.
/// </summary>
internal sealed class DependencyReader(MarkerEnvironment environment, IReadOnlyList<RootRequirement> overrides)
{
    private readonly RequirementOverrides _overrides = new(overrides, environment);
    private readonly Dictionary<Requirement, Dependency[]> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a person asks for.</summary>
    internal Dependency[] Read(RootRequirement root) => _overrides.Of(root.Requirement, root);

    /// <summary>Those that hold without extras.</summary>
    internal Dependency[] Read(DependencyMetadata metadata)
    {
        IReadOnlyList<Requirement> requirements = metadata.RequiresDist;
        var result = new List<Dependency>(requirements.Count);
        for (int i = 0; i < requirements.Count; i++)
        {
            result.AddRange(Read(requirements[i]));
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
                result.AddRange(_overrides.Of(requirements[i], null));
            }
        }

        return [.. result];
    }

    private Dependency[] Read(Requirement requirement)
    {
        if (!_known.TryGetValue(requirement, out Dependency[]? read))
        {
            read = requirement.Marker is null || requirement.Marker.Evaluate(environment) ? _overrides.Of(requirement, null) : [];
            _known.Add(requirement, read);
        }

        return read;
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
