using System.Text;

namespace PipCs.Platform;

/// <summary>The environment variables as native libraries in this process see them, apart from those that managed code reads and child processes get.</summary>
public static unsafe class NativeEnvironment
{
    /// <summary>
    /// Gives a variable another value for native libraries only. Only a program should call this for its own process, before other
    /// threads call native code.
    /// </summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">The value for native code.</param>
    public static void Override(string name, string value)
    {
        // Setting any variable, even to its present value, makes managed code copy the environment. From then on it ignores the native one.
        Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name));
        fixed (byte* namePointer = Encoding.UTF8.GetBytes(name + '\0'))
        fixed (byte* valuePointer = Encoding.UTF8.GetBytes(value + '\0'))
        {
            // Safe: both end in a zero byte and setenv copies them.
            _ = Posix.SetEnvironment(namePointer, valuePointer, 1);
        }
    }
}
