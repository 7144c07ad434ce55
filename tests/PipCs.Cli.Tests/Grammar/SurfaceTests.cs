using System.Text.Json;
using PipCs.Cli.Grammar;
using PipCs.Harness;

namespace PipCs.Cli.Tests.Grammar;

/// <summary>Holds the grammar against what pip 26.3 itself says of its options.</summary>
public sealed class SurfaceTests
{
    public static TheoryData<string> Commands => ["", .. CommandTable.Names.ToArray()];

    [SharedTheory("pip/cli-surface.json")]
    [MemberData(nameof(Commands))]
    public void Command_has_every_option_of_pip_with_equal_attributes(string name)
    {
        using var surface = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("pip/cli-surface.json")));
        var expected = surface.RootElement.GetProperty(name);
        var command = name.Length == 0 ? CommandTable.Main : CommandTable.Find(name)!;
        List<string> theirs = [];
        if (name.Length > 0)
        {
            Assert.Equal(expected.GetProperty("summary").GetString(), CommandTable.Summarize(name));
            Assert.Equal(expected.GetProperty("ignore_require_venv").GetBoolean(), command.IgnoresRequiredEnvironment);
            foreach (var group in expected.GetProperty("groups").EnumerateObject())
            {
                theirs.AddRange(group.Value.EnumerateArray().Select(option => $"{group.Name}: {Describe(option)}"));
            }
        }

        theirs.AddRange(surface.RootElement.GetProperty("").GetProperty("options").EnumerateArray()
            .Where(option => name.Length == 0 || option.GetProperty("dest").GetString() != "version")
            .Select(option => $"General Options: {Describe(option)}"));
        List<string> ours = [];
        foreach (var group in command.Groups)
        {
            ours.AddRange(group.Options.Where(option => !option.Added).Select(option => $"{group.Title}: {Describe(option)}"));
        }

        ours.AddRange(command.Ungrouped.Select(option => $"General Options: {Describe(option)}"));
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void Names_are_those_of_pip_in_its_order()
    {
        using var surface = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("pip/cli-surface.json")));
        Assert.Equal(surface.RootElement.EnumerateObject().Select(command => command.Name).Where(name => name.Length > 0), CommandTable.Names.ToArray());
    }

    private static string Describe(JsonElement option)
    {
        var names = option.GetProperty("opts").EnumerateArray().Select(name => name.GetString());
        var action = option.GetProperty("action").GetString();
        var value = option.GetProperty("default");
        var text = value.ValueKind switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.Number when action == "store" => value.GetRawText(),
            JsonValueKind.String when action == "store" && value.GetString()![0] is not '<' => value.GetString()!
                .Replace("{default-index-rpc}", "https://pypi.org/pypi", StringComparison.Ordinal)
                .Replace("{default-index}", "https://pypi.org/simple", StringComparison.Ordinal),
            _ => "",
        };
        text = text.StartsWith("{home}", StringComparison.Ordinal) ? "" : text;
        return Join(names, option, "dest", action, option.GetProperty("type").GetString(), List(option.GetProperty("choices")), text,
            option.GetProperty("const").GetString(), option.GetProperty("metavar").GetString(), option.GetProperty("hidden").GetBoolean(),
            option.GetProperty("help").GetString(), option.GetProperty("callback").GetString());
    }

    private static string Describe(Option option)
    {
        var action = option.Action switch
        {
            OptionAction.StoreTrue => "store_true",
            OptionAction.StoreFalse => "store_false",
            OptionAction.StoreConstant => "store_const",
            var other => other.ToString().ToLowerInvariant(),
        };
        var type = option.Type switch
        {
            OptionType.None => null,
            OptionType.Text => "string",
            OptionType.Integer => "int",
            OptionType.Number => "float",
            OptionType.PackageName => "package_name",
            var other => other.ToString().ToLowerInvariant(),
        };
        var callback = option.Callback == OptionCallback.None ? null
            : "_handle" + string.Concat(option.Callback.ToString().Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));
        var choices = option.Choices is null ? "" : string.Join('|', option.Choices);
        return string.Join(" ; ", string.Join(',', option.Names), option.Destination, action, type, choices, option.DefaultsToTrue ? "True" : option.Default ?? "",
            option.Constant, option.Metavar, option.Hidden, option.Help, callback);
    }

    private static string Join(IEnumerable<string?> names, JsonElement option, string destination, params object?[] rest) =>
        string.Join(" ; ", [string.Join(',', names), option.GetProperty(destination).GetString(), .. rest]);

    private static string List(JsonElement choices) =>
        choices.ValueKind == JsonValueKind.Array ? string.Join('|', choices.EnumerateArray().Select(choice => choice.GetString())) : "";
}
