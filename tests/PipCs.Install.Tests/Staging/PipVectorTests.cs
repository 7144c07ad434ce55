using System.Text.Json.Nodes;
using PipCs.Diagnostics;
using PipCs.Harness;
using PipCs.Store.Tests;

namespace PipCs.Install.Tests.Staging;

/// <summary>The parameters of pip's own tests of entry points that are no callables, or lie outside of the scripts directory.</summary>
public sealed class PipVectorTests(PipVectorFile pip) : IClassFixture<PipVectorFile>
{
    [Fact]
    public Task Stage_entry_point_without_callable_is_refused() => CheckAsync("TestInstallUnpackedWheel::test_invalid_entrypoints_fail", static row => (Text(row, "entrypoint_type"), Text(row, "entrypoint")), isRefused: true);

    [Fact]
    public Task Stage_entry_point_outside_of_the_scripts_is_refused() => CheckAsync("TestInstallUnpackedWheel::test_wheel_install_rejects_entry_point_path_traversal", static row => (Text(row, "entry_point_type"), Text(row, "bad_name") + " = demo:main"), isRefused: true);

    [Fact]
    public Task Stage_name_of_a_script_that_escapes_is_refused() => CheckAsync("test_raise_for_invalid_entrypoint_rejects_escaping", static row => ("console_scripts", Text(row, "name") + " = demo:main"), isRefused: true);

    [Fact]
    public Task Stage_name_of_a_script_within_is_taken() => CheckAsync("test_raise_for_invalid_entrypoint_allows_in_tree", static row => ("console_scripts", Text(row, "name") + " = demo:main"), isRefused: false);

    private static string Text(JsonObject row, string name) => row[name]!.GetValue<string>();

    private async Task CheckAsync(string table, Func<JsonObject, (string Group, string Line)> entryPoint, bool isRefused)
    {
        var wrong = new List<string>();
        foreach (JsonObject row in pip.Rows("test_wheel::" + table))
        {
            (string group, string line) = entryPoint(row);
            if (line.StartsWith(' '))
            {
                // Whoever reads entry_points.txt, pip too, drops the blank.
                continue;
            }

            using var environment = new TestEnvironment();
            using var store = new StoreFixture();
            var wheel = await Wheels.MakeAsync(store, "demo", "1.0", ("demo-1.0.dist-info/entry_points.txt", $"[{group}]\n{line}\n"));
            Exception? problem = Record.Exception(() => Wheels.Install(environment.Target, [new() { Wheel = wheel }]));
            if (problem is UserErrorException != isRefused)
            {
                wrong.Add($"{row.ToJsonString()}: {problem}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
