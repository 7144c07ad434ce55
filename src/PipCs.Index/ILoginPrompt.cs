namespace PipCs.Index;

/// <summary>Asks the user for a login. Called by one thread at a time.</summary>
public interface ILoginPrompt
{
    /// <summary>Asks for the user name; null or empty where none is given.</summary>
    /// <param name="authority">The host, with its port where that is not the default.</param>
    string? AskUser(string authority);

    /// <summary>Asks for the password without showing it; null where none is given.</summary>
    string? AskPassword();

    /// <summary>Asks whether the login is to be kept in the keyring, once it has proven right.</summary>
    bool AskToSave();
}
