namespace PipCs.Architecture.Tests;

/// <summary>Only Cli writes to the console and decides the exit code; errors for people are made in catalogues.</summary>
public sealed class ConsoleTests
{
    public static TheoryData<string> SilentRooms
        => [.. Repository.RoomProjects.Keys.Where(room => room != "PipCs.Cli").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Rooms => ReferenceTableTests.Rooms;

    [Theory]
    [MemberData(nameof(SilentRooms))]
    public void Room_never_touches_the_console_or_the_exit_code(string room)
    {
        using var used = new UsedMembers(room);
        Assert.DoesNotContain("System.Console", used.Types);
        Assert.Empty(used.Members.Intersect(
            ["System.Environment.Exit", "System.Environment.set_ExitCode", "System.Environment.FailFast"]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void User_errors_are_made_only_in_the_catalogue_of_the_room(string room)
    {
        using var used = new UsedMembers(room);
        Assert.Empty(used.MakersOf("PipCs.Diagnostics.UserErrorException").Where(type => type != room + ".Errors").Distinct());
    }
}
