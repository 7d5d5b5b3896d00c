using System.Collections.Frozen;
using LinkWatch.Profile;

namespace LinkWatch.Review.Flags;

/// <summary>Words of the trades that most link spam is made for. docs/review.md lists them; a test keeps the two the same.</summary>
public static class SpamVocabulary
{
    /// <summary>By trade. A word counts as a whole; one that is written without spaces (Chinese, Japanese, Thai) within others.</summary>
    public static IReadOnlyList<(string Trade, string Words)> Trades { get; } =
    [
        ("gambling",
            "casino casinos kasino poker blackjack roulette baccarat bookmaker bookmakers sportsbook betting gambling spielautomaten "
            + "sportwetten glücksspiel apuestas tragaperras scommesse bukmacher bahis казино букмекер покер gacor togel judi 赌博 赌场 彩票 "
            + "カジノ パチンコ 카지노 바카라 คาสิโน บาคาร่า สล็อต"),
        ("medicines",
            "viagra cialis levitra sildenafil tadalafil kamagra tramadol xanax oxycontin hydrocodone phentermine modafinil виагра сиалис "
            + "левитра 伟哥 バイアグラ 비아그라"),
        ("adult", "porn porno pornos sexcam sexcams camgirls escorts hentai milf порно эскорт проститутки 色情 成人电影 アダルト動画 야동 หนังโป๊"),
        ("loans", "payday paydayloan paydayloans quickloan quickloans займ займы микрозайм микрозаймы"),
    ];

    private static readonly FrozenDictionary<string, string> Whole = Pairs(isWhole: true).ToFrozenDictionary(
        pair => Folded(pair.Word), pair => pair.Word, StringComparer.Ordinal);

    private static readonly IReadOnlyList<string> Within = [.. Pairs(isWhole: false).Select(pair => pair.Word)];

    /// <summary>The first such word in a text that <paramref name="own"/> does not have; null if there is none.</summary>
    internal static string? FirstIn(string text, IReadOnlySet<string> own)
    {
        foreach (var word in AnchorWords.Of(text))
        {
            if (Whole.TryGetValue(word, out var found) && !own.Contains(found)) return found;
        }

        return text.Any(letter => letter >= 0x0E00)
            ? Within.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal) && !own.Contains(word))
            : null;
    }

    /// <summary>The words that a site's own texts have: a casino is linked with its name.</summary>
    internal static IReadOnlySet<string> Of(IEnumerable<string> texts)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            while (FirstIn(text, own) is { } word) own.UnionWith(TradeOf(word));
        }

        return own;
    }

    private static IEnumerable<string> TradeOf(string word) =>
        Trades.First(trade => trade.Words.Split(' ').Contains(word, StringComparer.Ordinal)).Words.Split(' ');

    private static IEnumerable<(string Trade, string Word)> Pairs(bool isWhole) => Trades
        .SelectMany(trade => trade.Words.Split(' '), (trade, word) => (trade.Trade, Word: word))
        .Where(pair => (Scripts.Of(pair.Word) is Script.Latin or Script.Cyrillic or Script.Korean) == isWhole);

    private static string Folded(string word) => string.Concat(AnchorWords.Of(word));
}
