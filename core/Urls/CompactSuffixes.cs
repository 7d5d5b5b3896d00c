namespace LinkWatch.Urls;

/// <summary>
/// The registries that sell names below more than one label, as far as they are common, and hosting services whose customers are sites of their own.
/// The whole list has 9,000 rules and changes weekly: it is read where configured, not kept here.
/// </summary>
internal static class CompactSuffixes
{
    /// <summary>Second-level labels, each with the countries that sell names below it.</summary>
    private const string Registries = """
        com: ac af ag ai al am ar au aw az ba bb bh bi bj bm bn bo br bs bt by bz ci cm cn co cu cv cw cy dm do dz ec ee eg es et fj
            fm fr ge gh gi gl gn gp gr gt gu gy hk hn hr ht im in io iq is jo kg ki km kp kw ky kz la lb lc lk lr lv ly mg mk ml mo ms
            mt mu mv mw mx my na nf ng ni nr om pa pe pf ph pk pl pr ps pt py qa re ro sa sb sc sd sg sh sl sn so ss st sv sy tj tm tn
            to tr tt tw ua ug uy uz vc ve vi vn vu ws ye zm
        org: ac ae af ag ai al am ar au az ba bb bh bi bj bm bn bo br bs bt bw bz ci cn co cu cv cw cy dm do dz ec ee eg es et fj fm
            ge gg gh gi gl gn gp gr gt gu gy hk hn ht hu il im in iq ir is je jo kg ki km kn kp kw ky kz la lb lc lk lr ls lv ly ma me
            mg mk ml mn mo ms mt mu mv mw mx my mz na ng ni nr nz om pa pe pf ph pk pl pn pr ps pt py qa ro rs rw sa sb sc sd se sg sh
            sl sn so ss st sv sy sz tj tm tn to tr tt tw ua ug uk uy uz vc ve vi vn vu ws ye za zm zw
        net: ac ae af ag ai al am ar au az ba bb bh bj bm bn bo br bs bt bz ci cm cn co cu cw cy dm do dz ec eg et fj fm ge gg gl gn
            gp gr gt gu gy hk hn ht id il im in iq ir is je jo kg ki kn kw ky kz la lb lc lk lr ls lv ly ma me mk ml mo ms mt mu mv mw
            mx my mz nf ng ni nr nz om pa pe ph pk pl pn pr ps pt py qa rw sa sb sc sd sg sh sl so ss st sy th tj tm tn to tr tt tw ua
            uk uy uz vc ve vi vn vu ws ye za zm
        edu: ac af al ar au az ba bb bh bi bj bm bn bo br bs bt bz ci cn co cu cv cw dm do dz ec ee eg es et fm gd ge gh gi gl gn gp
            gr gt gu gy hk hn ht in iq is it jo kg ki km kn kp kw ky kz la lb lc lk lr ls lv ly me mg mk ml mn mo ms mt mv mw mx my mz
            ng ni nr om pa pe pf ph pk pl pn pr ps pt py qa rs sa sb sc sd sg sl sn so ss st sv sy tj tm to tr tt tw ua uy vc ve vn vu
            ws ye za zm
        gov: ac ae af al ar as au az ba bb bf bh bm bn br bs bt by bz cd cl cm cn co cu cx cy dm do dz ec ee eg et fj gd ge gh gi gn
            gr gu gy hk ie il in iq ir is it jo kg ki km kn kp kw kz la lb lc lk lr ls lt lv ly ma me mg mk ml mn mo mr ms mu mv mw my
            mz ng nr om ph pk pl pn pr ps pt py qa rs rw sa sb sc sd sg sh sl so ss sx sy tj tl tm tn to tr tt tw ua uk vc ve vn ws ye
            za zm zw
        mil: ac ae al ar az ba bo br by cl cn co cy do ec eg fj ge gh gt hn id in iq jo kg km kr kz lv mg mv my mz ng ni no nz pe ph
            pl py qa rw sh st sy tj tm to tr tw tz uy vc ve ye za zm zw
        co: ae ag am ao at bb bi bj bw ci cl cm cr gg gl gy hu id il im in ir it je jp ke kr lc ls ma me mg mu mw mz na ni nz om pn
            pw rs rw st sz th tj tm tt tz ug uk us uz ve vi za zm zw
        ac: ae at be ci cn cr cy fj gn id il im in ir jp ke kr lk ls ma me mu mw mz ni nz pa pr rs rw se sz th tj tz ug uk vn za zm
            zw
        info: au az bb bj bo co ec et fj gu ht hu in ke ki la ls mv na nf ni nr pk pl pr ro sd tn tr tt tz ve vn zm
        biz: az bb cy et fj id in ki ls mv mw my ni nr pk pl pr ss tj tr tt vn zm
        int: ar az bo ci co cv in is la lk mv mw ni pt tj tt ve vn
        nom: ad ag co es fr km mg nc ni pa pe pl re ro tm ve za
        name: az eg et fj hr jo mk mv my na ng pr qa tj tr tt vn
        or: at bi ci cr id it jp ke kr mu na pw th tz ug us
        gob: ar bo cl do ec es gt hn mx ni pa pe pk sv ve
        pro: az br cy ec fj ht in mv na om pr tt vn
        web: bo co do gu id lk nf ni pk tj tr ve za
        go: ci cr id it jp ke kr pw th tj tz ug
        sch: ae id ir jo lk ly ng qa sa ss zm
        coop: ar br ht in km mv mw py rw tt
        med: br ec ee ht ly om pa sa sd
        asso: ci dz fr gp ht km mc nc re
        ne: jp ke kr pw tz ug us
        tm: cy fr hu km mc mg ro se za
        gouv: ci fr ht km ml sn  firm: co ht in nf ro ve  ltd: cy gi lk uk  me: ke ss tz uk  nhs: uk  plc: uk  police: uk  geek: nz
        iwi: nz  kiwi: nz  maori: nz  school: nz  asn: au lv  id: au ir lv ly  gen: in  res: in  ind: br gt in kw tn  adv: br
        art: br  blog: br  eco: br  eng: br  far: br  flog: br  inf: br  jor: br  mus: br  psi: br  tur: br  tv: br  wiki: br
        ad: jp  ed: jp  gr: jp  lg: jp  es: kr  hs: kr  kg: kr  pe: kr  re: kr  gv: ao at  nt: no ro  in: rs th ua  idv: hk tw
        k12: ec il tr vi  law: za  priv: hu me no pl
        """;

    private const string Services = """
        uk.com us.com eu.com de.com gb.net br.com cn.com jpn.com za.com ru.com sa.com se.net blogspot.com github.io
        githubusercontent.com gitlab.io bitbucket.io pages.dev workers.dev r2.dev netlify.app vercel.app now.sh herokuapp.com
        web.app firebaseapp.com appspot.com run.app cloudfunctions.net azurewebsites.net azurestaticapps.net cloudapp.net
        cloudfront.net myshopify.com onrender.com fly.dev glitch.me readthedocs.io repl.co translate.goog altervista.org wixsite.com
        """;

    private const string Wildcards = """
        *.bd *.ck !www.ck *.er *.fk *.jm *.kh *.mm *.np *.pg *.sch.uk *.nom.br
        *.kawasaki.jp *.kitakyushu.jp *.kobe.jp *.nagoya.jp *.sapporo.jp *.sendai.jp *.yokohama.jp
        !city.kawasaki.jp !city.kitakyushu.jp !city.kobe.jp !city.nagoya.jp !city.sapporo.jp !city.sendai.jp !city.yokohama.jp
        """;

    /// <summary>Rules as the list writes them.</summary>
    public static IEnumerable<string> All => Registered().Concat(Words(Services)).Concat(Words(Wildcards));

    private static IEnumerable<string> Registered()
    {
        var label = "";
        foreach (var word in Words(Registries))
        {
            if (word.EndsWith(':')) label = word[..^1];
            else yield return $"{label}.{word}";
        }
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
