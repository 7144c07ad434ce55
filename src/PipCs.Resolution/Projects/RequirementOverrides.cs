using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Projects;

/// <summary>Replaces requirements of distributions and of the request by the user's overrides.</summary>
internal sealed class RequirementOverrides
{
    private readonly Dictionary<ProjectName, List<RootRequirement>> _byProject = [];

    internal RequirementOverrides(IReadOnlyList<RootRequirement> overrides, MarkerEnvironment environment)
    {
        foreach (RootRequirement root in overrides)
        {
            if (!_byProject.TryGetValue(root.Requirement.Project, out List<RootRequirement>? holding))
            {
                holding = [];
                _byProject.Add(root.Requirement.Project, holding);
            }

            if (root.Requirement.Marker is null || root.Requirement.Marker.Evaluate(environment))
            {
                holding.Add(root);
            }
        }
    }

    internal bool IsEmpty => _byProject.Count == 0;

    /// <summary>The requirement, or the overrides that replace it: none, one or several.</summary>
    internal Dependency[] Of(Requirement requirement, RootRequirement? root)
    {
        if (IsEmpty || !_byProject.TryGetValue(requirement.Project, out List<RootRequirement>? overrides))
        {
            return [new Dependency(requirement, root)];
        }

        var result = new Dependency[overrides.Count];
        for (int i = 0; i < result.Length; i++)
        {
            Requirement other = overrides[i].Requirement;
            IReadOnlyList<string> extras = other.Extras.Count == 0 ? requirement.Extras : [.. requirement.Extras.Union(other.Extras, StringComparer.Ordinal)];
            result[i] = new Dependency(new Requirement(requirement.Name, extras, other.Specifier, other.Url), root) { Replaces = requirement, Override = overrides[i] };
        }

        return result;
    }
}
