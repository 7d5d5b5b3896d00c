using System.Net.Mime;
using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace LinkWatch.Tests.Web.OpenApi;

/// <summary>Writes the OpenAPI document of <see cref="WebRoutes.All"/>.</summary>
internal static class OpenApiWriter
{
    private const string Name = "api";
    private const string ErrorStatus = "default";

    public static async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWeb();
        builder.Services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            foreach (var converter in Json.Options.Converters) http.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddOpenApi(Name, options =>
        {
            options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
            options.AddSchemaTransformer((schema, context, _) => DescribeAsync(schema, context));
            options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
        });
        await using var app = builder.Build();
        foreach (var route in WebRoutes.All)
        {
            if (route.Operation is { } operation) Map(app, route, operation);
        }

        // The routes are known once the server runs.
        await app.StartAsync(cancellationToken);
        var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
    }

    private static void Map(WebApplication app, ApiRoute route, ApiOperation operation)
    {
        var mapped = app.MapMethods(route.Pattern, [route.Method], route.Handler)
            .WithName(operation.Name).WithSummary(operation.Summary).WithTags("LinkWatch").WithMetadata(route);
        var type = operation.GivesText ?? (operation.Gives is null ? null : MediaTypeNames.Application.Json);
        foreach (var status in operation.Statuses) mapped.Produces(status, operation.Gives, type);
        mapped.Produces<Problem>(StatusCodes.Status400BadRequest, MediaTypeNames.Application.ProblemJson);
        if (operation.Takes is { } body) mapped.Accepts(body, MediaTypeNames.Application.Json);
        if (operation.TakesFiles is { Count: > 0 } types) mapped.Accepts<string>(types[0], [.. types.Skip(1)]);
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var route = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().Single();
        foreach (var name in route.Parameters ?? [])
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = SchemaOf(name) });
        }

        if (route.TakesIdempotencyKey)
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "A repeat with the same key is given the first answer, and has no second effect.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
            });
        }

        // Every status that isn't listed is a problem.
        if (operation.Responses!.Remove($"{StatusCodes.Status400BadRequest}", out var error)) operation.Responses[ErrorStatus] = error;
        if (error is OpenApiResponse response) response.Description = "An error (RFC 9457)";
        if (WebRoutes.Public.Contains(route.Pattern)) operation.Security = [];
        else if (!route.IsOfSite) operation.Security = [Need("key", context.Document)];
        return Task.CompletedTask;
    }

    /// <summary>Answers leave nulls out, so a member that may be null need not be there.</summary>
    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (member.IsGetNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null) schema.Required?.Remove(member.Name);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema SchemaOf(string parameter) => parameter == "most"
        ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Default = 100 }
        : new OpenApiSchema { Type = JsonSchemaType.String };

    private static OpenApiSecurityRequirement Need(string scheme, Microsoft.OpenApi.OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static Task DescribeAsync(Microsoft.OpenApi.OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "LinkWatch", Version = "1", Description = "docs/json.md describes the API in words." };
        document.Servers = [];

        // A string is taken, too, but of a choice generators make a type of its own.
        var schemas = document.Components!.Schemas!;
        schemas["SiteRequest"].Properties!["quietHours"] = schemas["Site"].Properties!["quietHours"];
        schemas.Remove(nameof(QuietHoursText));
        document.Tags = null;
        document.AddComponent("key", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "x-functions-key",
            Description = "Not needed on the same machine, unless a key is set.",
        });
        document.AddComponent("siteKey", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The key of a site, which begins with lw_: put /api in front of the paths.",
        });
        document.Security = [Need("key", document), Need("siteKey", document)];
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values)) operation.Tags = null;
        return Task.CompletedTask;
    }
}
