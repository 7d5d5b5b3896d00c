using System.Text.Json;
using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Web.OpenApi;

/// <summary>The contract with programs: web/openapi.json, which both hosts serve.</summary>
public sealed class ApiOpenApiTests
{
    [Fact]
    public async Task The_document_is_what_the_routes_and_records_say() =>
        Golden.HoldsJson("../../../../web/openapi.json", await OpenApiWriter.WriteAsync(TestContext.Current.CancellationToken));

    [Fact]
    public void What_an_answer_leaves_out_if_it_is_null_is_not_required()
    {
        using var document = JsonDocument.Parse(Repository.Read("web/openapi.json"));
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");

        Assert.Empty(
            from schema in schemas.EnumerateObject()
            where schema.Value.TryGetProperty("required", out _)
            from name in schema.Value.GetProperty("required").EnumerateArray()
            let member = schema.Value.GetProperty("properties").GetProperty(name.GetString()!)
            where member.ToString().Contains("\"null\"", StringComparison.Ordinal)
            select $"{schema.Name}.{name}");
    }

    [Fact]
    public void Every_route_but_the_pages_for_people_is_an_operation() => Assert.Equal(
        [WebRoutes.Unsubscribe, WebRoutes.Unsubscribe, WebRoutes.Mute, WebRoutes.Mute, WebRoutes.Webmention, WebRoutes.Badge],
        WebRoutes.All.Where(route => route.Operation is null).Select(route => route.Pattern));
}
