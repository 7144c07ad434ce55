using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Standards.FileNames;

/// <summary>A source distribution's file name (PEP 625 and the legacy forms that indexes contain).</summary>
public sealed partial record SdistFileName
{
    /// <summary>The normalised name.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>Reads a file name whose project is known (pip's way: the name may contain dashes; <c>.tar.gz</c>, <c>.zip</c>, <c>.tar.bz2</c>, ...).</summary>
    public static bool TryParse(string fileName, ProjectName project, [NotNullWhen(true)] out SdistFileName? result) => throw new NotImplementedException();
}
