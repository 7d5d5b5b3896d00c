namespace LinkWatch.Tests.Core.Judging.Gates;

/// <summary>What gates and pages say, in one language.</summary>
/// <param name="Code">ISO 639-1.</param>
/// <param name="Browser">A heading and a text of a page that turns old browsers away.</param>
/// <param name="Cookie">The same of one that asks for cookies.</param>
/// <param name="Age">Of an age check.</param>
/// <param name="Country">Of a choice of country.</param>
/// <param name="Language">Of a choice of language.</param>
/// <param name="Failure">Of a page that reports a failure that passes.</param>
/// <param name="Words">Accept, reject, yes, no, continue.</param>
/// <param name="Prose">Sentences of ordinary pages, some with words that gates use.</param>
internal sealed record GatePhrases(
    string Code, string[] Browser, string[] Cookie, string[] Age, string[] Country, string[] Language, string[] Failure, string[] Words,
    string[] Prose)
{
    public static IReadOnlyList<GatePhrases> All { get; } =
    [
        new(
            "en",
            ["Your browser is out of date", "This site needs a more modern browser than the one you use. Install a newer one and come "
                + "back."],
            ["We value your privacy", "We and our partners store cookies on your device to measure visits. You can change your choice at "
                + "any time."],
            ["Are you of legal age?", "To enter you have to be old enough to drink alcohol in the place where you live."],
            ["Where are you shopping from?", "Choose your country or region to see the right prices and offers."],
            ["Select your language", "The site is available in several versions."],
            ["Oops, that did not work", "Our server is very busy at the moment. Try again in a few minutes."],
            ["Accept all", "Reject", "Yes", "No", "Continue"],
            [
                "The kettle sings on the hill and the river answers in kind.", "We walked through the old town and bought bread for the "
                    + "way.",
                "My grandmother baked cookies every Sunday, and we still use her tin.", "In that country the trains run late in winter.",
                "A language is learned at the table, not at the desk.", "The museum opens at ten and closes at 18 o'clock.",
                "The new browser on my laptop shows the map faster.", "Please write to us if you find a mistake in this list.",
            ]),
        new(
            "de",
            ["Ihr Browser wird nicht unterstützt", "Diese Seite funktioniert nur mit aktuellen Programmen. Bitte installieren Sie eine "
                + "neuere Version."],
            ["Wir respektieren Ihre Privatsphäre", "Mit Cookies messen wir, wie oft unsere Seiten gelesen werden. Bitte willigen Sie "
                + "ein, bevor es weitergeht."],
            ["Bist du alt genug?", "Für diese Seite gilt ein Mindestalter. Bitte bestätige, dass du volljährig bist."],
            ["Wählen Sie Ihr Land", "Preise und Angebote richten sich nach dem Land, in dem Sie wohnen."],
            ["Sprache auswählen", "Diese Seite gibt es in mehreren Fassungen."],
            ["Es ist ein Fehler aufgetreten", "Unser Server ist gerade überlastet. Bitte versuchen Sie es später noch einmal."],
            ["Alle akzeptieren", "Ablehnen", "Ja", "Nein", "Weiter"],
            [
                "Der Kessel singt auf dem Hügel, und der Fluss antwortet ihm.", "Wir gingen durch die alte Stadt und kauften Brot.",
                "Meine Großmutter buk jeden Sonntag Kekse, manche sagen Cookies.", "In jenem Land fahren die Züge im Winter spät.",
                "Eine Sprache lernt man am Tisch und nicht am Pult.", "Das Museum öffnet um zehn und schließt um 18 Uhr.",
                "Der neue Browser zeigt die Karte schneller.", "Bitte schreiben Sie uns, wenn Sie einen Fehler finden.",
            ]),
        new(
            "fr",
            ["Votre navigateur est trop ancien", "Pour consulter ce site, installez une version récente puis revenez."],
            ["Le respect de votre vie privée", "Nous déposons des cookies pour mesurer l'audience. Vous devez accepter ou refuser pour "
                + "poursuivre."],
            ["Avez-vous l'âge légal ?", "La consultation de ce site est réservée aux personnes majeures."],
            ["Choisissez votre pays", "Les prix et les offres dépendent de l'endroit où vous habitez."],
            ["Choisissez votre langue", "Ce site existe en plusieurs versions."],
            ["Désolé, une erreur est survenue", "Le serveur est surchargé. Merci de réessayer plus tard."],
            ["Tout accepter", "Refuser", "Oui", "Non", "Continuer"],
            [
                "La bouilloire chante sur la colline et la rivière lui répond.", "Nous avons traversé la vieille ville et acheté du pain.",
                "Ma grand-mère faisait des cookies chaque dimanche.", "Dans ce pays les trains sont en retard l'hiver.",
                "Une langue s'apprend à table et non au bureau.", "Le musée ouvre à dix heures et ferme à 18 heures.",
                "Le nouveau navigateur affiche la carte plus vite.", "Écrivez-nous si vous trouvez une erreur dans cette liste.",
            ]),
        new(
            "es",
            ["Tu navegador no es compatible", "Para ver esta página necesitas una versión más reciente. Instálala y vuelve a entrar."],
            ["Tu privacidad es importante", "Usamos cookies propias y de terceros para medir las visitas. Debes aceptarlas o rechazarlas."],
            ["¿Eres mayor de edad?", "El contenido de esta página es solo para adultos."],
            ["Elige tu país", "Los precios y las ofertas dependen del lugar donde vives."],
            ["Selecciona tu idioma", "Esta página existe en varias versiones."],
            ["Lo sentimos, algo ha fallado", "El servidor está saturado. Inténtalo de nuevo más tarde."],
            ["Aceptar todo", "Rechazar", "Sí", "No", "Continuar"],
            [
                "La tetera canta en la colina y el río le responde.", "Caminamos por la ciudad vieja y compramos pan.",
                "Mi abuela hacía cookies todos los domingos.", "En aquel país los trenes llegan tarde en invierno.",
                "Un idioma se aprende en la mesa y no en el pupitre.", "El museo abre a las diez y cierra a las 18 horas.",
                "El nuevo navegador muestra el mapa más rápido.", "Escríbenos si encuentras un error en esta lista.",
            ]),
        new(
            "it",
            ["Il tuo browser non è aggiornato", "Per vedere questo sito occorre una versione più recente. Installala e torna qui."],
            ["La tua privacy ci sta a cuore", "Usiamo i cookie per misurare le visite. Scegli se accettarli o rifiutarli."],
            ["Hai l'età per entrare?", "Questo sito è riservato a chi è maggiorenne."],
            ["Scegli il tuo paese", "Prezzi e offerte dipendono dal luogo in cui vivi."],
            ["Seleziona la lingua", "Il sito esiste in più versioni."],
            ["Si è verificato un errore", "Il server è sovraccarico. Riprova più tardi."],
            ["Accetta tutto", "Rifiuta", "Sì", "No", "Continua"],
            [
                "Il bollitore canta sulla collina e il fiume gli risponde.", "Abbiamo attraversato la città vecchia e comprato il pane.",
                "Mia nonna faceva i cookie ogni domenica.", "In quel paese i treni arrivano tardi d'inverno.",
                "Una lingua si impara a tavola e non al banco.", "Il museo apre alle dieci e chiude alle 18.",
                "Il nuovo browser mostra la mappa più in fretta.", "Scriveteci se trovate uno sbaglio in questo elenco.",
            ]),
        new(
            "pt",
            ["O seu navegador está desatualizado", "Para ver este site precisa de uma versão mais recente. Instale-a e volte."],
            ["A sua privacidade", "Usamos cookies para medir as visitas. Precisa de aceitar ou recusar antes de prosseguir."],
            ["Tem idade legal?", "O conteúdo deste site destina-se apenas a maiores de 18 anos."],
            ["Escolha o seu país", "Os preços e as ofertas dependem do lugar onde vive."],
            ["Selecione o idioma", "Este site existe em várias versões."],
            ["Desculpe, ocorreu um erro", "O servidor está sobrecarregado. Tente novamente mais tarde."],
            ["Aceitar tudo", "Recusar", "Sim", "Não", "Continuar"],
            [
                "A chaleira canta na colina e o rio responde.", "Andámos pela cidade velha e comprámos pão.",
                "A minha avó fazia cookies todos os domingos.", "Naquele país os comboios chegam tarde no inverno.",
                "Um idioma aprende-se à mesa e não na carteira.", "O museu abre às dez e fecha às 18 horas.",
                "O novo navegador mostra o mapa mais depressa.", "Escreva-nos se encontrar um engano nesta lista.",
            ]),
        new(
            "nl",
            ["Je browser wordt niet ondersteund", "Deze site werkt alleen met nieuwere versies. Installeer er een en kom dan terug."],
            ["Wij geven om je privacy", "Met cookies meten we hoe vaak onze pagina's worden gelezen. Je moet ze eerst accepteren of "
                + "weigeren."],
            ["Ben je oud genoeg?", "Voor deze site geldt een minimumleeftijd van 18 jaar."],
            ["Kies je land", "Prijzen en aanbiedingen hangen af van waar je woont."],
            ["Kies een taal", "Deze site bestaat in meer versies."],
            ["Sorry, er ging iets mis", "Onze server heeft het erg druk. Probeer het later opnieuw."],
            ["Alles accepteren", "Weigeren", "Ja", "Nee", "Doorgaan"],
            [
                "De ketel zingt op de heuvel en de rivier antwoordt.", "We liepen door de oude stad en kochten brood.",
                "Mijn oma bakte elke zondag cookies.", "In dat land rijden de treinen in de winter laat.",
                "Een taal leer je aan tafel en niet aan de lessenaar.", "Het museum gaat om tien uur open en om 18 uur dicht.",
                "De nieuwe browser toont de kaart sneller.", "Schrijf ons als je een fout in deze lijst vindt.",
            ]),
        new(
            "pl",
            ["Twoja przeglądarka jest nieaktualna", "Aby zobaczyć tę stronę, należy zainstalować nowszą wersję i wrócić tutaj."],
            ["Szanujemy Twoją prywatność", "Używamy plików cookie, aby mierzyć odwiedziny. Prosimy o zgodę, zanim przejdziesz dalej."],
            ["Czy masz ukończone 18 lat?", "Ta strona jest przeznaczona tylko dla osób pełnoletnich."],
            ["Wybierz swój kraj", "Ceny i oferty zależą od miejsca, w którym mieszkasz."],
            ["Wybierz język", "Ta strona istnieje w kilku wersjach."],
            ["Przepraszamy, wystąpił błąd", "Serwer jest przeciążony. Spróbuj ponownie później."],
            ["Akceptuję wszystkie", "Odrzucam", "Tak", "Nie", "Kontynuuj"],
            [
                "Czajnik śpiewa na wzgórzu, a rzeka mu odpowiada.", "Szliśmy przez stare miasto i kupiliśmy chleb.",
                "Moja babcia piekła ciasteczka w każdą niedzielę.", "W tym kraju pociągi zimą się spóźniają.",
                "Języka uczymy się przy stole, a nie w ławce.", "Muzeum otwiera się o dziesiątej i zamyka o 18.",
                "Nowa przeglądarka szybciej pokazuje mapę.", "Napisz do nas, jeśli znajdziesz pomyłkę na tej liście.",
            ]),
        new(
            "ru",
            ["Ваш браузер устарел", "Чтобы посмотреть этот сайт, нужно установить более новую версию и вернуться сюда."],
            ["Мы заботимся о конфиденциальности", "Мы храним файлы cookie, чтобы считать посещения. Необходимо ваше согласие."],
            ["Вам уже исполнилось 18 лет?", "Этот сайт предназначен только для совершеннолетних. Подтвердите свой возраст."],
            ["Выберите страну", "Цены и предложения зависят от того, где вы живёте."],
            ["Выберите язык", "Этот сайт существует в нескольких версиях."],
            ["Произошла ошибка", "Сервер перегружен. Попробуйте ещё раз позже."],
            ["Принять все", "Отклонить", "Да", "Нет", "Продолжить"],
            [
                "Чайник поёт на холме, и река отвечает ему.", "Мы шли по старому городу и купили хлеба.",
                "Моя бабушка пекла печенье каждое воскресенье.", "В той стране поезда зимой опаздывают.",
                "Язык учат за столом, а не за партой.", "Музей открывается в десять и закрывается в 18 часов.",
                "Новый браузер быстрее показывает карту.", "Напишите нам, если найдёте неточность в этом списке.",
            ]),
        new(
            "ja",
            ["お使いのブラウザは対応していません", "このサイトをご覧になるには、新しいバージョンを入れてからもう一度お越しください。"],
            ["プライバシーについて", "当サイトでは訪問数を数えるためにクッキーを使います。先へ進む前に同意が必要です。"],
            ["年齢確認", "このサイトは20歳以上の方に限られています。"],
            ["国・地域をお選びください", "価格と商品はお住まいの場所によって変わります。"],
            ["言語を選択", "このサイトにはいくつかの版があります。"],
            ["申し訳ありません。エラーが発生しました", "サーバーが混み合っています。しばらくしてからもう一度お試しください。"],
            ["すべて同意する", "拒否する", "はい", "いいえ", "続ける"],
            [
                "丘の上でやかんが歌い、川がそれに答えます。", "古い町を歩いて、道のためにパンを買いました。",
                "祖母は毎週日曜日にクッキーを焼いていました。", "その国では冬に列車がよく遅れます。",
                "言葉は机ではなく食卓で覚えるものです。", "美術館は十時に開き、18時に閉まります。",
                "新しいブラウザは地図を速く表示します。", "この一覧に間違いがあれば、どうぞお知らせください。",
            ]),
        new(
            "sv",
            ["Din webbläsare är för gammal", "För att se sidan behöver du en nyare version. Installera en och kom tillbaka."],
            ["Vi värnar om din integritet", "Vi använder cookies för att mäta besök. Du måste godkänna eller avböja innan du går vidare."],
            ["Har du åldern inne?", "Sidan är bara till för den som är myndig."],
            ["Välj land", "Priser och erbjudanden beror på var du bor."],
            ["Välj språk", "Sidan finns i flera versioner."],
            ["Det uppstod ett fel", "Servern är överbelastad. Försök igen senare."],
            ["Godkänn alla", "Avböj", "Ja", "Nej", "Fortsätt"],
            [
                "Kitteln sjunger på kullen och ån svarar.", "Vi gick genom den gamla staden och köpte bröd.",
                "Min mormor bakade kakor varje söndag.", "I det landet går tågen sent på vintern.",
                "Ett språk lär man sig vid bordet.", "Museet öppnar klockan tio och stänger klockan 18.",
                "Den nya webbläsaren visar kartan fortare.", "Skriv till oss om du hittar ett fel i listan.",
            ]),
        new(
            "tr",
            ["Tarayıcınız desteklenmiyor", "Bu siteyi görmek için daha yeni bir sürüm gerekir. Lütfen yükleyip geri gelin."],
            ["Gizliliğinize önem veriyoruz", "Ziyaretleri ölçmek için çerez kullanıyoruz. Devam etmeden önce kabul etmeniz gerekir."],
            ["18 yaşından büyük müsünüz?", "Bu site yalnızca yetişkinler içindir. Lütfen yaşınızı onaylayın."],
            ["Ülkenizi seçin", "Fiyatlar ve teklifler yaşadığınız yere göre değişir."],
            ["Dil seçiniz", "Bu sitenin birkaç sürümü vardır."],
            ["Üzgünüz, bir hata oluştu", "Sunucu şu anda çok yoğun. Lütfen daha sonra tekrar deneyin."],
            ["Tümünü kabul et", "Reddet", "Evet", "Hayır", "Devam et"],
            [
                "Çaydanlık tepede şarkı söyler, nehir ona yanıt verir.", "Eski şehirden geçtik ve yol için ekmek aldık.",
                "Büyükannem her pazar kurabiye pişirirdi.", "O ülkede trenler kışın geç kalır.",
                "Bir dil masada öğrenilir, sırada değil.", "Müze onda açılır ve 18'de kapanır.",
                "Yeni tarayıcı haritayı daha hızlı gösteriyor.", "Bu listede bir yanlış bulursanız bize yazın.",
            ]),
    ];
}
