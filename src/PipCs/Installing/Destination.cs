namespace PipCs.Installing;

/// <summary>The place to install to, as the options of the command line give it.</summary>
public sealed record Destination
{
    /// <summary><c>--target</c>: a folder that gets the wheels' content directly, or null.</summary>
    public string? Target { get; init; }

    /// <summary><c>--prefix</c>: the prefix of another environment, or null.</summary>
    public string? Prefix { get; init; }

    /// <summary><c>--root</c>: a folder in front of every path, or null.</summary>
    public string? Root { get; init; }

    /// <summary><c>--user</c> (true), <c>--no-user</c> (false), or neither (null).</summary>
    public bool? User { get; init; }

    /// <summary>Whether the destination is the interpreter's own environment or the user's site-packages beside it.</summary>
    public bool IsEnvironment => Target is null && Prefix is null && Root is null;
}
