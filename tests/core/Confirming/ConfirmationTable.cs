using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Confirming;

/// <summary>docs/confirmation.md as the tests read it.</summary>
internal static class ConfirmationTable
{
    private const string Document = "docs/confirmation.md";

    /// <summary>One row of the document, split into one believed state and one reading.</summary>
    internal sealed record Row(string Believed, string Reads, string Where, string Becomes, Window Window, string Change, bool IsTold)
    {
        public bool ChangesNothing => Change == "none";
    }

    /// <summary>The rows that state and reason alone decide.</summary>
    public static IReadOnlyList<Row> Whole { get; } = Rows(0);

    public static IEnumerable<Row> All => Whole.Concat(Cases);

    /// <summary>The cases that take more to decide.</summary>
    public static IReadOnlyList<Row> Cases { get; } = Rows(1);

    public static IReadOnlyDictionary<string, string> Defaults { get; } =
        Tables("| option |").Single().ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    /// <summary>The options of the steps around confirmation: type and property, and the default.</summary>
    public static IReadOnlyDictionary<string, string> Around { get; } =
        Tables("| of the steps around it |").Single().ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    public static Window ParseWindow(string text) =>
        text.Split(" over ") is [var readings, var span]
            ? new Window(ParseNumber(readings), ParseSpan(span))
            : throw new FormatException(text);

    public static TimeSpan ParseSpan(string text) => text.Split(' ') switch
    {
        ["–"] => TimeSpan.Zero,
        [var minutes, "min"] => TimeSpan.FromMinutes(ParseNumber(minutes)),
        [var hours, "h"] => TimeSpan.FromHours(ParseNumber(hours)),
        [var days, "d"] => TimeSpan.FromDays(ParseNumber(days)),
        _ => throw new FormatException(text),
    };

    public static int ParseNumber(string text) => text == "–" ? 1 : int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The readings that a cell of the column "reads" stands for: the first, and the one that every later one repeats.</summary>
    public static (LinkReading First, LinkReading Later) Readings(string reads)
    {
        var parts = reads.Split(" then ").Select(Reading).ToList();
        return (parts[0], parts[^1]);
    }

    private static LinkReading Reading(string text)
    {
        var parts = text.Split(" + ").Select(One).ToList();
        var worst = parts.MaxBy(p => p.Status)!;
        return worst with { Reasons = parts.SelectMany(p => p.Reasons).ToList(), IsPageAlike = parts.Any(p => p.IsPageAlike) };
    }

    private static LinkReading One(string text)
    {
        var (name, qualifier) = text.Split(" (") is [var n, var q] ? (n, q.TrimEnd(')')) : (text, "");
        var reading = name switch
        {
            "live" => Some.Live,
            "target-changed" => Some.Worse(Reason.LinkRemoved, Reason.TargetChanged),
            _ => Some.Worse(KebabCase.Parse<Reason>(name) ?? throw new FormatException(name)),
        };
        reading = reading with { IsPageAlike = false };
        return qualifier switch
        {
            "" => reading,
            "alike" => reading with { IsPageAlike = true },
            "permanent" => reading with { IsPermanentRedirect = true },
            "temporary" => reading with { IsPermanentRedirect = false },
            "unread" => reading with { IsComplete = false, Detail = null },
            "cut" => reading with { IsComplete = false },
            "other anchor" => reading with { Detail = Some.Detail with { Anchor = "Cheap shoes" } },
            "other address" => reading with { Detail = Some.Detail with { Href = "https://shop.example/boots" } },
            "moved down" => reading with { Detail = Some.Detail with { Placement = Placement.Hidden } },
            "moved up" => reading with { Detail = Some.Detail with { Placement = Placement.Content } },
            _ => throw new FormatException(qualifier),
        };
    }

    private static IReadOnlyList<Row> Rows(int table) =>
    [
        .. from cells in Tables("| believed |").ElementAt(table)
           from believed in cells[0].Split(", ")
           from reads in cells[1].Split(", ")
           let window = new Window(ParseNumber(cells[4]), ParseSpan(cells[5]))
           select new Row(believed, reads, cells[2], cells[3] == "–" ? believed : cells[3], window, cells[6], cells[7] == "yes"),
    ];

    private static IEnumerable<List<string[]>> Tables(string header)
    {
        var lines = Repository.Read(Document).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(header, StringComparison.Ordinal)) continue;
            var rows = lines.Skip(i + 2).TakeWhile(line => line.StartsWith('|'));
            yield return rows.Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        }
    }
}
