using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    var settings = FunctionSettings.From(Environment.GetEnvironmentVariable);
    builder.Services.AddFunctions(settings, await AzureStorage.OpenAsync(settings.Storage, settings.Shards, CancellationToken.None));
}
catch (Exception e) when (e is SettingException or StorageException)
{
    // The host shows what a worker writes before it exits; a stack trace would bury the line.
    await Console.Error.WriteLineAsync($"LinkWatch: {e.Message}");
    return 2;
}

await builder.Build().RunAsync();
return 0;
