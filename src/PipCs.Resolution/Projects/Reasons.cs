using PipCs.Resolution.Solving;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>A requirement of the request or of a distribution. Get it from <see cref="Projects.Dependency.Reason"/>.</summary>
internal sealed record DependencyReason(Dependency Dependency) : Reason;

/// <summary>The constraints of the request on a project, as one requirement.</summary>
internal sealed record ConstraintReason(Dependency Constraint) : Reason;

/// <summary>No candidate of a version has usable metadata.</summary>
/// <param name="Fault">The fault of the last candidate's metadata, in words that follow the file's name.</param>
internal sealed record UnusableMetadataReason(string? Fault) : Reason;

/// <summary>The metadata of a version asks for another Python.</summary>
internal sealed record RequiresPythonReason(SpecifierSet Python) : Reason;
