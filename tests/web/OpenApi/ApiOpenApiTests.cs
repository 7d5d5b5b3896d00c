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
    public void Every_route_but_the_pages_for_people_is_an_operation() => Assert.Equal(
        [WebRoutes.Unsubscribe, WebRoutes.Unsubscribe, WebRoutes.Mute, WebRoutes.Mute],
        WebRoutes.All.Where(route => route.Operation is null).Select(route => route.Pattern));
}
