namespace PipCs.Index.Tests;

public sealed class ReadingAheadTests
{
    [Fact]
    public void Add_many_reads_each_once_whatever_fails()
    {
        int[] counts = new int[200];
        using var done = new CountdownEvent(counts.Length);
        using (var ahead = new ReadingAhead())
        {
            for (int i = 0; i < counts.Length; i++)
            {
                int number = i;
                ahead.Add(() =>
                {
                    _ = Interlocked.Increment(ref counts[number]);
                    done.Signal();
                    if (number > 100)
                    {
                        throw new InvalidOperationException("nobody's matter");
                    }
                });
            }

            Assert.True(done.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        }

        Assert.All(counts, static count => Assert.Equal(1, count));
    }

    [Fact]
    public void Dispose_drops_what_waits_and_waits_for_what_runs()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "there is one processor");
        int ended = 0;
        var ahead = new ReadingAhead();
        using var began = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        int test = Environment.CurrentManagedThreadId;
        for (int i = 0; i < 100; i++)
        {
            ahead.Add(() =>
            {
                if (Environment.CurrentManagedThreadId != test)
                {
                    began.Set();
                    mayEnd.Wait();
                }

                _ = Interlocked.Increment(ref ended);
            });
        }

        int atOnce = ended;
        Assert.True(began.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        using var later = new Timer(_ => mayEnd.Set(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        ahead.Dispose();
        Assert.Equal(atOnce + 1, ended);
        ahead.Add(() => Interlocked.Increment(ref ended));
        Assert.Equal(atOnce + 1, ended);
    }
}
