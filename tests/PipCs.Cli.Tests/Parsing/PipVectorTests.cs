using System.Globalization;
using System.Text.Json.Nodes;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Harness;

namespace PipCs.Cli.Tests.Parsing;

/// <summary>The parameters of pip's own tests of its options.</summary>
public sealed class PipVectorTests(PipVectorFile pip) : IClassFixture<PipVectorFile>
{
    [Fact]
    public void Python_version_reads_as_pip_reads_it() => Check("test_convert_python_version", static row =>
    {
        string value = Text(row, "value");
        int[]? numbers = row["expected"]![0]?.AsArray().Select(static number => number!.GetValue<int>()).ToArray();
        return row["expected"]![1] is { } problem
            ? Words(Refusal("--python-version", value)).EndsWith(problem.GetValue<string>(), StringComparison.Ordinal)
            : (Parse("--python-version", value).PythonVersion ?? []).SequenceEqual(numbers ?? []);
    });

    [Fact]
    public void Uploaded_prior_to_time_zone_is_read() => Check("test_handle_uploaded_prior_to_with_timezone", static row =>
        Parse("--uploaded-prior-to", Text(row, "value")).UploadedPriorTo == DateTimeOffset.Parse(Text(row, "value"), CultureInfo.InvariantCulture));

    [Fact]
    public void Uploaded_prior_to_time_without_zone_is_local() => Check("test_handle_uploaded_prior_to_naive_gets_local_timezone", static row =>
    {
        int[] parts = [.. row["expected_date_time"]!.AsArray().Select(static part => part!.GetValue<int>())];
        var local = new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Local);
        return Parse("--uploaded-prior-to", Text(row, "value")).UploadedPriorTo == new DateTimeOffset(local);
    });

    [Fact]
    public void Uploaded_prior_to_days_count_back_from_now() => Check("test_handle_uploaded_prior_to_duration", static row =>
    {
        DateTimeOffset limit = Parse("--uploaded-prior-to", Text(row, "value")).UploadedPriorTo!.Value;
        TimeSpan age = DateTimeOffset.UtcNow - limit;
        var days = TimeSpan.FromDays(int.Parse(Text(row, "value")[1..^1], CultureInfo.InvariantCulture));
        return age >= days && age < days + TimeSpan.FromMinutes(5);
    });

    [SharedTheory("vectors")]
    [InlineData("test_handle_uploaded_prior_to_invalid_dates")]
    [InlineData("test_handle_uploaded_prior_to_invalid_duration")]
    public void Uploaded_prior_to_anything_else_is_refused(string table)
        => Check(table, static row => Refusal("--uploaded-prior-to", Text(row, "invalid_value")) is not null);

    private static ParsedArguments Parse(string option, string value)
    {
        var result = new ParsedArguments(CommandTable.Find("install")!);
        ArgumentParser.Parse(result, [$"{option}={value}"], stopAtArgument: false);
        return result;
    }

    private static string? Refusal(string option, string value)
    {
        try
        {
            Parse(option, value);
            return null;
        }
        catch (UsageException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>A message without its line breaks.</summary>
    private static string Words(string? message) => string.Join(' ', (message ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(JsonObject row, string name) => row[name]!.GetValue<string>();

    private void Check(string table, Func<JsonObject, bool> holds)
        => Assert.Empty(pip.Rows("test_cmdoptions::" + table).Where(row => !holds(row)).Select(static row => row.ToJsonString()));
}
