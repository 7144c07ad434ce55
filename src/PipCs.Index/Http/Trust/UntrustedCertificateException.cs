using System.Security.Authentication;

namespace PipCs.Index.Http.Trust;

/// <summary>A server's certificate is not trusted.</summary>
/// <param name="message">The reason, in OpenSSL's words.</param>
internal sealed class UntrustedCertificateException(string message) : AuthenticationException(message);
