namespace PipCs.Index;

/// <summary>The one index that a project may come from.</summary>
/// <param name="Url">Its URL or local folder, as <c>--index-url</c> takes it.</param>
/// <param name="Origin">Where that is said, for messages: <c>-r FILE (line N)</c> or <c>--index-pin</c>.</param>
public sealed record IndexPin(string Url, string Origin);
