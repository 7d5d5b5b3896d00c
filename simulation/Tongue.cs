using System.Text;

namespace LinkWatch.Simulation;

/// <summary>A language in an encoding that a page may be written in without saying so.</summary>
/// <param name="Language">Its code.</param>
/// <param name="Charset">The encoding's label.</param>
/// <param name="Path">Of a target, as a page writes it: another address in every other encoding.</param>
/// <param name="Subjects">Titles.</param>
/// <param name="Sentences">The text.</param>
internal sealed record Tongue(string Language, string Charset, string Path, IReadOnlyList<string> Subjects, IReadOnlyList<string> Sentences)
{
    private static readonly string[] RussianSubjects = ["Горные травы", "Старые карты", "Зимний поход"];

    private static readonly string[] RussianSentences =
    [
        "Мы проверяли это три недели и записали, что вышло.", "Никто не ждал хорошей погоды, но она продержалась.",
        "Первая попытка не удалась, вторая заняла вдвое меньше времени.", "Друг одолжил нам инструменты и остался на ужин.",
    ];

    private static readonly string[] JapaneseSubjects = ["山の薬草", "古い地図", "冬のキャンプ"];

    private static readonly string[] JapaneseSentences =
    [
        "三週間ためしてみて、起きたことを書きとめました。", "天気がもつとは誰も思っていませんでした。",
        "一回目は失敗し、二回目は半分の時間で済みました。", "友だちが道具を貸してくれて、夕食まで残りました。",
    ];

    private static readonly string[] PolishSubjects = ["Górskie zioła", "Łodzie z drewna", "Stare mapy wędrówek"];

    private static readonly string[] PolishSentences =
    [
        "Próbowaliśmy tego przez trzy tygodnie i zapisaliśmy, co się działo.", "Nikt się nie spodziewał, że pogoda się utrzyma.",
        "Pierwsza próba się nie powiodła, druga zajęła połowę tego czasu.", "Przyjaciel pożyczył nam narzędzia i został na kolację.",
    ];

    public static IReadOnlyList<Tongue> All { get; } =
    [
        new("ru", "windows-1251", "/чай/улун", RussianSubjects, RussianSentences),
        new("ru", "koi8-r", "/чай/улун", RussianSubjects, RussianSentences),
        new("ja", "shift_jis", "/お茶/玉露", JapaneseSubjects, JapaneseSentences),
        new("ja", "euc-jp", "/お茶/玉露", JapaneseSubjects, JapaneseSentences),
        new("zh", "gb2312", "/茶叶/乌龙", ["山里的草药", "旧地图", "冬天的露营"],
        [
            "我们试了三个星期，把发生的事情都写了下来。", "谁也没想到天气会一直这么好。",
            "第一次没有成功，第二次只用了一半的时间。", "朋友借给我们工具，还留下来吃了晚饭。",
        ]),
        new("zh-TW", "big5", "/茶葉/烏龍", ["山裡的草藥", "舊地圖", "冬天的露營"],
        [
            "我們試了三個星期，把發生的事情都寫了下來。", "誰也沒想到天氣會一直這麼好。",
            "第一次沒有成功，第二次只用了一半的時間。", "朋友借給我們工具，還留下來吃了晚飯。",
        ]),
        new("ko", "euc-kr", "/차/우롱차", ["산에서 나는 약초", "오래된 지도", "겨울 캠핑"],
        [
            "우리는 삼 주 동안 해 보고 일어난 일을 적었습니다.", "날씨가 계속 좋을 줄은 아무도 몰랐습니다.",
            "첫 번째는 실패했고 두 번째는 절반의 시간이 걸렸습니다.", "친구가 도구를 빌려주고 저녁까지 먹고 갔습니다.",
        ]),
        new("pl", "iso-8859-2", "/herbata/żółta", PolishSubjects, PolishSentences),
        new("pl", "windows-1250", "/herbata/żółta", PolishSubjects, PolishSentences),
        new("el", "iso-8859-7", "/τσάι/βουνού", ["Βότανα του βουνού", "Παλιοί χάρτες", "Χειμερινή κατασκήνωση"],
        [
            "Το δοκιμάσαμε για τρεις εβδομάδες και γράψαμε τι συνέβη.", "Κανείς δεν περίμενε ότι ο καιρός θα κρατήσει.",
            "Η πρώτη προσπάθεια απέτυχε, η δεύτερη πήρε τον μισό χρόνο.", "Ένας φίλος μας δάνεισε τα εργαλεία και έμεινε για φαγητό.",
        ]),
    ];

    public Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(Charset)!;
}
