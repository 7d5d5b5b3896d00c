namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Stand-in: HTTP triggers take ASP.NET Core's types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
