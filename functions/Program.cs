using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<HttpErrors>();
WorkerLog.Quieten(builder.Logging);
try
{
    var settings = FunctionSettings.From(Environment.GetEnvironmentVariable);
    builder.Services.AddFunctions(settings, await AzureStorage.OpenAsync(settings.Storage, settings.Shards, CancellationToken.None));
}
catch (Exception e) when (e is SettingException or StorageException)
{
    // Of what a worker writes before it exits, the host keeps lines with words such as "fail"; a stack trace would bury them.
    foreach (var problem in (e as SettingException)?.Problems ?? [e.Message])
        await Console.Error.WriteLineAsync($"LinkWatch failed to start: {problem.ReplaceLineEndings(" ")}");
    return 2;
}

await builder.Build().RunAsync();
return 0;
