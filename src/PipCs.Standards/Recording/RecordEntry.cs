namespace PipCs.Standards.Recording;

/// <summary>A row of RECORD (Recording installed projects, PEP 376 and 627).</summary>
/// <param name="Path">The path, relative to the parent folder of the <c>.dist-info</c>, or absolute; <c>/</c> between parts.</param>
/// <param name="Hash">The hash as <c>sha256=</c> and urlsafe base64 without padding; empty where none is given.</param>
/// <param name="Size">The size in bytes as text; empty where none is given.</param>
public readonly record struct RecordEntry(string Path, string Hash, string Size);
