using System.Text.RegularExpressions;
using Azure.Core;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Azure;

/// <summary>Which storage account, and how to sign in: a connection string, or the addresses of its services and an identity.</summary>
public sealed record AzureStorageOptions
{
    /// <summary>What the Functions host calls its own account; ours is the same.</summary>
    public const string Connection = "AzureWebJobsStorage";

    private static readonly Regex AccountName = new("^[a-z0-9]{3,24}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Null: the addresses and the identity hold.</summary>
    public string? ConnectionString { get; init; }

    public Uri? TableService { get; init; }

    public Uri? QueueService { get; init; }

    /// <summary>A user-assigned managed identity; null for the one that is there by default.</summary>
    public string? ClientId { get; init; }

    /// <summary>What the names of all tables and queues begin with: letters and digits.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Last touch on the clients' options: transport, retries, what watches the wire.</summary>
    public Action<ClientOptions>? Clients { get; init; }

    /// <summary>
    /// As an operator names it: a connection string, or an account's name, which whoever is logged in to Azure then signs in to.
    /// </summary>
    /// <exception cref="SettingException">It is neither.</exception>
    public static AzureStorageOptions Parse(string text, string from)
    {
        if (text.Contains('=', StringComparison.Ordinal)) return new AzureStorageOptions { ConnectionString = text };
        return AccountName.IsMatch(text)
            ? new AzureStorageOptions
            {
                TableService = new Uri($"https://{text}.table.core.windows.net"),
                QueueService = new Uri($"https://{text}.queue.core.windows.net")
            }
            : throw new SettingException(
                $"{from}: this is neither a connection string, such as UseDevelopmentStorage=true, nor a storage account's name");
    }

    /// <summary>
    /// As a function app has it: <c>AzureWebJobsStorage</c>, or with <c>__tableServiceUri</c>,
    /// <c>__queueServiceUri</c> and <c>__clientId</c>.
    /// </summary>
    /// <exception cref="SettingException">Something is missing.</exception>
    public static AzureStorageOptions From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        if (read.Text(Connection) is { } connection) return new AzureStorageOptions { ConnectionString = connection };
        return new AzureStorageOptions
        {
            TableService = Service(read, "tableServiceUri"),
            QueueService = Service(read, "queueServiceUri"),
            ClientId = read.Text($"{Connection}__clientId"),
        };
    }

    public override string ToString() => TableService?.Host ?? "a storage account by connection string";

    private static Uri Service(SettingReader read, string name) =>
        Uri.TryCreate(read.Text($"{Connection}__{name}"), UriKind.Absolute, out var address)
            ? address
            : throw new SettingException(
                $"{Connection}__{name}: set it to the address of the account's service, or {Connection} to a connection string");
}
