using PipCs.Resolution.Projects;
using PipCs.Standards.Metadata;

namespace PipCs.Resolution.Asking;

/// <summary>Gets the metadata that the solver needs next, and reads the dependencies in it.</summary>
internal sealed class MetadataReader(ResolutionInputs inputs, LookAhead lookAhead, ArrivalQueue arrivals, DependencyReader dependencies)
{
    /// <summary>The metadata of the best candidate of a version that has usable metadata; null where none has.</summary>
    internal ValueTask<DependencyMetadata?> ReadAsync(VersionChoice choice)
        => choice.Metadata is { } metadata ? new(metadata) : FetchAsync(choice);

    /// <summary>The dependencies of a choice that hold without extras; read once.</summary>
    internal Dependency[] DependenciesOf(VersionChoice choice, DependencyMetadata metadata) => dependencies.Of(choice, metadata);

    /// <summary>The dependencies that an extra of a choice adds; read once, with a warning where the distribution does not provide the extra.</summary>
    internal Dependency[] DependenciesOf(ProjectState project, VersionChoice choice, string extra)
    {
        Dependency[] read = dependencies.Of(choice, extra, out bool isMissing);
        if (isMissing)
        {
            inputs.Observer?.Warning($"{project.Name} {choice.Metadata!.Version} does not provide the extra '{extra}'");
        }

        return read;
    }

    /// <summary>Whether the metadata requires another Python than the target's. Installed distributions are not checked.</summary>
    internal bool NeedsOtherPython(VersionChoice choice, DependencyMetadata metadata)
        => ChecksPython(choice) && metadata.RequiresPython is { } python && !python.Contains(inputs.Request.PythonVersion, prereleases: true);

    internal bool ChecksPython(VersionChoice choice) => !inputs.Request.Options.IgnoreRequiresPython && !choice.Candidate.IsInstalled();

    private async ValueTask<DependencyMetadata?> FetchAsync(VersionChoice choice)
    {
        while (choice.Unusable is null)
        {
            Candidate candidate = choice.Candidate;
            try
            {
                DependencyMetadata metadata;
                if (candidate.Installed is { } installed)
                {
                    metadata = installed.ReadMetadata();
                }
                else
                {
                    metadata = choice.Pending is null ? await AskAsync(choice).ConfigureAwait(false) : await ReceiveAsync(choice.Pending).ConfigureAwait(false);
                }

                choice.Metadata = metadata;
                return metadata;
            }
            catch (MetadataUnusableException exception)
            {
                if (exception.IsInvalid)
                {
                    inputs.Observer?.Ignored(candidate, exception.Message);
                }
                else
                {
                    inputs.Observer?.Discarded(candidate, exception.Message);
                }

                // pip does the same: if one file has invalid metadata, the version's other files most likely have it too.
                choice.Discard(exception.Message, isFaultOfVersion: exception.IsInvalid);
            }
        }

        return null;
    }

    private async ValueTask<DependencyMetadata> AskAsync(VersionChoice choice)
    {
        long start = ResolutionTimes.Begin(inputs.Request.Times);
        ValueTask<DependencyMetadata> task = inputs.Source.GetMetadataAsync(choice.Candidate, inputs.CancellationToken);
        ResolutionTimes.EndMetadata(inputs.Request.Times, start);
        if (task.IsCompletedSuccessfully)
        {
            return task.Result;
        }

        choice.Pending = task.AsTask();
        await lookAhead.BeginWaitingAsync().ConfigureAwait(false);
        return await ReceiveAsync(choice.Pending).ConfigureAwait(false);
    }

    private async ValueTask<DependencyMetadata> ReceiveAsync(Task<DependencyMetadata> pending)
    {
        await arrivals.WaitAsync(pending).ConfigureAwait(false);
        return await pending.ConfigureAwait(false);
    }
}
