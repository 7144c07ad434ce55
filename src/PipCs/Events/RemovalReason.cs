namespace PipCs.Events;

/// <summary>The reason why an installed distribution is removed.</summary>
public enum RemovalReason
{
    /// <summary>It was named for <c>uninstall</c>.</summary>
    Requested,

    /// <summary>Another version takes its place, or the same one is installed anew.</summary>
    Replaced,

    /// <summary><c>sync</c> found it installed, though nothing needs it.</summary>
    Unwanted,
}
