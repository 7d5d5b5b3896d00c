using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Settings;
using LinkWatch.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Hosting.Settings;

public sealed class HostSettingsTests
{
    private const string Old = "old 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private const string New = "new ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

    [Fact]
    public void Settings_steer_the_options_of_the_steps()
    {
        var options = Read(
            ("LINKWATCH_INTERVAL", "2.5"),
            ("LINKWATCH_PARALLEL", "7"),
            ("LINKWATCH_ALERT_GATHER", "60"),
            ("LINKWATCH_CONTACT_URL", "https://bot.example/")).Pipeline;

        var interval = TimeSpan.FromSeconds(2.5);
        Assert.Equal((interval, interval, interval), (options.Fetch.Interval, options.Check.Interval, options.Tracking.Spacing));
        Assert.Equal(
            (7, TimeSpan.FromMinutes(1), "https://bot.example/"),
            (options.Check.ParallelHosts, options.Alert.GatherFor, options.Fetch.ContactUrl));
    }

    [Fact]
    public void A_new_unsubscribe_key_in_front_signs_and_the_old_one_is_still_honoured()
    {
        var before = Read(("LINKWATCH_PUBLIC_URL", "https://links.example"), ("LINKWATCH_UNSUBSCRIBE_KEYS", Old)).UnsubscribeLinks!;
        var after = Read(
            ("LINKWATCH_PUBLIC_URL", "https://links.example"), ("LINKWATCH_UNSUBSCRIBE_KEYS", $"{New}; {Old}")).UnsubscribeLinks!;

        Assert.Contains("key=old", before.For("shop", "a@shop.example").Query, StringComparison.Ordinal);
        Assert.Contains("key=new", after.For("shop", "a@shop.example").Query, StringComparison.Ordinal);
        var (key, signature) = SigningKeys.Parse([Old]).Sign("unsubscribe\nshop\na@shop.example");
        Assert.True(after.IsOurs("shop", "a@shop.example", key, signature));
    }

    [Theory]
    [InlineData("no-secret")]
    [InlineData("short 0011")]
    [InlineData("; ;")]
    public void Keys_that_are_none_are_refused(string text)
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("LINKWATCH_UNSUBSCRIBE_KEYS", text)));
        Assert.StartsWith("LINKWATCH_UNSUBSCRIBE_KEYS: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_public_address_without_keys_is_refused()
    {
        var settings = Read(("LINKWATCH_PUBLIC_URL", "https://links.example"));
        Assert.Contains(
            "LINKWATCH_UNSUBSCRIBE_KEYS",
            Assert.Throws<SettingException>(() => new ServiceCollection().AddLinkWatch(settings)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once_a_line_each()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(
            ("LINKWATCH_INTERVAL", "often"), ("LINKWATCH_PARALLEL", "0"), ("LINKWATCH_OPERATORS", "nobody"),
            ("LINKWATCH_SMTP_TLS", "ssl"), ("LINKWATCH_SMTP_PORT", "0"), ("LINKWATCH_SENDGRID_KEY", "a key"),
            ("LINKWATCH_SENDGRID_HOST", "api"), ("LINKWATCH_WEBHOOK_URL", "https://hooks.example/"), ("LINKWATCH_NTFY_URL", "ntfy")));

        Assert.Equal(
            [
                "LINKWATCH_INTERVAL", "LINKWATCH_PARALLEL", "LINKWATCH_OPERATORS", "LINKWATCH_SMTP_TLS", "LINKWATCH_SMTP_PORT",
                "LINKWATCH_SENDGRID_KEY", "LINKWATCH_SENDGRID_HOST", "LINKWATCH_WEBHOOK_SECRET", "LINKWATCH_NTFY_URL",
            ],
            refusal.Problems.Select(problem => problem.Split(':')[0]));
        Assert.Equal(refusal.Problems, refusal.Message.Split('\n'));
    }

    [Fact]
    public void An_unresolved_key_vault_reference_is_refused_in_every_setting()
    {
        foreach (var setting in Setting.All)
        {
            var refusal = Assert.Throws<SettingException>(() => Read(
                ("LINKWATCH_WEBHOOK_URL", "https://hooks.example/"),
                ("LINKWATCH_WEBHOOK_SECRET", "s"),
                ("LINKWATCH_SENDGRID_KEY", "SG.x"),
                ("LINKWATCH_NTFY_URL", "https://ntfy.example/x"),
                (setting.Name, "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/x)")));
            Assert.Equal(
                $"{setting.Name}: the Key Vault reference was not resolved; check it in the portal, or set the value itself",
                refusal.Message);
        }
    }

    [Fact]
    public void A_channel_exists_if_it_is_configured()
    {
        Assert.Empty(ChannelsOf(Read()));
        Assert.Equal(
            ["discord", "ntfy", "sendgrid", "slack", "smtp", "teams", "webhook"],
            ChannelsOf(Read(
                ("LINKWATCH_SMTP_HOST", "mail.example"), ("LINKWATCH_SENDGRID_KEY", "SG.x"),
                ("LINKWATCH_WEBHOOK_URL", "https://hooks.example/"), ("LINKWATCH_WEBHOOK_SECRET", "s"),
                ("LINKWATCH_SLACK_URL", "https://hooks.slack.example/x"), ("LINKWATCH_TEAMS_URL", "https://teams.example/x"),
                ("LINKWATCH_DISCORD_URL", "https://discord.example/x"), ("LINKWATCH_NTFY_URL", "https://ntfy.example/x"))));
    }

    [Theory]
    [InlineData(null, null, SmtpTls.Auto, 587)]
    [InlineData("auto", "465", SmtpTls.Auto, 465)]
    [InlineData("true", null, SmtpTls.Auto, 587)]
    [InlineData("StartTLS", null, SmtpTls.StartTls, 587)]
    [InlineData("implicit", null, SmtpTls.Implicit, 465)]
    [InlineData("implicit", "2465", SmtpTls.Implicit, 2465)]
    [InlineData("none", "25", SmtpTls.None, 25)]
    [InlineData("False", null, SmtpTls.None, 587)]
    public void How_the_mail_server_encrypts_is_a_setting(string? tls, string? port, SmtpTls expected, int expectedPort)
    {
        var mail = Read(("LINKWATCH_SMTP_TLS", tls ?? ""), ("LINKWATCH_SMTP_PORT", port ?? "")).Mail;

        Assert.Equal((expected, expectedPort), (mail.SmtpTls, mail.SmtpPort));
    }

    [Theory]
    [InlineData("ssl")]
    [InlineData("3")]
    public void An_encryption_that_there_is_not_is_refused(string tls) => Assert.Equal(
        $"LINKWATCH_SMTP_TLS: '{tls}' is not one of auto, starttls, implicit, none",
        Assert.Throws<SettingException>(() => Read(("LINKWATCH_SMTP_TLS", tls))).Message);

    private static IEnumerable<string> ChannelsOf(HostSettings settings)
    {
        using var services = new ServiceCollection().AddLinkWatch(settings).BuildServiceProvider();
        return services.GetServices<IAlertChannel>().Select(channel => channel.Name).Order(StringComparer.Ordinal).ToList();
    }

    private static HostSettings Read(params (string Name, string Value)[] settings) =>
        HostSettings.From(name => settings.Where(setting => setting.Name == name).Select(setting => setting.Value).LastOrDefault());
}
