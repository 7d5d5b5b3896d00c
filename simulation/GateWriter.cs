using System.Text;
using LinkWatch.Fetching;

namespace LinkWatch.Simulation;

/// <summary>
/// Pages that ask for something before they show what was asked for: a country, a language, an age, consent, another browser. Some hosts
/// send them in place of the page, others send visitors to them.
/// </summary>
internal static class GateWriter
{
    private const string Gate = "/start";

    private static readonly string[] Countries =
        ["de|Deutschland", "at|Österreich", "fr|France", "it|Italia", "pl|Polska", "es|España", "jp|日本", "us|United States"];

    private static readonly string[] Languages = ["en|English", "de|Deutsch", "fr|Français", "es|Español", "pl|Polski", "ja|日本語"];

    /// <summary>What each kind of gate says, in one language a row: title, text, and its two buttons.</summary>
    private static readonly string[][] Words =
    [
        ["Where are you?", "Please choose your country to see prices and delivery.", "Go", "Remember me"],
        ["Standort wählen", "Bitte wählen Sie Ihr Land, damit wir die richtigen Inhalte zeigen.", "Weiter", "Merken"],
        ["Votre pays", "Veuillez choisir votre pays pour continuer.", "Valider", "Plus tard"],
        ["Language", "Please select a language to continue.", "Continue", "Cancel"],
        ["Sprache", "Bitte wählen Sie eine Sprache aus.", "Weiter", "Abbrechen"],
        ["Wybór języka", "Proszę wybrać język, aby przejść dalej.", "Dalej", "Anuluj"],
        ["Welcome", "This site is for adults only. Please confirm your age to enter.", "I am 18 or older", "Leave"],
        ["Altersabfrage", "Bitte bestätigen Sie, dass Sie mindestens 18 Jahre alt sind.", "Ja, bin ich", "Nein"],
        ["Mayores de edad", "Debe confirmar que es mayor de edad para entrar.", "Entrar", "Salir"],
        ["Your privacy", "We and our partners use cookies. Please accept or choose what you allow.", "Accept", "Choose"],
        ["Privatsphäre", "Wir verwenden Cookies. Bitte stimmen Sie zu oder wählen Sie aus.", "Zustimmen", "Auswählen"],
        ["Uw privacy", "Wij gebruiken cookies. Geef toestemming om verder te gaan.", "Akkoord", "Instellen"],
        ["Browser not supported", "Your browser is not supported. Please update it or use Chrome or Firefox.", "", ""],
        ["Browser veraltet", "Ihr Browser wird nicht unterstützt. Bitte nehmen Sie eine neue Version von Firefox oder Chrome.", "", ""],
        ["Navigateur obsolète", "Votre navigateur n'est pas compatible. Veuillez utiliser Firefox ou Chrome.", "", ""],
    ];

    public static Fetched Answer(WorldHost host, WebRequest request, int variety)
    {
        var (url, words) = (request.Url, Words[variety % Words.Length]);
        var isRedirect = variety / Words.Length % 2 == 1;
        return isRedirect && url.Path != Gate
            ? Wire.Whole(url, 302, [], [new("Location", Gate)])
            : Wire.Page(url, 200, PageWriter.Plain($"{words[0]} – {host.Name}", Body(url.Path, words, variety % Words.Length / 3)));
    }

    private static string Body(string path, string[] words, int kind)
    {
        var body = new StringBuilder($"<h1>{words[0]}</h1><p>{words[1]}</p>");
        switch (kind)
        {
            case 0:
                body.Append("<form method=\"post\"><select name=\"country\">");
                foreach (var country in Countries) body.Append($"<option value=\"{country[..2]}\">{country[3..]}</option>");
                return body.Append($"</select><button>{words[2]}</button><button>{words[3]}</button></form>").ToString();
            case 1:
                foreach (var language in Languages) body.Append($"<a href=\"{path}?lang={language[..2]}\">{language[3..]}</a> ");
                return body.ToString();
            case 2 or 3:
                return body.Append($"<form method=\"post\" action=\"{path}\"><button name=\"ok\" value=\"1\">{words[2]}</button>"
                    + $"<button name=\"ok\" value=\"0\">{words[3]}</button></form>").ToString();
            default:
                return body.Append("<p><a href=\"https://www.mozilla.org/firefox/\">Firefox</a> "
                    + "<a href=\"https://www.google.com/chrome/\">Chrome</a></p>").ToString();
        }
    }
}
