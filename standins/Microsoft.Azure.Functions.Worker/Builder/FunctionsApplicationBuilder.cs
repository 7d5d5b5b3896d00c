using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Stand-in: takes a worker's services and settings, and builds no worker. It says so on standard error and ends the process.</summary>
public class FunctionsApplicationBuilder
{
    private readonly HostApplicationBuilder builder;

    internal FunctionsApplicationBuilder(string[] args) => builder = Host.CreateApplicationBuilder(args);

    public IServiceCollection Services => builder.Services;

    public ConfigurationManager Configuration => builder.Configuration;

    public IHostEnvironment Environment => builder.Environment;

    public ILoggingBuilder Logging => builder.Logging;

    public IHost Build()
    {
        Console.Error.WriteLine("This build has stand-ins in place of Azure's packages and cannot serve as a worker: dotnet publish functions, then func start in the publish folder.");
        System.Environment.Exit(2);
        return builder.Build();
    }
}
