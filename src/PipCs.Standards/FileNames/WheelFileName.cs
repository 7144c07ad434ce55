using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Standards.FileNames;

/// <summary>A wheel's file name taken apart (Binary distribution format, PEP 427): <c>name-version(-build)?-python-abi-platform.whl</c>.</summary>
public sealed partial record WheelFileName
{
    /// <summary>The name as written, before the first dash.</summary>
    public required string Name { get; init; }

    /// <summary>The normalised name.</summary>
    public required ProjectName Project { get; init; }

    /// <summary>The version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>The build tag as written, such as <c>2</c> or <c>1local</c>; null where there is none.</summary>
    public string? Build { get; init; }

    /// <summary>The compressed tag set as written, such as <c>py2.py3-none-any</c>.</summary>
    public required string Tags { get; init; }

    /// <summary>Reads a file name as <c>packaging.utils.parse_wheel_filename</c> does.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out WheelFileName? result) => throw new NotImplementedException();
}
