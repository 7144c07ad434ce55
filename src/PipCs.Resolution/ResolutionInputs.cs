namespace PipCs.Resolution;

/// <summary>The inputs of one resolution, which all its parts read and none changes.</summary>
internal sealed record ResolutionInputs(ResolutionRequest Request, IMetadataSource Source, ObserverGate? Observer, CancellationToken CancellationToken);
