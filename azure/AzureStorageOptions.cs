using System.Text.RegularExpressions;
using Azure.Core;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Azure;

/// <summary>Which storage account, and how to sign in: a connection string, or the addresses of its services and an identity.</summary>
public sealed record AzureStorageOptions
{
    /// <summary>The Functions host's own setting; LinkWatch uses the same account.</summary>
    public const string Connection = "AzureWebJobsStorage";

    private const string Tables = "tableServiceUri";
    private const string Queues = "queueServiceUri";
    private const string Blobs = "blobServiceUri";

    private static readonly Regex AccountName = new("^[a-z0-9]{3,24}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Null: sign in to the addresses with an identity.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The setting or option that the connection string came from, for messages.</summary>
    public string Setting { get; init; } = Connection;

    public Uri? TableService { get; init; }

    public Uri? QueueService { get; init; }

    /// <summary>Null: the account keeps no rank lists.</summary>
    public Uri? BlobService { get; init; }

    /// <summary>Of a user-assigned managed identity; null: the default identity.</summary>
    public string? ClientId { get; init; }

    /// <summary>The prefix of all names of tables, queues and containers: letters and digits.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Changes the clients' options: transport, retries, counting.</summary>
    public Action<ClientOptions>? Clients { get; init; }

    /// <summary>
    /// From a command line: a connection string, or the name of an account, which needs a login to Azure.
    /// </summary>
    /// <exception cref="SettingException">The text is neither.</exception>
    public static AzureStorageOptions Parse(string text, string from)
    {
        if (text.Contains('=', StringComparison.Ordinal)) return new AzureStorageOptions { ConnectionString = text, Setting = from };
        return AccountName.IsMatch(text)
            ? new AzureStorageOptions
            {
                TableService = new Uri($"https://{text}.table.core.windows.net"),
                QueueService = new Uri($"https://{text}.queue.core.windows.net"),
                BlobService = new Uri($"https://{text}.blob.core.windows.net"),
            }
            : throw new SettingException(
                $"{from}: neither a connection string, such as UseDevelopmentStorage=true, nor the name of a storage account");
    }

    /// <summary>
    /// From a function app's settings: <c>AzureWebJobsStorage</c>, or its <c>__tableServiceUri</c>, <c>__queueServiceUri</c>,
    /// <c>__blobServiceUri</c> (only for rank lists) and <c>__clientId</c>.
    /// </summary>
    /// <exception cref="SettingException">Settings are missing or invalid: all of them.</exception>
    public static AzureStorageOptions From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        if (read.Text(Connection) is { } connection) return new AzureStorageOptions { ConnectionString = connection };
        if (read.Text(NameOf(Tables)) is null && read.Text(NameOf(Queues)) is null)
        {
            throw new SettingException($"{Connection}: set it to a connection string, or {NameOf(Tables)} and {NameOf(Queues)} to the "
                + "https addresses of the account's services");
        }

        var (tables, queues) = (read.Collect(() => Service(read, Tables)), read.Collect(() => Service(read, Queues)));
        var blobs = read.Collect(() => read.Text(NameOf(Blobs)) is null ? null : Service(read, Blobs));
        var clientId = read.Collect(() => read.Text(NameOf("clientId")));
        read.ThrowIfWrong();
        return new AzureStorageOptions { TableService = tables, QueueService = queues, BlobService = blobs, ClientId = clientId };
    }

    public override string ToString() => TableService?.Host ?? "a storage account by connection string";

    private static string NameOf(string part) => $"{Connection}__{part}";

    private static Uri Service(SettingReader read, string name) =>
        Uri.TryCreate(read.Text(NameOf(name)), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new SettingException(
                $"{NameOf(name)}: set it to the https address of the account's service, or set {Connection} to a connection string");
}
