namespace PipCs.Resolution.Reporting;

/// <summary>Prints pip's lines about many rejected versions of one package, each once.</summary>
internal sealed class PatienceLines(ObserverGate? observer)
{
    private readonly HashSet<(string Identifier, int Rejections)> _printed = [];

    /// <summary>Prints the line for this number of rejections, if there is one.</summary>
    internal void Reject(string identifier, int rejections)
    {
        string? message = rejections switch
        {
            2 => $"INFO: pip is looking at multiple versions of {identifier} to determine which version is compatible with other requirements. This could take a while.",
            8 => $"INFO: pip is still looking at multiple versions of {identifier} to determine which version is compatible with other requirements. This could take a while.",
            13 => "INFO: This is taking longer than usual. You might need to provide the dependency resolver with stricter constraints to reduce runtime. See https://pip.pypa.io/warnings/backtracking for guidance. If you want to abort this run, press Ctrl + C.",
            _ => null,
        };
        if (message is not null && _printed.Add((identifier, rejections)))
        {
            observer?.Info(message);
        }
    }
}
