using PipCs.Diagnostics;
using PipCs.Index;
using PipCs.Requirements;
using PipCs.Resolution;
using PipCs.Resolving;

namespace PipCs.Installing;

/// <summary>A plan request together with the content of its requirements files, constraints and lock files.</summary>
/// <param name="Request">The request.</param>
/// <param name="Given">The requirements that were read.</param>
/// <param name="Index">The index options, with those of the files.</param>
/// <param name="Options">The options of resolving, with those of the files.</param>
internal sealed record ReadRequest(PlanRequest Request, GivenRequirements Given, IndexOptions Index, ResolutionOptions Options)
{
    /// <summary>Whether every requirement must come with hashes.</summary>
    internal bool RequireHashes => (Options.RequireHashes == true || Given.RequireHashes) && Options.RequireHashes != false && !Given.NoRequireHashes;

    /// <summary>Reads the files of a request.</summary>
    /// <exception cref="UserErrorException">A file cannot be read, a line is no requirement, or nothing is asked for.</exception>
    internal static async Task<ReadRequest> ReadAsync(PlanRequest request, Session session, CancellationToken cancellationToken)
    {
        using var reading = WorkScope.Begin(session.Reporter.Work, WorkKind.Resolving);
        var reader = new RequirementReader(session.Interpreter.Markers, session.Reporter, (url, token) => FetchedFile.FetchAsync(session.Index, url, session.Reporter, token))
        {
            Codecs = new(session.Interpreter.Executable),
            IgnoresRequiresPython = request.Options.IgnoreRequiresPython,
            Tags = session.Interpreter.Tags,
            PrefersSdist = project => !request.Options.Formats.AllowsWheel(project),
        };
        var given = await reader.ReadAsync(request.Sources, cancellationToken).ConfigureAwait(false);
        if (given.Requirements.Count == 0 && given.Unnamed.Count == 0 && request.Sources.AreEmpty)
        {
            throw Errors.NothingToInstall(request.Command);
        }

        var (index, options) = IndexOptionLines.Apply(given.Options, session.Index, request.Options);
        return new ReadRequest(request, given, IndexPins.Add(given.IndexPins, index), options);
    }
}
