namespace PipCs.Diagnostics;

/// <summary>How pip begins the message where the operating system refused something.</summary>
public static class SystemFailureText
{
    /// <summary>The message.</summary>
    /// <param name="reason">The system's reason, as Python prints it.</param>
    public static string Of(string reason) => $"Could not install packages due to an OSError: {reason}";
}
