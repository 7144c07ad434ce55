using System.Runtime.InteropServices;

namespace PipCs.Standards.Tests;

/// <summary>The processor time that the calling thread has had.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static TimeSpan Now
    {
        get
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux' clock of a thread is known here");
            Assert.Equal(0, GetTime(ThreadProcessorTime, out TimeSpecification time));
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpecification time);

    private readonly struct TimeSpecification
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
