namespace PipCs.Install.Staging;

/// <summary>A part of an installation scheme. The names are those of the folders below a wheel's <c>.data</c> folder.</summary>
internal enum SchemePart : byte
{
    /// <summary>Pure Python modules.</summary>
    Purelib,

    /// <summary>Modules with compiled parts.</summary>
    Platlib,

    /// <summary>C headers, in a folder of the project's name.</summary>
    Headers,

    /// <summary>Scripts.</summary>
    Scripts,

    /// <summary>Everything else, laid out from the prefix.</summary>
    Data,
}
