using PipCs.Resolution;

namespace PipCs.Requirements;

/// <summary>
/// The stage between reading and resolving that finds the project of each unnamed requirement. The name of an sdist or source tree is in its metadata,
/// which only a build gives. A wheel's file name has the name of the project, so wheels are named already.
/// </summary>
internal static class RequirementNaming
{
    /// <summary>Names the requirements, and puts each at its place among those that were given.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The metadata of one cannot be obtained.</exception>
    internal static async ValueTask NameAllAsync(GivenRequirements given, CancellationToken cancellationToken)
    {
        for (var i = 0; i < given.Unnamed.Count; i++)
        {
            var named = await NameAsync(given.Unnamed[i], cancellationToken).ConfigureAwait(false);
            given.Requirements.Insert(given.Unnamed[i].Position + i, named);
            given.Spelling.TryAdd(named.Requirement.Project, named.Requirement.Name);
        }

        given.Unnamed.Clear();
    }

    private static ValueTask<RootRequirement> NameAsync(UnnamedRequirement requirement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw requirement.Source switch
        {
            DistributionSource.SourceTree { IsEditable: true } or DistributionSource.Repository { IsEditable: true } => Errors.EditableNotAvailableYet(requirement.Text),
            DistributionSource.Repository => Errors.VersionControlNotAvailableYet(requirement.Text),
            _ => Errors.SourceNotAvailableYet(requirement.Text),
        };
    }
}
