using System.Text.Json.Nodes;

namespace PipCs.Standards.Tests.Vectors;

/// <summary>The parameters of packaging's own tests, one test a table.</summary>
public sealed class VectorTests(VectorFile vectors) : IClassFixture<VectorFile>
{
    public static TheoryData<string> Tables { get; } = new(VectorTable.All.Keys);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_every_row_is_as_packaging_has_it(string table)
    {
        int rows = 0;
        var wrong = new List<string>();
        foreach (JsonObject row in vectors.Rows(table))
        {
            rows++;
            if (VectorTable.All[table](row) is { } problem)
            {
                wrong.Add($"{row.ToJsonString()}: {problem}");
            }
        }

        Assert.True(rows > 0);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows} rows:\n{string.Join('\n', wrong.Take(40))}");
    }

    [Fact]
    public void Table_each_is_checked_or_listed_with_its_reason()
    {
        IEnumerable<string> unknown = vectors.Tables.Select(table => table["tests/".Length..].Replace(".py::", "::", StringComparison.Ordinal))
            .Where(table => !VectorTable.All.ContainsKey(table) && NotChecked.Reason(table) is null);
        Assert.Empty(unknown);
    }
}
