using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PipCs.Platform.Tests;

public sealed partial class NativeEnvironmentTests
{
    [Fact]
    public void Override_is_seen_by_native_code_alone()
    {
        NativeEnvironment.Override("PATH", "native");
        NativeEnvironment.Override("PIPCS_TEST_UNSET", "native");
        Assert.Equal("native", Marshal.PtrToStringUTF8(GetNative("PATH")));
        Assert.Equal("native", Marshal.PtrToStringUTF8(GetNative("PIPCS_TEST_UNSET")));
        Assert.NotEqual("native", Environment.GetEnvironmentVariable("PATH"));
        Assert.Null(Environment.GetEnvironmentVariable("PIPCS_TEST_UNSET"));
        using var child = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        var variables = child.StandardOutput.ReadToEnd().Split('\n');
        Assert.Contains("PATH=" + Environment.GetEnvironmentVariable("PATH"), variables);
        Assert.DoesNotContain(variables, variable => variable.StartsWith("PIPCS_TEST_UNSET", StringComparison.Ordinal));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetNative(string name);
}
