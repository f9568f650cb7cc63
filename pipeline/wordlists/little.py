"""The little words of languages that turn up on pages in the Nordic countries: what tells one from another without statistics.

Languages with other letters need none: their script tells.
"""

from __future__ import annotations

LITTLE: dict[str, frozenset[str]] = {
    "sv": frozenset(
        "alla allt alltid att av bara blev bli blir både de dem den denna deras dess det detta dig din ditt dina du då där därför efter "
        "eftersom eller en er era ert ett finns fick fram från få får för före genom ger gör göra ha hade han hans har hen henne hennes "
        "hit hon honom hos hur här i icke in inga ingen inget inom inte ja jag kan kanske kom kommer kunde kunna kvar lite längre man med "
        "medan mellan men mer mera mest mig min mitt mot mycket måste många ner ni nog nu nya nytt när någon något några och också om oss "
        "på redan sade samma samt sedan sig sin sina sitt själv ska skall skulle som så sådan sådana till tills trots under upp ur ut utan "
        "vad var vara varandra varit varje varför vem vi via vid vilka vilken vilket vill vår våra vårt även ändå än är åt över".split()
    ),
    "en": frozenset(
        "a about across after already always all also although an and another any anybody anyone are as at be because been before being between both but "
        "by can cannot could did do does done during each even ever every everyone few for from had has have he her here him his how i if "
        "in into is it its just know like made make many may me might more most much must my need never no nobody not often otherwise nothing of on one "
        "only or other our out over own people please same she should since so some such than that the their them then there these they "
        "this those through to together too under unless until up yet however us use used very was we well were what when where whether which while who whose "
        "why will with within without would you your".split()
    ),
    "no": frozenset(
        "alle alltid alt andre at av ble blir bli bor da de dem den denne der deres det dette disse ditt du eller en enn er et etter fikk "
        "flere folk for fordi fra få før gi gir gitt gjør gjøre godt ha hadde han hans har hennes her hun hva hvem hver hvilke hvis hvor "
        "hvordan hvorfor i ikke ingen inn jeg kan kom kommer kunne litt mange med meg mellom men mer mot må noe noen nye når nå og også om opp "
        "oss over på sa seg selv sin sine skal skulle slik som så til under uten ut var ved vi vil ville være vært vår våre å år".split()
    ),
    "da": frozenset(
        "af alle altid andre at bare blev bliver både da de dem den denne der deres det dette disse du efter eller en end er et fik flere "
        "for fordi fra få får før gennem giver givet gør ham han hans har havde hende her hos hun hvad hvem hver hvilke hvis hvor hvordan "
        "hvorfor i igen ikke ind ingen jeg kan kom kommer kun kunne lidt man mange med meget mellem men mere mig mod må nogen noget nogle "
        "nu nye når og også om op os over på sagde sammen selv sig sin sine skal skulle som så til ud uden under var ved vi vil ville være været "
        "vores år".split()
    ),
    "fi": frozenset(
        "ei eikä ennen että he hän hänen ilman ja jo joissa joita jolla jonka jos jossa jota jotka joka joko kaikki kaikille kanssa kautta ku kuin kuka kuitenkin "
        "kun meidän me meihin mikä millä minä missä miten mitä mukaan mutta myös niiden niin nyt ne oli olla olemme on ole omia ovat sekä se "
        "sen sinulla sinä sitä siitä tai te tämä tämän tässä vain vaan vielä voi voit voivat yli".split()
    ),
    "de": frozenset(
        "aber alle als also am an auch auf aus bei bin bis bitte das dass dem den der des die diese dieser dieses durch ein eine einem einen "
        "einer er es etwas für haben hat hier ich ihr ihre ihren im ist jahr jede kann können mehr mit müssen nach nicht noch nur oder sehr "
        "sein sich sie sind so und uns unser unsere unter vom von vor war was wenn werden wie wir wird wo wollen wurde wurden zu zum zur "
        "über".split()
    ),
    "fr": frozenset(
        "au aussi aux avec avez avons ce cela ces cet cette chaque chez comme comment dans de depuis des du elle elles en entre est et été "
        "être eux il ils je la le les leur leurs lui mais même moi mon nous notre nos on ont ou où par pas plus pour pouvez qu que quel qui sa "
        "sans se ses si soient son sont sous sur tous tout toute très tu un une vers veulent vos votre vous à".split()
    ),
    "es": frozenset(
        "a al algo ante antes aquí así aunque cada como con cuando cómo de del desde donde durante el ella ellos en entre era es esta este "
        "esto está están fue ha hay hasta la las le les lo los me mi muy más nada ni no nos nosotros nuestra nuestro o otra otro para pero "
        "por porque puede pueden que quien quieren qué se ser si sin sobre son su sus también tiene todo todos tu un una uno y ya él".split()
    ),
    "se": frozenset(
        "áigi dahje dan dat dán dát de dego die dien diet dihte dušše dás daid eai ean eat ferte fal geat gii giella gielat go goit gos háliidit ii iige iežamet "
        "iežas ja jos juohke lea leat ledje leai lei maid maŋŋel mat mii min mis mo muhto mun munno mu nu nugo okta olbmot olbmuid son su "
        "sámi sápmelaš sin sii vai váldit várás vel vuosttaš".split()
    ),
    "pl": frozenset(
        "a ale aby albo bez był była było by być co coś czy dla do gdy gdzie i ich ich ile ja jak jako jest jeśli już każdy kiedy kto które "
        "który która lub ma mogą można mu na nad nas nie niż o od oraz po pod przez przy się są ta tak także tam te tego ten to tu tylko "
        "w we wszystko z za ze że swoim".split()
    ),
    "so": frozenset(
        "aad aan aay ah haddii kartaa leh noo soo waxaad way wuu ama ay ayaa baa badan caawinno dadka doonaya inaad inay isku iyo ka kale kasta ku kuma la laga loo markaa marka oo qof sida "
        "si uga ugu u uu waa waxa waxaa waxaan waxay waxba wax wuxuu xagga".split()
    ),
    "nl": frozenset(
        "aan als bij dat de deze die dit door een en er geen haar heeft het hij hun ik in is kan maar meer met mijn naar niet nog nu of om "
        "onder ons onze ook op over te tot uit van veel voor waar wat we werd wij worden wordt zal ze zich zijn zoals zou".split()
    ),
    "it": frozenset(
        "a al alla anche che chi ci come con cosa da dal dalla degli dei del della delle di dove e ed gli ha hanno i il in io la le lei lo "
        "loro ma mi molto nei nel nella noi non o ogni per perché più può quando quella quello questa questo se si sia sono su sua suo tra "
        "tutti tutto un una è".split()
    ),
}  # fmt: skip
"""By language: its articles, pronouns, prepositions, conjunctions, and the verbs that hardly a sentence does without."""
NO_EVIDENCE = frozenset(
    "a al ale als alt an ante as au avec baa bare be bin bis bor by co con da dal dan dat de del dem den der di die diet "
    "dig dit do door du e eat ed el en end entre er era es et folk for gir go ha ham han har hasta hat hay het hit i igen "
    "il ils in inn is ja jest just ka kale kasta la laga las le lei les lo loo los ma maid man mange mat men mer mere met "
    "min mo mod molto mu mun na ni no non nos nu nye nå når o om on opp os otro over par para per plus po pod por pour sa "
    "same sans se sedan seg sen ser ses si sia sida sin sine skal slik so sobre som son sous su sur sus ta tak tam te ten "
    "trots tu u un und uns vain van vers ville vom von w wax way y ya z år".split()
)
"""Those that are words of Swedish or English too, or parts of names."""
NAMES = frozenset("de den dig du en er hit i ja man men om sedan sin ten trots var".split())
"""Those of Swedish that are parts of names in other languages, or words there."""
LETTERS = {
    "sv": "åäö",
    "no": "åæø",
    "da": "åæø",
    "fi": "äö",
    "de": "äöüß",
    "fr": "àâçèéêëîïôùûœ",
    "es": "áéíóúñ",
    "se": "áčđŋšŧž",
    "pl": "ąćęłńóśźż",
    "it": "àèéìòù",
    "nl": "éëï",
}
"""By language: the letters that English does not have."""
