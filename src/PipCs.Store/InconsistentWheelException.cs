namespace PipCs.Store;

/// <summary>The cause of an error: a wheel's metadata is not that of its file name.</summary>
/// <param name="message">What it has, in pip's words: <c>has inconsistent name: ...</c>.</param>
public sealed class InconsistentWheelException(string message) : Exception(message);
