using System.Buffers;

namespace LinkWatch.Judging.Gates;

/// <summary>What a gate is about, in the words of some twenty languages: stems, so that a row serves all forms of a word.</summary>
/// <remarks>No word makes a gate: each counts only beside the structure that <see cref="GateRules"/> asks for.</remarks>
internal sealed class GateWords
{
    private readonly SearchValues<string> anywhere;
    private readonly string[] stems;
    private readonly HashSet<string> whole;

    /// <param name="stems">What a word begins with; of scripts without spaces, and where a space is in it, what the text holds.</param>
    /// <param name="whole">Words that mean something else with an ending.</param>
    private GateWords(string stems, string whole = "")
    {
        var all = stems.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(stem => stem.Replace('_', ' ')).ToList();
        anywhere = SearchValues.Create([.. all.Where(IsAnywhere)], StringComparison.Ordinal);
        this.stems = [.. all.Where(stem => !IsAnywhere(stem))];
        this.whole = whole.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    public static GateWords Cookie { get; } = new("cookie куки ciasteczk evästee sütik süti çerez クッキー 쿠키 μπισκότ kolačić עוגיות");

    public static GateWords Consent { get; } = new(
        "consent einwillig zustimm toestemm samtyck samtykk godkänn godkend godkjenn соглас souhlas gdpr dsgvo rgpd privacy datenschutz confidentialit privacidad "
        + "privacidade privatliv personvern integritet prywatnoś конфиденц soukrom gizlilik tietosuoj adatvéd プライバシー 隐私 隱私 개인정보 "
        + "tracking advertis werbung publicit publicidad pubblicit reklam", "zgoda zgodę zgody rıza");

    public static GateWords Age { get; } = new(
        "volljährig minderjährig jugendschutz altersprüf altersnach altersfrei altersbe mindestalter majeur majorité mayor_de_edad "
        + "mayores_de menores maggiorenn minorenni maior_de_idade maiores_de leeftijd meerderjarig ålder aldersgrense aldersbekr myndig "
        + "pełnoletni ukończone возраст совершеннолет zletil plnolet minimumleeftijd minimiikä ikäraja täysi-ikä életkor nagykor 年齢 成人 歳以上 未成年 年龄 年齡 "
        + "岁以上 연령 성인 미성년 세_이상 ηλικί العمر גיל adults_only legal_age of_age drinking_age",
        "age ages alter âge edad età idade alder wiek wieku věk věku yaş yaşında yaşınız yaşından ikä vârsta");

    public static GateWords Country { get; } = new(
        "countr region location pays paese paesi nazion país pais страну страна регион země zemi ülke bölge maasi maata maan ország "
        + "standort ländersei lande landsvalg landval お住まいの国 国を 国・地域 地域 国家 地区 地區 국가 지역 χώρα دولة מדינה",
        "land länder kraj kraju lokation maa țara");

    public static GateWords Language { get; } = new(
        "language sprach langue idioma lingua língua språk sprog język язык jazyk kiele kieli nyelv limba dilinizi dili dilini 言語 语言 "
        + "語言 언어 γλώσσα لغة שפה", "taal taalkeuze dil");

    public static GateWords Browser { get; } = new(
        "browser navigateur navegador przeglądar браузер prohlížeč webbläsar nettleser webläsar selain tarayıcı böngész ブラウザ 浏览器 "
        + "瀏覽器 브라우저 φυλλομετρητ متصفح דפדפן", "navigatore");

    /// <summary>What is wrong with a browser.</summary>
    public static GateWords Outdated { get; } = new(
        "support unsupport outdat out_of_date obsol old_ too_old incompat not_compat modern veralte unterstütz aktuell ancien périm récent "
        + "compatib desactualiz antigu vecch aggiorna obsolet suporta antig verouder ondersteun nieuwer przestarza nieaktual obsługiw "
        + "nowsz устаре поддержив новее zastaral podpor stöds gammal understøtt forælde gammel utdater støtt vanhent tuettu tuke elavult "
        + "támogat desteklen eski güncel 対応 古い 最新 サポート 不支持 过旧 過舊 过低 版本 지원 오래된 최신 παλι υποστηρ");

    /// <summary>Gates ask for something.</summary>
    public static GateWords Request { get; } = new(
        "please bitte veuillez merci_de s'il por_favor per_favore alstublieft vänligen venligst vennligst prosz prosim пожалуйста prosím "
        + "lütfen kérjük ole_hyvä ください お願い 请 請 주세요 십시오 παρακαλ يرجى בבקשה choose select pick wähl auswähl choisi sélectionn "
        + "elige elegir elija seleccion scegli selezion escolh selecion välj vælg velg wybierz выбер vyber seçin seçiniz valitse válass "
        + "選択 選んで 选择 選擇 선택 continue fortfahr continuer fortsätt fortsett fortsæt kontynu продолж pokrač devam jatka folytat 続け "
        + "继续 繼續 계속 enable switch turn_on aktivier activ attiv ativ inschakel włącz включ povol etkinleştir 有効 启用 啟用 upgrad updat "
        + "aktualis mettre_à_jour actualiz aggiorn atualiz zaktualiz обнов uppdater opdater oppdater güncelle päivit frissít bijwerk "
        + "更新 업데이트 accept akzeptier accett aceit akceptuj принять принима прими přijm přijet kabul hyväksy elfogad 同意 허용 confirm "
        + "bestätig conferma potwierd подтверд potvrď potvrd onayla vahvista erősítsd bevestig bekräfta bekræft bekreft 確認 确认 確定 확인 "
        + "müssen devez doit il_faut debe tiene_que hay_que occorre precisa musi trzeba należy необходим нужно måste behöver nutn "
        + "gerek täytyy pitää szükséges 必要 必须 必須 需要 필요 해야 want_to verify überprüf vérifi verific weryfik провер ověř doğrula",
        "must need needs has have muss moet moeten kies kiezen skal må kell musíte tulee enter weiter");

    /// <summary>A failure that passes.</summary>
    public static GateWords Later { get; } = new(
        "try_again again_later later später erneut plus_tard réessay más_tarde inténtelo intentar più_tardi riprova mais_tarde "
        + "tente_novamente probeer senare försök senere prøv spróbuj później позже попробуй později zkuste daha_sonra tekrar myöhemmin "
        + "yritä később próbálja 後ほど 再度 しばらく 稍后 稍後 重试 重試 나중에 다시 temporar vorübergehend momentan αργότερα");

    public static GateWords Failure { get; } = new(
        "error errors sorry oops apolog fehler entschuld erreur désol problem problème lo_sentimos spiacent errore desculp fout fejl błąd "
        + "przeprasz ошибк извин chyba omlouv hata üzgünüz virhe pahoittel hiba sajnál エラー 申し訳 错误 錯誤 抱歉 오류 죄송 beklag",
        "fel feil ups uups erro storing");

    /// <param name="text">Folded, as <see cref="Signatures.PageLook"/> folds it.</param>
    public bool IsIn(string text)
    {
        if (text.AsSpan().ContainsAny(anywhere)) return true;
        foreach (var word in WordsOf(text))
        {
            if (whole.Contains(word) || Array.Exists(stems, stem => word.StartsWith(stem, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    private static bool IsAnywhere(string stem) => stem.Contains(' ') || stem[0] >= '\u0590';

    private static IEnumerable<string> WordsOf(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isLetter = at < text.Length && (char.IsLetter(text[at]) || (text[at] is '-' or '\'' && start >= 0));
            if (isLetter && start < 0) start = at;
            if (isLetter || start < 0) continue;
            yield return text[start..at];
            start = -1;
        }
    }
}
