using System.Diagnostics;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Tests.Functions;

/// <summary>App settings, and the worker that reads them at its start.</summary>
public sealed class FunctionSettingsTests
{
    [Fact]
    public void An_account_is_named_by_its_services_or_by_a_connection_string()
    {
        var identity = Read(
            ("AzureWebJobsStorage__tableServiceUri", "https://a.table.core.windows.net/"),
            ("AzureWebJobsStorage__queueServiceUri", "https://a.queue.core.windows.net/"),
            ("AzureWebJobsStorage__clientId", "id"));
        var connection = Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("LINKWATCH_SHARDS", "8"));

        Assert.Equal(
            ("https://a.table.core.windows.net/", "id", 4),
            (identity.Storage.TableService!.AbsoluteUri, identity.Storage.ClientId, identity.Shards));
        Assert.Equal(("UseDevelopmentStorage=true", 8), (connection.Storage.ConnectionString, connection.Shards));
    }

    [Theory]
    [InlineData("LINKWATCH_SHARDS", "0", "is not a whole number from 1 to 64")]
    [InlineData("LINKWATCH_PARALLEL", "many", "is not a whole number")]
    [InlineData(
        "LINKWATCH_UNSUBSCRIBE_KEYS",
        "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/unsubscribe-keys)",
        "the Key Vault reference was not resolved")]
    [InlineData(
        "LINKWATCH_SENDGRID_KEY",
        "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/sendgrid-key)",
        "the Key Vault reference was not resolved")]
    [InlineData(
        "LINKWATCH_SMTP_PASSWORD",
        "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/smtp-password)",
        "the Key Vault reference was not resolved")]
    [InlineData("LINKWATCH_WEBHOOK_URL", "ftp://hook.example", "not a webhook address")]
    [InlineData("LINKWATCH_PUBLIC_URL", "links.example", "is not a web address")]
    [InlineData("LINKWATCH_PUBLIC_URL", "https://example.com/links", "a host of its own")]
    [InlineData("AzureWebJobsStorage", " ", "set it to a connection string, or AzureWebJobsStorage__tableServiceUri and ")]
    public void A_setting_that_cannot_be_is_refused_by_name(string name, string value, string line)
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true"), (name, value)));

        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(line, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once_and_wrong_keys_are_not_said_to_be_missing() => Assert.Equal(
        ["LINKWATCH_INTERVAL", "LINKWATCH_UNSUBSCRIBE_KEYS", "LINKWATCH_SMTP_PORT", "AzureWebJobsStorage", "LINKWATCH_SHARDS"],
        Assert.Throws<SettingException>(() => Read(
            ("LINKWATCH_INTERVAL", "often"), ("LINKWATCH_SMTP_PORT", "0"), ("LINKWATCH_PUBLIC_URL", "https://links.example"),
            ("LINKWATCH_UNSUBSCRIBE_KEYS", "short 0011"), ("LINKWATCH_SHARDS", "0"))).Problems.Select(problem => problem.Split(':')[0]));

    [Fact]
    public async Task A_worker_with_bad_settings_says_so_in_a_line_each_and_ends()
    {
        var (code, error) = await StartAsync(
            ("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("LINKWATCH_SHARDS", "x"), ("LINKWATCH_PARALLEL", "0"));

        Assert.Equal(
            (2, "LinkWatch failed to start: LINKWATCH_PARALLEL: '0' is not a whole number from 1 to 1024\n"
                + "LinkWatch failed to start: LINKWATCH_SHARDS: 'x' is not a whole number from 1 to 64\n"),
            (code, error));
    }

    [Fact]
    public async Task A_worker_with_a_bad_setting_says_so_in_one_line_and_ends() =>
        Assert.Equal((2, "LinkWatch failed to start: LINKWATCH_SHARDS: 'x' is not a whole number from 1 to 64\n"), await StartAsync(
            ("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("LINKWATCH_SHARDS", "x")));

    [Fact]
    public async Task A_worker_that_cannot_reach_its_storage_says_so_in_one_line_and_ends()
    {
        var (code, error) = await StartAsync(("AzureWebJobsStorage", "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;"
            + "TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a"));

        Assert.Equal(2, code);
        Assert.StartsWith("LinkWatch failed to start: ", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private static FunctionSettings Read(params (string Name, string Value)[] settings) =>
        FunctionSettings.From(
            settings.GroupBy(setting => setting.Name).ToDictionary(group => group.Key, group => group.Last().Value).GetValueOrDefault);

    private static async Task<(int Code, string Error)> StartAsync(params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ScheduleTimer).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await output);
        return (process.ExitCode, error);
    }
}
