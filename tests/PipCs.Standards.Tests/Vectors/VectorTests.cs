using System.Text.Json.Nodes;
using PipCs.Harness;

namespace PipCs.Standards.Tests.Vectors;

/// <summary>The parameters of packaging's and pip's own tests, one test a table.</summary>
public sealed class VectorTests(VectorFile packaging, PipVectorFile pip) : IClassFixture<VectorFile>, IClassFixture<PipVectorFile>
{
    public static TheoryData<string> Tables { get; } = new(VectorTable.All.Keys);

    public static TheoryData<string> PipTables { get; } = new(VectorTable.OfPip.Keys);

    [SharedTheory("vectors")]
    [MemberData(nameof(Tables))]
    public void Table_every_row_is_as_packaging_has_it(string table) => Check(packaging.Rows(table), VectorTable.All[table]);

    [SharedTheory("vectors")]
    [MemberData(nameof(PipTables))]
    public void Table_every_row_is_as_pip_has_it(string table) => Check(pip.Rows(table), VectorTable.OfPip[table]);

    [Fact]
    public void Table_each_is_checked_or_listed_with_its_reason()
    {
        Assert.DoesNotContain(packaging.Tables, table => !VectorTable.All.ContainsKey(table) && NotChecked.Reason(table) is null);
        Assert.DoesNotContain(pip.Tables, table => !VectorTable.OfPip.ContainsKey(table) && NotChecked.ReasonOfPip(table) is null);
    }

    private static void Check(IEnumerable<JsonObject> table, Func<JsonObject, string?> check)
    {
        int rows = 0;
        var wrong = new List<string>();
        foreach (JsonObject row in table)
        {
            rows++;
            if (check(row) is { } problem)
            {
                wrong.Add($"{row.ToJsonString()}: {problem}");
            }
        }

        Assert.True(rows > 0);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows} rows:\n{string.Join('\n', wrong.Take(40))}");
    }
}
