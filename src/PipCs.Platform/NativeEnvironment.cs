using System.Text;

namespace PipCs.Platform;

/// <summary>The environment variables as native libraries in this process see them, apart from those that managed code reads and child processes get.</summary>
public static unsafe class NativeEnvironment
{
    /// <summary>
    /// Gives a variable another value for native libraries alone. Only the process's owner should do that, before there
    /// are threads that call native code.
    /// </summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">What native code sees.</param>
    public static void Override(string name, string value)
    {
        // Setting a variable, even to what it is, makes managed code keep a copy of the environment: it never looks at the native one again.
        Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name));
        fixed (byte* namePointer = Encoding.UTF8.GetBytes(name + '\0'))
        fixed (byte* valuePointer = Encoding.UTF8.GetBytes(value + '\0'))
        {
            // Safe: both end in a zero byte and setenv copies them.
            _ = Posix.SetEnvironment(namePointer, valuePointer, 1);
        }
    }
}
