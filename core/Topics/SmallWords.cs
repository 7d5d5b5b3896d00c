using System.Collections.Frozen;

namespace LinkWatch.Topics;

/// <summary>
/// The commonest words of each language, whatever a page is about: grammatical words, and those of menus and notices. They show which
/// language a page is in, but nothing of its topic. Spelt as <see cref="PageWords"/> folds them.
/// </summary>
internal static class SmallWords
{
    /// <summary>A text has one of them in five words of its own language; in those of a neighbour, one in fifteen.</summary>
    private const double MinShare = 0.12;

    /// <summary>And so much more often than those of the next.</summary>
    private const double MinLead = 1.3;

    /// <summary>A shorter text, such as a headline or a menu, doesn't show its language.</summary>
    private const int MinWords = 20;

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByLanguage = new Dictionary<string, string>
    {
        ["en"] = "the a an of in on and or to at for from by with my our your this that these those its it is are be been being as was "
            + "were you we i he she they him her his them their me us not but if so no yes who whom whose what which when where why how "
            + "can could will would should may might must shall there here then than one two three four five ten all any more most less "
            + "least out up down off do does did done has have had having also every each some such other another into over under after "
            + "before about again only own same too very just because while during between through until since both few many much now "
            + "ever never always often still even well back get gets got make makes made take takes use used using new old good best "
            + "better great first last next day days week weeks month months year years time times way ways thing things people need "
            + "needs want wants like see look know think say says said go goes going come comes came let put set keep give ask tell try "
            + "home page pages site website menu search contact read click cookie cookies privacy policy terms login sign subscribe "
            + "newsletter share comment comments post posts reply copyright rights reserved",
        ["de"] = "der die das den dem des ein eine einen einem einer eines und oder von vom im in am an auf aus zu zum zur mit bei beim "
            + "fur ist sind sei war waren sich nicht auch wie was wer wo wir uns unser unsere unserem unseren unserer sie er es ich mich "
            + "mir du dich dir man ihr ihre ihrem ihren ihrer ihnen ihm ihn als nach noch nur kann konnen konnte wird werden wurde wurden "
            + "haben hat hatte so wenn weil dass aber doch denn jede jeder jedes jeden alle alles allem allen einmal sagt sagte mehr "
            + "durch bis uber unter vor dann muss mussen soll sollte sollten darf sehr schon hier dort dies diese dieser dieses diesem "
            + "diesen welche welcher kein keine keinen ohne gegen wieder immer etwa etwas viel viele vielen mal zwei drei vier funf acht "
            + "zehn neue neuen neuer neues gut gute guten guter besser beste besten lange lang ganz gern seit zwischen wahrend damit dazu "
            + "daran dafur davon ob weiter heute jetzt jahr jahre jahren tag tage tagen woche wochen monat minuten zeit macht machen geht "
            + "gibt kommt lasst nimmt startseite seite suche kontakt impressum datenschutz anmelden mehr lesen teilen kommentar "
            + "kommentare cookies newsletter agb copyright wichtig",
        ["fr"] = "le la les l un une des du de d et ou en au aux a sur pour dans par avec chez est sont etait ete etre avoir ai avez avons "
            + "ont cet cette ce ces c il elle ils elles on nous vous je tu me te se s ne n pas plus moins que qu qui quoi dont ou si son "
            + "sa ses leur leurs tout tous toute toutes mais comme fait faire votre vos notre nos mon ma mes y puis sans plutot tres bien "
            + "aussi encore deja meme entre apres avant depuis pendant jusqu contre sous vers lors quand comment pourquoi peut peuvent "
            + "doit faut rien jamais toujours souvent chaque quelques autre autres deux trois quatre cinq dix jour jours semaine mois an "
            + "ans annee temps fois bon bons bonne bonnes nouveau nouvelle nouveaux grand grande petit petite premier premiere accueil "
            + "menu page site recherche contact lire suite partager commentaire commentaires connexion cookies mentions legales "
            + "confidentialite newsletter conditions copyright",
        ["es"] = "el la los las lo uno una un unas unos del de y e o u con por para al a en que se su sus es son era ser fue ha han hay no "
            + "ni mas menos como si ya cuando donde quien sin entre sobre todo toda todos todas cada muy pero esta este esto estos estas "
            + "ese esa mi mis tu tus te me nos le les puede pueden debe desde hasta aunque porque tambien asi aun solo bien mejor mejores "
            + "buen bueno buena otro otra otros otras mismo misma dos tres cuatro cinco seis diez dia dias semana semanas mes meses ano "
            + "anos vez veces hora horas nuevo nueva nuestra nuestro nuestras nuestros vuestra hacer hace haz ir va antes despues durante "
            + "siempre nunca mucho muchas muchos poco ofrecen siguiente inicio menu pagina sitio buscar contacto leer compartir comentario "
            + "comentarios cookies privacidad aviso legal boletin suscribete copyright",
        ["it"] = "il lo la i gli le l un uno una dei degli delle dello della dell del di da dal dalla dalle e ed o in nel nella nelle nei "
            + "sul sulla sulle per con al alla alle allo agli a che chi non e sono era essere stato ha hanno ho si se ma come quando dove "
            + "cosa perche piu meno molto molti tutto tutti tutte ogni questo questa questi queste quello quella suo sua suoi nostro "
            + "nostra nostri vostra vostro mio mia tra fra su anche ancora gia solo sempre mai poi cosi bene due tre quattro cinque dieci "
            + "giorno giorni settimana mese mesi anno anni volta volte tempo nuovo nuova buono buona migliore primo prima dopo senza "
            + "puo possono deve fare fatto home menu pagina sito cerca contatti leggi condividi commento commenti cookie privacy "
            + "newsletter condizioni copyright",
        ["pt"] = "o a os as um uma uns umas do da dos das de e ou em no na nos nas num numa ao aos por para pelo pela com sem que se seu "
            + "sua seus suas e sao era ser foi ha nao nem mais menos como quando onde quem qual entre sobre todo toda todos todas cada "
            + "muito muitos mas este esta isto esse essa isso meu minha nosso nossa voce voces ele ela eles pode podem deve desde ate "
            + "porque tambem ja ainda so bem melhor bom boa outro outra outros mesmo dois duas tres quatro cinco dez dia dias semana mes "
            + "meses ano anos vez vezes hora novo nova fazer faz antes depois durante sempre nunca inicio menu pagina site pesquisar "
            + "contato ler partilhar comentario comentarios cookies privacidade newsletter termos copyright",
        ["nl"] = "de het een en of van in op aan te bij met voor uit naar door over onder om tot als is zijn was waren wordt worden werd "
            + "heeft hebben had niet geen ook wel maar dan dat die dit deze wie wat waar hoe waarom wanneer ik je jij u uw we wij ze zij "
            + "hij hem haar ons onze jouw mijn hun er hier daar kan kunnen moet mag zal zou nog nu al alle alles meer minder veel weinig "
            + "zeer heel goed goede beter beste nieuw nieuwe ander andere elke elk iedere twee drie vier vijf tien dag dagen week weken "
            + "maand maanden jaar jaren tijd keer maken maakt gaat komt zonder tussen na sinds altijd nooit vaak home menu pagina site "
            + "zoeken contact lees delen reactie reacties inloggen cookies privacy nieuwsbrief voorwaarden copyright",
        ["pl"] = "w we z ze na do i oraz od u o dla po po sie nie jest sa to ze a ale jak co za przed przez jego jej ich im byc byl byla "
            + "beda lub albo gdy gdzie kiedy kto wiec tylko juz lecz aby zeby przy pod nad miedzy bez ktory ktora ktore ktorych ktorym "
            + "tak ten ta te tego tej tym tych moze mozna trzeba powinien tez takze bo niech nas nam nasz nasza nasze naszej naszych moj "
            + "moja twoj twoja swoj swoje mnie mi ty my wy on ona oni kazdy kazda kazde kazdego wszystko wszystkie inny inne innych jeden "
            + "jedna dwa dwie trzy cztery piec dziesiec raz razy dzien dni tydzien tygodni tygodnie miesiac miesiacu rok roku lat czas "
            + "bardzo dobrze dobry dobra lepszy najlepszy nowy nowa nowe potem zawsze nigdy czesto jeszcze jesli strona glowna menu "
            + "szukaj kontakt czytaj udostepnij komentarz komentarze zaloguj cookies prywatnosci newsletter regulamin copyright",
    }.ToFrozenDictionary(
        language => language.Key, language => language.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The language that words are of by their small words; null if none stands out.</summary>
    public static string? LanguageOf(IReadOnlyCollection<string> words)
    {
        if (words.Count < MinWords) return null;
        var shares = ByLanguage.Select(language => (language.Key, Hits: words.Count(language.Value.Contains)))
            .OrderByDescending(language => language.Hits).Take(2).ToList();
        var (best, next) = (shares[0], shares[1]);
        return best.Hits >= MinShare * words.Count && best.Hits >= MinLead * next.Hits ? best.Key : null;
    }

    /// <summary>Null of a language whose small words aren't known.</summary>
    public static IReadOnlySet<string>? Of(string language) => ByLanguage.GetValueOrDefault(language);
}
