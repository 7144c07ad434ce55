using PipCs.Resolution.Solving;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;

namespace PipCs.Resolution.Projects;

/// <summary>A requirement as the solver uses it. Its set of positions is computed once for each list of the project's versions.</summary>
internal sealed class Dependency
{
    private ProjectVersions? _versions;
    private ulong[]? _positions;
    private ulong[]? _universe;
    private ulong[]? _excluded;
    private string? _text;
    private DependencyReason? _reason;

    internal Dependency(Requirement requirement, RootRequirement? root)
    {
        Requirement = requirement;
        Root = root;
        Target = requirement.Project;
        Traits = requirement.Url is not null ? RequirementTraits.Direct : SpecifierTraits.Of(requirement.Specifier);
        IReadOnlyList<string> extras = requirement.Extras;
        if (extras.Count > 0)
        {
            var normalized = new SortedSet<string>(StringComparer.Ordinal);
            foreach (string extra in extras)
            {
                normalized.Add(ProjectName.Normalize(extra).Value);
            }

            Extras = [.. normalized];
        }
    }

    internal Requirement Requirement { get; }

    /// <summary>The requirement or constraint of the request; null for a distribution's requirement.</summary>
    internal RootRequirement? Root { get; }

    /// <summary>The requirement that an override replaced; null where none did.</summary>
    internal Requirement? Replaces { get; init; }

    /// <summary>The override that replaced <see cref="Replaces"/>.</summary>
    internal RootRequirement? Override { get; init; }

    internal ProjectName Target { get; }

    internal RequirementTraits Traits { get; }

    /// <summary>The required extras, normalised and sorted.</summary>
    internal string[] Extras { get; } = [];

    /// <summary>The state of <see cref="Target"/>; null before it was looked up.</summary>
    internal ProjectState? Project { get; set; }

    /// <summary>This requirement as the reason of incompatibilities; one object for all of them.</summary>
    internal DependencyReason Reason => _reason ??= new DependencyReason(this);

    /// <summary>The candidate of the URL; null before it was made.</summary>
    internal Candidate? Direct { get; set; }

    /// <summary>Whether nothing satisfies it: constraints to URLs of different files, or to a wheel for another platform.</summary>
    internal bool AdmitsNothing { get; init; }

    /// <summary>The requirement without its marker, as pip shows it in <c>Collecting</c>.</summary>
    internal string Text => _text ??= Requirement.Marker is null
        ? Requirement.ToString()
        : new Requirement(Requirement.Name, Requirement.Extras, Requirement.Specifier, Requirement.Url).ToString();

    /// <summary>The requirement as pip shows it in conflicts: without its marker if the request has it.</summary>
    internal string ErrorText => Root is not null ? Text : Requirement.ToString();

    /// <summary>The positions that the requirement admits, among all versions, usable or not.</summary>
    internal ulong[] PositionsIn(ProjectVersions versions)
    {
        if (_versions != versions || _positions is null)
        {
            _positions = AdmitsNothing ? new ulong[versions.Words] : Direct is null ? versions.PositionsOf(Requirement.Specifier) : versions.PositionsOf(Direct);
            _versions = versions;
            _universe = null;
        }

        return _positions;
    }

    /// <summary>The positions of a package's universe that the requirement does not admit.</summary>
    internal ulong[] ExcludedOf(ulong[] universe, ProjectVersions versions)
    {
        ulong[] positions = PositionsIn(versions);
        if (_universe != universe || _excluded is null)
        {
            _excluded = Positions.Difference(universe, positions);
            _universe = universe;
        }

        return _excluded;
    }

    /// <summary>The requirement without marker and extras: pip asks for the project itself first.</summary>
    internal string TextWithoutExtras => new Requirement(Requirement.Name, null, Requirement.Specifier).ToString();
}
