using PipCs.Python.Interpreters;

namespace PipCs.Install;

/// <summary>Where wheels are installed to.</summary>
public sealed record InstallTarget
{
    /// <summary>The folders, absolute.</summary>
    public required InstallationScheme Scheme { get; init; }

    /// <summary>The interpreter that scripts name in their <c>#!</c> line.</summary>
    public required string ScriptExecutable { get; init; }

    /// <summary>The interpreter's version and cache tag, for names of scripts (<c>pip3.11</c>) and of bytecode.</summary>
    public required Interpreter Interpreter { get; init; }

    /// <summary>The folder that <c>--root</c> puts in front of every path when writing, or null.</summary>
    public string? Root { get; init; }

    /// <summary>The folder that scripts are written to.</summary>
    public string ScriptsFolder => Staging.InstallPath.InRoot(Root, Scheme.Scripts);
}

/// <summary>How one wheel is installed.</summary>
public sealed record WheelInstallation
{
    /// <summary>The wheel.</summary>
    public required PipCs.Store.StoredWheel Wheel { get; init; }

    /// <summary>Its bytecode; null with <c>--no-compile</c>.</summary>
    public PipCs.Store.StoredBytecode? Bytecode { get; init; }

    /// <summary>Whether REQUESTED is written.</summary>
    public bool IsRequested { get; init; }

    /// <summary>direct_url.json, or null.</summary>
    public PipCs.Standards.DirectUrls.DirectUrl? DirectUrl { get; init; }

    /// <summary>Its place in the order of installing: where two wheels have the same file, that of the later place wins.</summary>
    public int Position { get; init; }

    /// <summary>The requirement as errors name it (<c>For req: ...</c>); null for <c>name==version</c>.</summary>
    public string? Description { get; init; }

    /// <summary>The name of the folder for its C headers; null for the name in the wheel's file name.</summary>
    public string? HeadersName { get; init; }
}
