using System.Net.Http.Headers;
using System.Text;
using SendGrid.Helpers.Mail;

namespace SendGrid;

/// <summary>
/// Stands in for the client of package SendGrid 9.29.3 where a registry lacks it: the same names for what LinkWatch uses, and
/// the same requests.
/// </summary>
public class SendGridClient(HttpClient httpClient, SendGridClientOptions options)
{
    /// <summary>Posts to <c>v3/mail/send</c>; what the HTTP client throws passes through, an error status is a <see cref="Response"/>.</summary>
    public async Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(options.Host.TrimEnd('/') + "/"), "v3/mail/send"));
        request.Content = new StringContent(msg.Serialize(), Encoding.UTF8, "application/json");

        // As the official client does: the charset is dropped again.
        request.Content.Headers.ContentType!.CharSet = null;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.TryParseAdd("sendgrid/9.29.3 csharp");
        var response = await httpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new Response(response.StatusCode, response.Content, response.Headers);
    }
}
