namespace PipCs.Architecture.Tests;

/// <summary>Programs are started in one place, which ends them with all that they started (<c>ChildProcess</c> in Platform).</summary>
public sealed class ProcessTests
{
    public static TheoryData<string> Rooms => ReferenceTableTests.Rooms;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Programs_are_not_started_by_the_runtime(string room)
    {
        using var used = new UsedMembers(room);
        Assert.DoesNotContain("System.Diagnostics.Process", used.Types);
        Assert.DoesNotContain("System.Diagnostics.ProcessStartInfo", used.Types);
    }
}
