using System.Text;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

/// <summary>Pages to read: at https://source.example/dir/page.html, looking for https://target.example/p.</summary>
internal static class Pages
{
    public const string Link = "<a href=https://target.example/p>anchor</a>";

    public static readonly LinkTarget Target = new(WebUrl.Parse("https://target.example/p"));

    public static PageSource Source(string html, params LinkTarget[] wanted) =>
        new(
            WebUrl.Parse("https://source.example/dir/page.html"),
            Encoding.UTF8.GetBytes(html),
            "text/html; charset=utf-8",
            wanted.Length == 0 ? [Target] : wanted);
}
