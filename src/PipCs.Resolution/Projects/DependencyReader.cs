using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Projects;

/// <summary>
/// Selects the requirements in metadata whose markers hold in the target environment, and applies overrides to them. A requirement that several
/// versions share (one object) is judged once and becomes one <see cref="Dependency"/>.
/// </summary>
internal sealed class DependencyReader(ResolutionRequest request)
{
    private readonly RequirementOverrides _overrides = new(request.Overrides, request.Environment);
    private readonly Dictionary<Requirement, Dependency[]> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The dependencies that a requested requirement stands for.</summary>
    internal Dependency[] Read(RootRequirement root) => _overrides.Of(root.Requirement, root);

    /// <summary>The dependencies of a version that hold without extras; none where the request ignores them.</summary>
    internal Dependency[] Of(VersionChoice choice, DependencyMetadata metadata)
        => choice.Dependencies ??= request.Options.IgnoreDependencies ? [] : Read(metadata);

    /// <summary>The dependencies that an extra adds to a version whose metadata is known; none where the request ignores them.</summary>
    /// <param name="choice">The version.</param>
    /// <param name="extra">The extra, normalised.</param>
    /// <param name="isMissing">Whether the version does not provide the extra; true at the first call only.</param>
    internal Dependency[] Of(VersionChoice choice, string extra, out bool isMissing)
    {
        isMissing = false;
        choice.ExtraDependencies ??= [];
        if (!choice.ExtraDependencies.TryGetValue(extra, out Dependency[]? dependencies))
        {
            Dependency[]? read = request.Options.IgnoreDependencies ? [] : Read(choice.Metadata!, extra);
            isMissing = read is null;
            dependencies = read ?? [];
            choice.ExtraDependencies.Add(extra, dependencies);
        }

        return dependencies;
    }

    private Dependency[] Read(DependencyMetadata metadata)
    {
        IReadOnlyList<Requirement> requirements = metadata.RequiresDist;
        var result = new List<Dependency>(requirements.Count);
        for (int i = 0; i < requirements.Count; i++)
        {
            result.AddRange(Read(requirements[i]));
        }

        return result.Count == 0 ? [] : [.. result];
    }

    /// <summary>The dependencies that an extra adds; null where the distribution does not provide it.</summary>
    private Dependency[]? Read(DependencyMetadata metadata, string extra)
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
            if (marker is not null && marker.MentionsExtra && marker.Evaluate(request.Environment, extra) && !marker.Evaluate(request.Environment))
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
            read = requirement.Marker is null || requirement.Marker.Evaluate(request.Environment) ? _overrides.Of(requirement, null) : [];
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
