namespace PipCs.Diagnostics;

/// <summary>How important a line is, as pip's logging levels; <c>-v</c> and <c>-q</c> move the bar.</summary>
public enum Severity
{
    /// <summary>Shown with <c>-vv</c>, on stdout.</summary>
    Debug,

    /// <summary>Shown with <c>-v</c>, on stdout.</summary>
    Verbose,

    /// <summary>Shown unless <c>-q</c>, on stdout.</summary>
    Info,

    /// <summary>Shown unless <c>-qq</c>, on stderr with <c>WARNING: </c> in front.</summary>
    Warning,

    /// <summary>Shown unless <c>-qqq</c>, on stderr with <c>ERROR: </c> in front.</summary>
    Error,

    /// <summary>Always shown, on stderr with <c>ERROR: </c> in front.</summary>
    Critical,
}
