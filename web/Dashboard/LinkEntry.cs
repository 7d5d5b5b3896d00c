using LinkWatch.Importing;
using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>What an owner notes of a link, as a form has it.</summary>
public sealed record LinkEntry
{
    /// <summary>A note that every link can have; others are named by the columns of imports.</summary>
    public const string OwnNote = "note";

    /// <summary>One a line: a tag may hold any character.</summary>
    public string Tags { get; init; } = "";

    public string Acquired { get; init; } = "";

    public IReadOnlyList<string> Rel { get; init; } = [];

    public string Anchor { get; init; } = "";

    public string Cost { get; init; } = "";

    public string Price { get; init; } = "";

    public string Currency { get; init; } = "";

    public string PaidFrom { get; init; } = "";

    public string PaidUntil { get; init; } = "";

    public string Placement { get; init; } = "";

    public string Contact { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Notes { get; init; } = [];

    /// <summary>Which link the form was made of: another means that somebody saved it meanwhile.</summary>
    public string Was { get; init; } = "";

    public static string VersionOf(Backlink link) => Ids.Hash(Json.Write(link))[..16];

    public static LinkEntry Of(Backlink link) => new()
    {
        Tags = string.Join('\n', link.Tags),
        Acquired = link.Acquired?.Name() ?? "",
        Rel = link.ExpectedRel,
        Anchor = link.ExpectedAnchor ?? "",
        Cost = link.Price is null && link.AgreedPrice is not null ? "" : link.Cost ?? "",
        Price = link.AgreedPrice?.AmountText() ?? "",
        Currency = link.AgreedPrice?.Currency ?? "",
        PaidFrom = ChangeFilter.Written(link.PaidFrom) ?? "",
        PaidUntil = ChangeFilter.Written(link.PaidUntil) ?? "",
        Placement = link.AgreedPlacement?.Name() ?? "",
        Contact = link.Contact ?? "",
        Notes = link.Notes.ContainsKey(OwnNote) ? [.. link.Notes] : [.. link.Notes, new(OwnNote, "")],
        Was = VersionOf(link),
    };

    public static LinkEntry Of(IFormCollection form) => new()
    {
        Tags = Text(form["tags"]),
        Acquired = Text(form["acquired"]),
        Rel = [.. form["rel"].OfType<string>()],
        Anchor = Text(form["anchor"]),
        Cost = Text(form["cost"]),
        Price = Text(form["price"]),
        Currency = Text(form["currency"]),
        PaidFrom = Text(form["paidFrom"]),
        PaidUntil = Text(form["paidUntil"]),
        Placement = Text(form["placement"]),
        Contact = Text(form["contact"]),
        Notes = [.. form["note-name"].Zip(form["note"], (name, value) => new KeyValuePair<string, string>(name ?? "", Text(value)))],
        Was = Text(form["was"]),
    };

    /// <summary>The link with what was entered, or null and what is wrong with it.</summary>
    public Backlink? ApplyTo(Backlink link, out string? problem)
    {
        var tags = Tags.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var notes = Notes.Where(note => note.Key.Length > 0 && note.Value.Length > 0).DistinctBy(note => note.Key).ToList();
        problem = tags.Length > Backlink.MaxTags ? $"A link has {Backlink.MaxTags} tags at most."
            : notes.Count > Backlink.MaxNotes ? $"A link has {Backlink.MaxNotes} notes at most: empty one of them."
            : notes.Any(note => note.Value.Length > Backlink.MaxText) ? $"A note has {Backlink.MaxText} characters at most."
            : null;
        if (problem is not null) return null;
        var fields = new LinkFields
        {
            Source = link.Source.Href,
            Tags = tags,
            Acquired = Acquired,
            Rel = Rel,
            Anchor = Anchor,
            Cost = Cost,
            Price = Price,
            Currency = Price.Length == 0 ? "" : Currency,
            PaidFrom = PaidFrom,
            PaidUntil = PaidUntil,
            AgreedPlacement = Placement,
            Contact = Contact,
        };
        if (fields.Read(link.Target, out problem) is not { } read) return null;
        return link with
        {
            Tags = read.Tags,
            Acquired = read.Acquired,
            ExpectedRel = read.ExpectedRel.ToHashSet(StringComparer.Ordinal).SetEquals(link.ExpectedRel)
                ? link.ExpectedRel
                : read.ExpectedRel,
            ExpectedAnchor = read.ExpectedAnchor,
            AgreedPlacement = read.AgreedPlacement,
            Cost = read.Cost,
            Price = read.Price,
            PaidFrom = read.PaidFrom,
            PaidUntil = read.PaidUntil,
            Contact = read.Contact,
            Notes = notes.ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>What two links differ in, in the owner's words.</summary>
    public static IEnumerable<Difference> Differences(Backlink before, Backlink after)
    {
        var (old, now) = (Of(before), Of(after));
        IEnumerable<Difference> all =
        [
            new("Tags", string.Join(", ", before.Tags), string.Join(", ", after.Tags)),
            new("Acquired", old.Acquired, now.Acquired),
            new("Expected rel", string.Join(' ', old.Rel), string.Join(' ', now.Rel)),
            new("Expected anchor", old.Anchor, now.Anchor),
            new("Agreed place", old.Placement, now.Placement),
            new("Price", before.AgreedPrice?.ToString() ?? "", after.AgreedPrice?.ToString() ?? ""),
            new("Cost", old.Cost, now.Cost),
            new("Paid from", old.PaidFrom, now.PaidFrom),
            new("Paid until", old.PaidUntil, now.PaidUntil),
            new("Contact", old.Contact, now.Contact),
            .. before.Notes.Keys.Union(after.Notes.Keys)
                .Select(name => new Difference(name, before.Notes.GetValueOrDefault(name, ""), after.Notes.GetValueOrDefault(name, ""))),
        ];
        return all.Where(part => part.Before != part.After);
    }

    private static string Text(string? value) => (value ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>Something that has another value than before; empty is none.</summary>
public sealed record Difference(string Name, string Before, string After);
