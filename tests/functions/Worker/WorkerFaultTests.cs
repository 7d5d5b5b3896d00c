using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>An app that cannot start: of what it wrote to standard error, the host shows a line that says that something failed.</summary>
public sealed class WorkerFaultTests(PublishedFunctions published)
{
    private const string Unresolved = "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/some-secret)";
    private const string Storage = "AzureWebJobsStorage";
    private const string TableService = "AzureWebJobsStorage__tableServiceUri";
    private const string QueueService = "AzureWebJobsStorage__queueServiceUri";

    /// <summary>Any text is a value of these, unless it is a reference that was not resolved.</summary>
    private static readonly Setting[] Free =
        [
            Setting.SmtpHost, Setting.SmtpUser, Setting.SmtpPassword, Setting.NtfyToken, Setting.WebhookSecret, Setting.BingKey,
            Setting.YandexToken,
        ];

    /// <summary>A setting, what is wrong with it, and the settings without which it isn't read.</summary>
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { Storage, "", Storage, "" },
        { Storage, "AccountName=a", Storage, "" },
        { TableService, "http://a.example", TableService, $"{Storage}=;{QueueService}=https://a.example" },
        { QueueService, "a.example", QueueService, $"{Storage}=;{TableService}=https://a.example" },
        { FunctionSettings.ShardsSetting.Name, "x", "", "" },
        { Setting.AllowAddress.Name, "10.0.0.0/99", "", "" },
        { Setting.Interval.Name, "often", "", "" },
        { Setting.Parallel.Name, "0", "", "" },
        { Setting.ContactUrl.Name, "us\n(here)", "", "" },
        { Setting.AlertGather.Name, "-1", "", "" },
        { Setting.MailFrom.Name, "nobody", "", "" },
        { Setting.PublicSuffixList.Name, "/nowhere", "", "" },
        { Setting.PublicUrl.Name, "links.example", "", "" },
        { Setting.PublicUrl.Name, "https://links.example", "", "" },
        { Setting.SigningKeys.Name, "short 0011", "", "" },
        { Setting.SmtpPort.Name, "70000", "", "" },
        { Setting.SmtpTls.Name, "maybe", "", "" },
        { Setting.SendGridKey.Name, "a key", "", "" },
        { Setting.SendGridHost.Name, "api", "", $"{Setting.SendGridKey.Name}=SG.key" },
        { Setting.SendGridSandbox.Name, "perhaps", "", $"{Setting.SendGridKey.Name}=SG.key" },
        { Setting.WebhookUrl.Name, "ftp://hook.example", "", "" },
        { Setting.WebhookUrl.Name, "https://hook.example", Setting.WebhookSecret.Name, "" },
        { Setting.Operators.Name, "nobody", "", "" },
        { Setting.SlackUrl.Name, "slack", "", "" },
        { Setting.TeamsUrl.Name, "teams", "", "" },
        { Setting.DiscordUrl.Name, "discord", "", "" },
        { Setting.NtfyUrl.Name, "ntfy", "", "" },
        { Setting.SendGridKey.Name, Unresolved, "", "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_setting_that_cannot_be_ends_the_worker_with_one_line_that_names_it(
        string name, string value, string named, string others)
    {
        var settings = new Dictionary<string, string> { [Storage] = "UseDevelopmentStorage=true" };
        foreach (var other in others.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            settings[other.Split('=')[0]] = other[(other.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        settings[name] = value;
        var (code, output, error) = await EndedAsync(settings);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"LinkWatch failed to start: {(named.Length > 0 ? named : name)}: ", OnlyLineOf(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_end_it_with_a_line_each_in_which_the_host_finds_that_something_failed()
    {
        var (code, output, error) = await EndedAsync(new()
        {
            [Storage] = "UseDevelopmentStorage=true",
            [Setting.Interval.Name] = "often",
            [Setting.SlackUrl.Name] = "slack",
            [FunctionSettings.ShardsSetting.Name] = "x",
        });

        Assert.Equal((2, ""), (code, output));
        var lines = error.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(
            lines.Zip([Setting.Interval, Setting.SlackUrl, FunctionSettings.ShardsSetting]),
            pair => Assert.StartsWith($"LinkWatch failed to start: {pair.Second.Name}: ", pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_is_tried_but_those_that_take_any_text()
    {
        var tried = Faults.Select(fault => fault.Data.Item1).Distinct();

        Assert.Equal(
            Setting.All.Except(Free).Append(FunctionSettings.ShardsSetting).Select(setting => setting.Name).Order(),
            tried.Where(name => name.StartsWith("LINKWATCH_", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void A_reference_to_a_vault_that_was_not_resolved_is_refused_in_every_setting()
    {
        var valid = new Dictionary<string, string>
        {
            [Storage] = "UseDevelopmentStorage=true",
            [Setting.SendGridKey.Name] = "SG.key",
            [Setting.WebhookUrl.Name] = "https://hook.example",
            [Setting.WebhookSecret.Name] = "secret",
            [Setting.NtfyUrl.Name] = "https://ntfy.example/topic",
        };
        FunctionSettings.From(valid.GetValueOrDefault);
        foreach (var name in Setting.All.Append(FunctionSettings.ShardsSetting).Select(setting => setting.Name).Append(Storage))
        {
            var settings = new Dictionary<string, string>(valid) { [name] = Unresolved };
            var refusal = Assert.Throws<SettingException>(() => FunctionSettings.From(settings.GetValueOrDefault));
            Assert.StartsWith($"{name}: the Key Vault reference was not resolved; ", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_storage_that_cannot_be_reached_ends_the_worker_with_one_line()
    {
        const string Nobody = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;"
            + "QueueEndpoint=http://127.0.0.1:1/a";

        var (code, output, error) = await EndedAsync(new() { [Storage] = Nobody });

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(
            "LinkWatch failed to start: storage http://127.0.0.1:1: cannot be reached", OnlyLineOf(error), StringComparison.Ordinal);
    }

    private static string OnlyLineOf(string error) => Assert.Single(error.TrimEnd('\n').Split('\n'));

    private async Task<(int Code, string Output, string Error)> EndedAsync(Dictionary<string, string> settings)
    {
        await using var host = await WorkerHost.LaunchAsync(await published.FolderAsync(), settings);
        return await host.EndedAsync();
    }
}
