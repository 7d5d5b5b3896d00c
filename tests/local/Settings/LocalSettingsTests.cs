using LinkWatch.Hosting.Settings;
using LinkWatch.Local.Settings;

namespace LinkWatch.Tests.Local.Settings;

public sealed class LocalSettingsTests
{
    [Fact]
    public void A_key_of_the_operator_that_would_be_taken_for_the_key_of_a_site_is_refused()
    {
        var refusal = Assert.Throws<SettingException>(() => With("lw_secret"));

        Assert.StartsWith("LINKWATCH_API_KEY must not begin with lw_", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("lwsecret", With("lwsecret").ApiKey);
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once_those_of_this_host_among_them()
    {
        var wrong = new Dictionary<string, string>
        {
            ["LINKWATCH_TICK"] = "0",
            ["LINKWATCH_STORAGE"] = "no account",
            ["LINKWATCH_API_KEY"] = "lw_x",
            ["LINKWATCH_MAIL_FROM"] = "nobody",
        };

        var refusal = Assert.Throws<SettingException>(() => LocalSettings.From(wrong.GetValueOrDefault));

        Assert.Equal(
            ["LINKWATCH_MAIL_FROM:", "LINKWATCH_STORAGE:", "LINKWATCH_API_KEY", "LINKWATCH_TICK:"],
            refusal.Problems.Select(problem => problem.Split(' ')[0]));
    }

    private static LocalSettings With(string key) => LocalSettings.From(name => name == "LINKWATCH_API_KEY" ? key : null);
}
