using PipCs.Index;
using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>Asks the user at the terminal for a login; the password is not shown.</summary>
internal sealed class LoginPrompt : ILoginPrompt
{
    private readonly StandardOutput _output;

    private LoginPrompt(StandardOutput output) => _output = output;

    /// <summary>A prompt on the terminal; null where there is none.</summary>
    internal static LoginPrompt? OfTerminal(StandardOutput output) => ProcessIdentity.IsTerminal(0) ? new(output) : null;

    public string? AskUser(string authority)
    {
        Write($"User for {authority}: ");
        var user = Prompt.ReadLine()?.Trim();
        _output.NoteAnswer();
        return user;
    }

    public string? AskPassword()
    {
        // Hides the input before asking. Text typed in between would otherwise be shown, and lost.
        using var hidden = new HiddenInput(0);
        Write("Password: ");
        var password = Prompt.ReadLine();
        Write("\n");
        return password;
    }

    public bool AskToSave() => Prompt.Ask(_output, "Save credentials to keyring [y/N]: ", ["y", "n"]) == "y";

    private void Write(string text)
    {
        _output.Write(text);
        _output.Flush();
    }
}
