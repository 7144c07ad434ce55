namespace PipCs.Store;

/// <summary>The cause of an error: a wheel's metadata contradicts its file name.</summary>
/// <param name="message">The contradiction, in pip's words: <c>has inconsistent name: ...</c>.</param>
public sealed class InconsistentWheelException(string message) : Exception(message);
