using Spectre.Console;
using Spectre.Console.Rendering;
using Status = LinkWatch.Links.Status;

namespace LinkWatch.Local.Commands;

/// <summary>Tables and colours. Foreign text is escaped here.</summary>
internal sealed class Terminal(CommandIo io)
{
    private const int WidthOfAPipe = 160;

    public void Write(IRenderable what)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(io.Out),
            Ansi = io.IsColoured ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (io.Width is { } width) console.Profile.Width = width;
        else if (!io.IsColoured) console.Profile.Width = WidthOfAPipe;
        console.Write(what);
    }

    public void Line(string markup) => Write(new Markup(markup + "\n"));

    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(column));
        return table;
    }

    public static string Escape(string? text) => Markup.Escape(LinkWatch.Alerting.Digests.PlainText.OneLine(text ?? "", 200));

    public static string Of(Status? status) => status switch
    {
        null => "[grey]pending[/]",
        Status.Live => "[green]live[/]",
        Status.Nofollow => "[yellow]nofollow[/]",
        Status.Unindexed => "[yellow]unindexed[/]",
        Status.Lost => "[red]lost[/]",
        _ => "[grey]unknown[/]",
    };

    public static string Time(DateTimeOffset? time) =>
        time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : "";
}
