namespace PipCs.Standards.Metadata;

/// <summary>What the core metadata specification finds wrong with a document.</summary>
/// <param name="Field">The field's name in lower case, such as <c>requires-dist</c>.</param>
/// <param name="Message">What is wrong, in packaging's words.</param>
public readonly record struct MetadataProblem(string Field, string Message);
