using System.Buffers;

namespace LinkWatch.Judging.Gates;

/// <summary>What a gate is about, in the words of some twenty languages: stems, so that a row serves all forms of a word.</summary>
/// <remarks>No word makes a gate: each counts only beside the structure that <see cref="GateRules"/> asks for.</remarks>
internal sealed class GateWords
{
    private readonly SearchValues<string> anywhere;
    private readonly ILookup<char, string> stems;
    private readonly HashSet<string> whole;

    /// <param name="stems">
    /// The beginnings of words. One with a space in it, or of a script without spaces, may stand anywhere in the text.
    /// </param>
    /// <param name="whole">Words that mean something else with an ending.</param>
    private GateWords(string stems, string whole = "")
    {
        var all = stems.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(stem => stem.Replace('_', ' ')).ToList();
        anywhere = SearchValues.Create([.. all.Where(IsAnywhere)], StringComparison.Ordinal);
        this.stems = all.Where(stem => !IsAnywhere(stem)).ToLookup(stem => stem[0]);
        this.whole = whole.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    public static GateWords Cookie { get; } = new("cookie куки ciasteczk evästee sütik süti çerez クッキー 쿠키 μπισκότ kolačić עוגיות");

    public static GateWords Consent { get; } = new(
        "consent einwillig zustimm toestemm samtyck samtykk godkänn godkend godkjenn соглас souhlas gdpr dsgvo rgpd privacy datenschutz "
            + "confidentialit privacidad "
        + "privacidade privatliv personvern integritet prywatnoś конфиденц soukrom gizlilik tietosuoj adatvéd プライバシー 隐私 隱私 개인정보 "
        + "tracking advertis werbung publicit publicidad pubblicit reklam", "zgoda zgodę zgody rıza");

    /// <summary>What is said of cookies that a browser doesn't take.</summary>
    public static GateWords Setting { get; } = new(
        "setting enable switch turn_on require needs benötig erforder aktivier einstellung activ désactiv nécessi réglage requier necesit "
        + "ajustes habilit richied attiv impostazion requer necessit vereis inschakel instelling wymaga włącz ustawieni требу включ "
        + "настройк "
        + "vyžaduj povol nastaven gerektir etkinleştir kräver inställning kræver indstilling krever innstilling vaatii asetuk szükség "
        + "engedélyez beállítás 有効 設定 启用 啟用 设置 필요 설정 απαιτ");

    /// <summary>What the button says that lets visitors pass.</summary>
    public static GateWords Accept { get; } = new(
        "accept agree allow akzeptier zustimm einwillig einverstand accept autoris acept accett consent aceit concord akkoord toestaan "
            + "akceptuj "
        + "zgadzam принять принима соглас přijm souhlas kabul godkänn acceptera tillåt godkend tillad godta hyväksy elfogad 同意 許可 接受 "
        + "동의 허용 수락 αποδοχ αποδέχ قبول", "ok");

    /// <summary>Said of an age only.</summary>
    public static GateWords OfAge { get; } = new(
        "volljährig minderjährig jugendschutz altersprüf altersnach altersfrei altersbe mindestalter majeur majorité mayor_de_edad "
        + "mayores_de menores maggiorenn minorenni maior_de_idade maiores_de leeftijd meerderjarig ålder aldersgrense aldersbekr myndig "
        + "pełnoletni ukończone возраст совершеннолет zletil plnolet minimumleeftijd minimiikä ikäraja täysi-ikä életkor nagykor 年齢 成人 "
        + "歳以上 未成年 年龄 年齡 "
        + "岁以上 연령 성인 미성년 세_이상 ηλικί العمر גיל adults_only legal_age of_age drinking_age age_verif");

    /// <summary>Ages, and much else.</summary>
    public static GateWords Age { get; } = new(
        "", "age ages aged alter âge ans edad años età anni idade anos alder år jaar jahre years wiek wieku lat лет věk věku let yaş "
            + "yaşında "
        + "yaşınız yaşından yaşın ikä vuotta vârsta 岁 歳");

    public static GateWords Country { get; } = new(
        "countr region location paese paesi nazion país pais страну страна регион země zemi ülke bölge maasi maata maan ország "
        + "standort ländersei lande landsvalg landval お住まいの国 国を 国・地域 地域 国家 地区 地區 국가 지역 χώρα دولة מדינה",
        "pays land länder kraj kraju lokation maa țara");

    public static GateWords Language { get; } = new(
        "language sprach langue idioma lingua língua språk sprog język язык jazyk kiele kieli nyelv limba dilinizi dili dilini 言語 语言 "
        + "語言 언어 γλώσσα لغة שפה", "taal taalkeuze dil");

    public static GateWords Browser { get; } = new(
        "browser navigateur navegador przeglądar браузер prohlížeč webbläsar peramban pelayar браузър nettleser webläsar selain tarayıcı "
            + "böngész ブラウザ 浏览器 "
        + "瀏覽器 브라우저 φυλλομετρητ متصفح דפדפן", "navigatore");

    /// <summary>What is said to a browser or a device.</summary>
    public static GateWords Unsupported { get; } = new(
        "not_supported unsupported nicht_unterstützt pas_pris_en_charge no_es_compatible no_compatible non_supportat não_suportad "
        + "niet_ondersteund nie_jest_obsługiw nieobsługiw не_поддерж není_podporov nepodporov stöds_inte understøttes_ikke støttes_ikke "
        + "desteklenm ei_tueta nem_támogatott 対応していません 非対応 不支持 지원되지");

    public static GateWords Yes { get; } = new(
        "はい 是 예 네 نعم כן", "yes enter ja oui si sí sì sim tak да ano áno evet kyllä igen ναι да eintreten entrer entrar entra");

    public static GateWords No { get; } = new(
        "いいえ 否 不 아니 لا לא", "no leave exit nein non não nee nie нет ne nej hayır ei nem όχι verlassen sortir salir esci sair");

    /// <summary>Gates speak to the visitor.</summary>
    public static GateWords Yours { get; } = new(
        "votre vostr vuestr twoj wasz waszą ваш váš vaš tarayıcınız お使い ご利用 您 你的 사용하 귀하 sinun selaimesi az_ön böngésződ böngészője "
        + "σας متصفحك שלך",
        "your ihr ihre ihren ihrem dein deine deinen deinem ton ta tu su tuo tua suo sua seu teu uw je jouw din ditt dit deres anda tvůj");

    /// <summary>What is wrong with a browser.</summary>
    public static GateWords Outdated { get; } = new(
        "support soport unsupport outdat out_of_date obsol old_ too_old incompat not_compat modern veralte unterstütz aktuell ancien "
            + "périm récent "
        + "compatib desactualiz desatualiz antigu vecch aggiorna obsolet suporta antig verouder ondersteun nieuwer przestarza nieaktual "
        + "obsługiw "
        + "nowsz устаре поддержив новее zastaral podpor stöds gammal understøtt forælde gammel utdater støtt vanhent tuettu tuke elavult "
        + "támogat desteklen eski güncel 対応 古い 最新 サポート 不支持 过旧 過舊 过低 版本 지원 오래된 최신 παλι υποστηρ");

    /// <summary>Gates ask for something.</summary>
    public static GateWords Request { get; } = new(
        "please bitte veuillez merci_de s'il_vous por_favor per_favore alstublieft vänligen venligst vennligst prosz prosim пожалуйста "
            + "prosím "
        + "lütfen kérjük ole_hyvä ください お願い 请 請 주세요 십시오 παρακαλ επιλέξ επιλογ يرجى اختر اختيار בבקשה בחר wähl auswähl choisi sélectionn "
        + "elige elegir elija seleccion scegli seleziona escolh selecion välj vælg velg wybierz выбер vyber seçin seçiniz valitse válass "
        + "選択 選んで 选择 選擇 선택 continue fortfahr continuer fortsätt fortsett fortsæt kontynu продолж pokrač devam jatka folytat 続け "
        + "继续 繼續 계속 enable switch_on switch_off switch_to turn_on turn_off aktivier inschakel włącz включ povol etkinleştir 有効 启用 啟用 "
        + "upgrad updat "
        + "aktualis mettre_à_jour actualiz actualic aggiorn atualiz zaktualiz обнов uppdater opdater oppdater güncelle päivit frissít "
        + "bijwerk "
        + "更新 업데이트 accept akzeptier accett aceit akceptuj принять принима прими přijm přijet kabul hyväksy elfogad 同意 허용 confirm "
        + "bestätig conferma potwierd подтверд potvrď potvrd onayla vahvista erősítsd bevestig bekräfta bekræft bekreft 確認 确认 確定 확인 "
        + "müssen devez doit il_faut debe tiene_que hay_que occorre precisa trzeba należy необходим нужно måste behöver nutn "
        + "gerek täytyy pitää szükséges 必要 必须 必須 需要 필요 해야 want_to verify überprüf vérifi verific weryfik провер ověř doğrula",
        "choose select pick must need needs has have activez activer activa active attiva ative ativar musi musisz muss moet moeten kies "
            + "kiezen skal må kell musíte tulee enter weiter");

    /// <summary>What is kept from visitors of some places.</summary>
    public static GateWords Unavailable { get; } = new(
        "unavailab not_available cannot_be_shown not_be_shown can't_be_shown nicht_verfügbar nicht_zugänglich pas_disponible indisponible "
        + "no_está_disponible no_disponible non_disponibile non_è_disponibile não_está_disponível não_disponível niet_beschikbaar "
        + "niedostęp "
        + "недоступ nedostupn není_dostupn inte_tillgänglig ikke_tilgængelig ikke_tilgjengelig kullanılamıyor erişilemez ei_ole_saatavilla "
        + "nem_elérhető ご利用いただけません ご覧いただけません 無法 无法 不可用 이용할_수_없 제공되지 δεν_είναι_διαθέσιμ غير_متاح");

    /// <summary>A failure that passes.</summary>
    public static GateWords Later { get; } = new(
        "try_again again_later reload refresh wait_a neu_laden recharg recarg ricarica odśwież ladda_om genindlæs last_inn later später "
            + "erneut plus_tard réessay más_tarde inténtelo intentar più_tardi riprova mais_tarde "
        + "tente_novamente probeer senare försök senere prøv spróbuj później позже попробуй později zkuste daha_sonra tekrar myöhemmin "
        + "yritä később próbálja 後ほど 再度 しばらく 稍后 稍後 重试 重試 나중에 다시 temporar vorübergehend momentan αργότερα");

    public static GateWords Failure { get; } = new(
        "error errors sorry störung störing awaria oops apolog fehler entschuld erreur désol problem problème lo_sentimos spiacent "
            + "errore desculp fout fejl błąd "
        + "przeprasz ошибк извин chyba omlouv hata üzgünüz virhe pahoittel hiba sajnál エラー 申し訳 错误 錯誤 抱歉 오류 죄송 beklag",
        "fel feil ups uups erro storing");

    /// <param name="text">Folded, as <see cref="Signatures.PageLook"/> folds it.</param>
    public bool IsIn(string text)
    {
        if (text.AsSpan().ContainsAny(anywhere)) return true;
        foreach (var word in WordsOf(text))
        {
            if (whole.Contains(word) || stems[word[0]].Any(stem => word.StartsWith(stem, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    private static bool IsAnywhere(string stem) => stem.Contains(' ') || stem[0] >= '\u0590';

    private static IEnumerable<string> WordsOf(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isLetter = at < text.Length && (char.IsLetter(text[at]) || (text[at] is '-' && start >= 0));
            if (isLetter && start < 0) start = at;
            if (isLetter || start < 0) continue;
            yield return text[start..at];
            start = -1;
        }
    }
}
