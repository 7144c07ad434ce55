namespace PipCs.Resolution.Tests.Fixtures;

/// <summary>Keeps all that it is told, as lines.</summary>
internal sealed class RecordingObserver : IResolutionObserver
{
    internal List<string> Lines { get; } = [];

    internal List<string> Errors { get; } = [];

    public void Collecting(string requirement, string origin, Candidate candidate) => Lines.Add($"Collecting {requirement}{From(origin)}");

    public void AlreadySatisfied(string requirement, string origin, InstalledCandidate installed) => Lines.Add($"Requirement already satisfied: {requirement}{From(origin)} ({installed.Version})");

    public void Discarded(Candidate candidate, string reason) => Lines.Add($"Discarding {candidate.File?.FileName}: {reason}");

    public void Warning(string message) => Lines.Add("WARNING: " + message);

    public void Error(string message) => Errors.Add(message);

    public void Info(string message) => Lines.Add(message);

    private static string From(string origin) => origin.Length == 0 ? "" : $" (from {origin})";
}
