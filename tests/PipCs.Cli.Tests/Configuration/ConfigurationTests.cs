using System.Text;
using PipCs.Cli.Configuration;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;

namespace PipCs.Cli.Tests.Configuration;

public sealed class ConfigurationTests
{
    private static ParsedArguments Apply(string command, string file, params (string Name, string Value)[] variables)
    {
        var set = new ConfigurationSet();
        foreach (var (section, key, value) in ConfigurationFile.Parse("pip.conf", Encoding.UTF8.GetBytes(file)).Values)
        {
            set.Set(section, key, value);
        }

        foreach (var (name, value) in variables)
        {
            set.Set(ConfigurationSet.EnvironmentSection, name, value);
        }

        var result = new ParsedArguments(CommandTable.Find(command)!);
        ConfiguredDefaults.Apply(set, result);
        return result;
    }

    [Fact]
    public void Later_sources_win_and_empty_values_vanish()
    {
        const string File = "[global]\ntimeout = 60\nretries: 1\nindex_url=\n[install]\ntimeout = 70\n[list]\ntimeout=1\n";
        Assert.Equal(70, Apply("install", File).Number(OptionKey.Timeout));
        Assert.Equal(60, Apply("download", File).Number(OptionKey.Timeout));
        Assert.Equal(80, Apply("install", File, ("TIMEOUT", "80")).Number(OptionKey.Timeout));
        Assert.Equal(70, Apply("install", File, ("TIMEOUT", "")).Number(OptionKey.Timeout));
        Assert.Equal(1, Apply("install", File).Integer(OptionKey.Retries));
        Assert.Equal("https://pypi.org/simple", Apply("install", File).Text(OptionKey.IndexUrl));
    }

    [Fact]
    public void Lists_come_from_the_last_source_and_the_command_line_adds_to_them()
    {
        var arguments = Apply("install", "[global]\nfind-links =\n    /a\n    /b\n", ("TRUSTED_HOST", "x  y"));
        ArgumentParser.Parse(arguments, ["-f", "/c"], stopAtArgument: false);
        Assert.Equal(["/a", "/b", "/c"], arguments.List(OptionKey.FindLinks));
        Assert.Equal(["x", "y"], arguments.List(OptionKey.TrustedHosts));
    }

    [Theory]
    [InlineData("VERSION", "26.3")]
    [InlineData("Version", "1")]
    [InlineData("HELP", "me")]
    [InlineData("help", "1")]
    public void Variables_that_pip_ignores_are_ignored(string name, string value)
    {
        var loader = new ConfigurationLoader { Variable = static name => name == "PIP_CONFIG_FILE" ? "/dev/null" : null, PipVariables = [(name, value), ("TIMEOUT", "7")] };
        Assert.Equal([("timeout", "7")], loader.Load(isolated: false, siteFile: null).GetSection(ConfigurationSet.EnvironmentSection));
    }

    [Fact]
    public void Relative_folders_of_XDG_variables_are_ignored()
    {
        var folder = Directory.CreateTempSubdirectory("pip-cs-xdg-");
        try
        {
            Directory.CreateDirectory(Path.Join(folder.FullName, "pip"));
            System.IO.File.WriteAllText(Path.Join(folder.FullName, "pip", "pip.conf"), "[global]\nno-color = yes\n");
            var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.FullName);
            foreach (var variable in new[] { "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS" })
            {
                Assert.NotEmpty(Load(variable, folder.FullName));
                Assert.Empty(Load(variable, relative));
            }
        }
        finally
        {
            folder.Delete(true);
        }

        static IEnumerable<(string, string)> Load(string variable, string value) =>
            new ConfigurationLoader { Variable = name => name == variable ? value : null, PipVariables = [] }.Load(isolated: false, siteFile: null).GetSection("global").Where(static item => item.Key == "no-color");
    }

    [Fact]
    public void Flags_and_counts_are_words_or_numbers()
    {
        var arguments = Apply("install", "[global]\nno-compile = no\nverbose=2\nquiet = yes\nno-cache-dir = false\n", ("USER", "off"));
        Assert.False(arguments.Flag(OptionKey.Compile));
        Assert.Equal(1, arguments.Verbosity);
        Assert.True(arguments.CacheDisabled);
        Assert.False(arguments.Switch(OptionKey.UseUserSite));
    }

    [Theory]
    [InlineData("timeout", "x", "An error occurred during configuration: option timeout: invalid floating-point value: 'x'")]
    [InlineData("exists-action", "q", "An error occurred during configuration: option exists-action: invalid choice: 'q' (choose from 's', 'i', 'w', 'b', 'a')")]
    public void Bad_values_end_with_code_3(string key, string value, string message)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Apply("install", "", (key, value)));
        Assert.Equal($"{message}. Check your pip configuration files or environment variables for this value. See https://pip.pypa.io/en/stable/topics/configuration/ for more information.\n", exception.Message);
        Assert.Equal(3, exception.ExitCode);
    }

    [Theory]
    [InlineData("user", "maybe", "maybe is not a valid value for user option, please specify a boolean value like yes/no, true/false or 1/0 instead.")]
    [InlineData("verbose", "-1", "-1 is not a valid value for verbose option, please instead specify either a non-negative integer or a boolean value like yes/no or false/true which is equivalent to 1/0.")]
    [InlineData("no-cache-dir", "maybe", "--no-cache-dir error: invalid truth value 'maybe'")]
    public void Bad_flags_are_usage_errors(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Apply("install", "", (key, value))).Message);

    [Fact]
    public void Files_may_have_comments_continuations_and_defaults()
    {
        var values = ConfigurationFile.Parse("f", "# c\n[DEFAULT]\nA = 1\n[s]\n; c\nB : x y\n   z\n\n   w\nC=\n"u8).Values;
        Assert.Equal([("s", "a", "1"), ("s", "b", "x y\nz\n\nw"), ("s", "c", "")], values);
    }

    [Theory]
    [InlineData("a = 1\n", "Configuration file could not be loaded.\nFile contains no section headers.\nfile: 'f', line: 1\n'a = 1\\n'\n")]
    [InlineData("[s]\n[s]\n", "Configuration file could not be loaded.\nWhile reading from 'f' [line  2]: section 's' already exists\n")]
    [InlineData("[s]\na=1\nA=2\n", "Configuration file could not be loaded.\nWhile reading from 'f' [line  3]: option 'a' in section 's' already exists\n")]
    [InlineData("[s]\nfoo\n", "Configuration file could not be loaded.\nSource contains parsing errors: 'f'\n\t[line  2]: 'foo\\n'\n")]
    public void Malformed_files_are_refused_in_the_words_of_Python(string content, string message)
    {
        var exception = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("f", Encoding.UTF8.GetBytes(content)));
        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.Equal("Configuration file contains invalid utf-8 characters in f.", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("f", [0x5b, 0xff])).Message);
}
