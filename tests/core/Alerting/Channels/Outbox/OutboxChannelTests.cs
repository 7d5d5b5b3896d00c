using System.Text;
using System.Text.Json;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Signing;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using MimeKit;

namespace LinkWatch.Tests.Core.Alerting.Channels.Outbox;

public sealed class OutboxChannelTests : IDisposable
{
    private static readonly string[] HeaderNames =
        [
            "auto-submitted", "content-type", "date", "from", "in-reply-to", "message-id", "mime-version", "references", "subject", "to",
            "x-linkwatch-alert"
        ];

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Hostile => new(
        "two\r\nBcc: everybody@example.com",
        "\r\n\r\n<script>alert(1)</script>",
        "=?utf-8?Q?=0D=0ABcc:_everybody@example.com?=",
        "\u2028Bcc: x\u0085\u000b\0\u001b[31m",
        "\u202egnp.exe",
        new string('x', 20_000),
        new string('ä', 20_000),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 2_000)),
        "\ud800 half of a pair",
        ".\n.\n..\n",
        "--boundary--\r\n------boundary",
        "From me to you",
        "=3D=\t = ");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Whatever_others_write_the_file_is_a_well_formed_mail(string text) => await HoldsAsync(text);

    [Fact]
    public async Task Every_naughty_string_leaves_the_mail_well_formed()
    {
        using var list = JsonDocument.Parse(await File.ReadAllTextAsync(Suites.PathOf("naughty-strings.json"), Cancel));
        var strings = list.RootElement.EnumerateArray().Select(text => text.GetString()!).ToList();

        foreach (var text in strings) await HoldsAsync(text);

        Assert.True(strings.Count > 500);
    }

    [Fact]
    public async Task A_mail_is_dated_by_its_sealing_also_when_it_is_written_again()
    {
        var outcome = await Outbox().DeliverAsync(AlertMails.Of(), Cancel);
        var first = await File.ReadAllBytesAsync(outcome.Note!, Cancel);
        await Outbox().DeliverAsync(AlertMails.Of(), Cancel);

        var file = Assert.Single(Directory.GetFileSystemEntries(folder));
        Assert.Equal(first, await File.ReadAllBytesAsync(file, Cancel));
        Assert.Equal(outcome.Note, file);
        var mail = StrictMail.Parse(await File.ReadAllBytesAsync(file, Cancel));
        Assert.Equal(AlertMails.Of().SealedAt, mail.Date);
    }

    [Fact]
    public async Task Many_owners_fit_into_the_head()
    {
        var owners = Enumerable.Range(0, 100).Select(i => $"owner.number.{i}@a-long-name-of-a-department.shop.example").ToArray();

        var mail = await WrittenAsync(AlertMails.Of(owners: owners));

        Assert.Equal(owners, mail["to"].Split(',', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_way_out_of_one_owner_stays_one_address_however_long_it_is()
    {
        var keys = SigningKeys.Parse([SigningKeys.NewLine("2026")]);
        var links = new UnsubscribeLinks(new Uri("https://links.example/" + new string('w', 200) + "/"), keys);

        var mail = await WrittenAsync(AlertMails.Of(), new MailOptions { Unsubscribe = links });

        Assert.Equal($"<{links.For("shop", "owner@shop.example").AbsoluteUri}>", mail["list-unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail["list-unsubscribe-post"]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "x", Cancel);

        var outcome = await new OutboxChannel(Path.Combine(file, "outbox"), new MailOptions()).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
    }

    [Fact]
    public async Task What_is_no_mail_leaves_nothing_behind()
    {
        var outcome = await new OutboxChannel(folder, new MailOptions { From = "nobody" }).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Failed, outcome.Result);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    /// <summary>The text as anchor, evidence and the file that was imported, in both kinds of mail.</summary>
    private async Task HoldsAsync(string text)
    {
        var digest = DigestMail.Compose(
            TestPipeline.Site, new Digest { Changes = [Change(text)], Contacts = new Dictionary<string, string> { ["1"] = text } }, Now);
        var report = ImportReportMail.Compose(TestPipeline.Site, new ImportBatchRow { ImportId = "1", At = Now, Source = text }, [], []);
        foreach (var composed in new[] { digest, report, new MailText("Re: " + text, text, text) })
        {
            var mail = await WrittenAsync(AlertMails.Of(composed.Subject, composed.Text, composed.Html));

            Assert.Equal(PlainText.OneLine(composed.Subject, 150), mail.Subject);
            Assert.Equal([AsSent(composed.Text), AsSent(composed.Html)], mail.Parts.Select(part => part.Text));
            Assert.Equal(HeaderNames, mail.Headers.Select(header => header.Name).Order(StringComparer.Ordinal));
            Assert.Equal("owner@shop.example", mail["to"]);
            Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.Type));
        }

        Assert.DoesNotContain("<script", digest.Html, StringComparison.OrdinalIgnoreCase);
        await HoldsAsSenderAsync(text);
    }

    /// <summary>The text as the sender's name, as an operator would have to write it.</summary>
    private async Task HoldsAsSenderAsync(string text)
    {
        var from = new MailboxAddress(text.Replace('\ud800', '\ufffd'), "alerts@linkwatch.example").ToString();
        if (MailAddresses.TryParse(from) is not { } sender) return;

        var mail = await WrittenAsync(AlertMails.Of(), new MailOptions { From = from });

        Assert.Equal("alerts@linkwatch.example", mail.Sender.Address);
        Assert.Equal(PlainText.OneLine(sender.Name ?? ""), mail.Sender.Name ?? "");
    }

    /// <summary>Half of a surrogate pair has no UTF-8.</summary>
    private static string AsSent(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    private static HistoryRow Change(string text) => new(
        "1",
        WebUrl.Parse("https://blog.example/a?<script>"),
        new LinkTarget(WebUrl.Parse("https://shop.example/")),
        new LinkChange
        {
            Kind = ChangeKind.Detail,
            Old = Status.Live,
            New = Status.Live,
            Evidence = [text],
            OldDetail = new LinkDetail("https://shop.example/", text, Placement.Content, []),
            NewDetail = new LinkDetail("https://shop.example/" + text, "shop", Placement.Footer, []),
        });

    private async Task<StrictMail> WrittenAsync(AlertMail alert, MailOptions? options = null)
    {
        var outcome = await new OutboxChannel(folder, options ?? new MailOptions()).DeliverAsync(alert, Cancel);
        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        return StrictMail.Parse(await File.ReadAllBytesAsync(outcome.Note!, Cancel));
    }

    private OutboxChannel Outbox() => new(folder, new MailOptions());
}
