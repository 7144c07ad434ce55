using System.Text;

namespace PipCs.Index.Http.Authentication;

/// <summary>A user and a password.</summary>
internal readonly record struct Login(string User, string Password)
{
    /// <summary>The value of the Authorization header (RFC 7617).</summary>
    internal string Header => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
}
