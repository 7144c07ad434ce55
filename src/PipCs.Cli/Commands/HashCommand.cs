using System.Security.Cryptography;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Start;
using PipCs.Diagnostics;

namespace PipCs.Cli.Commands;

/// <summary><c>pip hash FILE ...</c>: the hashes of files in the form of a requirements file.</summary>
internal static class HashCommand
{
    internal static int Run(ParsedArguments arguments, CommandContext context)
    {
        if (arguments.Positionals.Count == 0)
        {
            context.Output.WriteError(HelpPrinter.Format(context.Program, arguments, 2).FormatUsage(arguments.Command));
            return 1;
        }

        var algorithm = arguments.Text(OptionKey.Algorithm)!;
        foreach (var path in arguments.Positionals)
        {
            context.Reporter.Report(Severity.Info, $"{path}:\n--hash={algorithm}:{Hash(path, algorithm)}");
        }

        return 0;
    }

    private static string Hash(string path, string algorithm)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            var hash = algorithm switch
            {
                "sha256" => SHA256.HashData(file),
                "sha384" => SHA384.HashData(file),
                _ => SHA512.HashData(file),
            };
            return Convert.ToHexStringLower(hash);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, Directory.Exists(path) ? "Is a directory" : File.Exists(path) ? "Permission denied" : "No such file or directory");
        }
    }
}
