using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace PipCs.Architecture.Tests;

/// <summary>Every limit in the code stands in docs/limits.md with its value, and nothing else does.</summary>
public sealed partial class LimitsTests
{
    [Fact]
    public void Limits_in_docs_are_those_in_the_code()
    {
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "limits.md"))).Select(match => $"{match.Groups[1].Value} = {match.Groups[2].Value}");
        Assert.Equal(Constants().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Constants()
        => from room in Repository.RoomProjects.Keys
           from type in Repository.LoadRoom(room).GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where !type.IsEnum && field.IsLiteral && Name().IsMatch(field.Name) && field.GetRawConstantValue() is int or long
           select string.Create(CultureInfo.InvariantCulture, $"{(room == "PipCs" ? room : room["PipCs.".Length..])}.{type.Name}.{field.Name} = {field.GetRawConstantValue()}");

    [GeneratedRegex("^(Largest|Longest|Most|Deepest|Maximum)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| `(\w+\.\w+\.\w+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
