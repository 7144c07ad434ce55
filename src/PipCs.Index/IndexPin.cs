namespace PipCs.Index;

/// <summary>The only index from which a project may come.</summary>
/// <param name="Url">Its URL or local folder, as <c>--index-url</c> takes it.</param>
/// <param name="Origin">The place of the pin, for messages: <c>-r FILE (line N)</c> or <c>--index-pin</c>.</param>
public sealed record IndexPin(string Url, string Origin);
