namespace PipCs.Resolution;

/// <summary>The inputs of one resolution, which all its parts share.</summary>
internal sealed record ResolutionInputs(ResolutionRequest Request, IMetadataSource Source, ObserverGate? Observer, CancellationToken CancellationToken);
