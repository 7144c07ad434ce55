namespace PipCs.Index;

/// <summary>Asks a person for a login. Called by one thread at a time.</summary>
public interface ILoginPrompt
{
    /// <summary>Asks for the user; null or empty where none is given.</summary>
    /// <param name="authority">The host, with its port where it is not the usual one.</param>
    string? AskUser(string authority);

    /// <summary>Asks for the password, which is not shown; null where none is given.</summary>
    string? AskPassword();

    /// <summary>Asks whether the login is to be kept in the keyring, once it has proven right.</summary>
    bool AskToSave();
}
