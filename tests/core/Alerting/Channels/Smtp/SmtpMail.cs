using LinkWatch.Alerting.Channels;

namespace LinkWatch.Tests.Core.Alerting.Channels.Smtp;

internal static class SmtpMail
{
    public const string Password = "correct horse battery";

    public static MailOptions Options(int port, SmtpTls tls = SmtpTls.None) => new()
    {
        From = "LinkWatch <alerts@linkwatch.example>",
        SmtpHost = "127.0.0.1",
        SmtpPort = port,
        SmtpTls = tls,
        SmtpUser = "linkwatch",
        SmtpPassword = Password,
    };
}
