namespace PipCs.Standards.Metadata;

/// <summary>A violation of the core metadata specification by a document.</summary>
/// <param name="Field">The field's name in lower case, such as <c>requires-dist</c>.</param>
/// <param name="Message">The violation, in packaging's words.</param>
public readonly record struct MetadataProblem(string Field, string Message);
