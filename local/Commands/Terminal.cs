using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using Spectre.Console;
using Spectre.Console.Rendering;
using Status = LinkWatch.Links.Status;

namespace LinkWatch.Local.Commands;

/// <summary>Tables and colours. Foreign text is escaped here.</summary>
/// <param name="io">Where to.</param>
internal sealed class Terminal(CommandIo io)
{
    /// <summary>Columns if the output is no terminal.</summary>
    public const int WidthOfAPipe = 80;

    private const int MaxText = 200;

    private IAnsiConsole? console;

    private IAnsiConsole Console => console ??= Create();

    public void Write(IRenderable what) => Console.Write(what);

    public void Line(string markup) => Write(new Markup(markup + "\n"));

    /// <summary>
    /// A text after its label. What does not fit into the line goes on in the next, below the text.
    /// </summary>
    public void Text(string label, string text, string? style = null)
    {
        var lines = Folding.Fold(text, Console.Profile.Width - label.Length).ToList();
        foreach (var (i, line) in lines.Index())
        {
            var before = i == 0 ? label : new string(' ', label.Length);
            if (io.IsColoured && i == 0 && style is not null) Write(new Markup($"[{style}]{Markup.Escape(before)}[/]"));
            else io.Out.Write(before);
            io.Out.Write(line + "\n");
        }
    }

    /// <summary>A text without a label; further lines are indented.</summary>
    public void Text(string text)
    {
        var first = Folding.Fold(text, Console.Profile.Width).First();
        io.Out.Write(first + "\n");
        if (text[first.Length..].TrimStart() is { Length: > 0 } rest) Text("  ", rest);
    }

    /// <summary>A text of several lines, each parted where the width ends.</summary>
    public void Folded(string text)
    {
        foreach (var line in Folding.Fold(text, Console.Profile.Width)) io.Out.Write(line + "\n");
    }

    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(column));
        return table;
    }

    public static string Escape(string? text) => Markup.Escape(Plain(text));

    /// <summary>Foreign text in one line, where no markup is read.</summary>
    public static string Plain(string? text) => PlainText.OneLine(text ?? "", MaxText);

    /// <summary>An address in one line; of a very long one the middle is left out.</summary>
    public static string Url(string url) => PlainText.WithoutMiddle(PlainText.OneLine(url, int.MaxValue), MaxText);

    public static string Of(Status? status) => $"[{StyleOf(status)}]{NameOf(status)}[/]";

    public static string NameOf(Status? status) => status?.Name() ?? "pending";

    public static string StyleOf(Status? status) => status switch
    {
        Status.Live => "green",
        Status.Nofollow or Status.Unindexed => "yellow",
        Status.Lost => "red",
        _ => "grey",
    };

    public static string Time(DateTimeOffset? time) =>
        time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : "";

    private IAnsiConsole Create()
    {
        var created = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(io.Out),
            Ansi = io.IsColoured ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (io.Width is { } width) created.Profile.Width = width;
        else if (!io.IsColoured) created.Profile.Width = WidthOfAPipe;
        return created;
    }
}
