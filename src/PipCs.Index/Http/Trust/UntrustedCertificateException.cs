using System.Security.Authentication;

namespace PipCs.Index.Http.Trust;

/// <summary>A server's certificate is not believed.</summary>
/// <param name="message">Why, in OpenSSL's words.</param>
internal sealed class UntrustedCertificateException(string message) : AuthenticationException(message);
