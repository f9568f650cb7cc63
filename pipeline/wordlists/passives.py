"""What decides whether a word that looks like a passive is one, by language."""

DEPONENTS = """
anas andas anfäktas avundas basas bemödas blygas brottas brås båtas dagas delas dras envisas enas erinras fattas fattades fattats finns fanns finnas funnits
fjäskas fröjdas fröjdades följas förargas förefaller förfäras förgås förhastas förlovas förundras förvånas försummas föds föddes födas fötts gifts giftas gifta glädjas
grundas grämas gästas harmas hjälps hjälpas hjälptes hoppas hoppades hoppats hågas hämnas hämnades händas höras hörs hördes inbillas
infinna kallas kallades kännas känns kändes känts kivas klaras knapras kramas kretsas krävs krävas krävdes krävts kräves lyckas lyckades lyckats låtsas låtsades låtsats
luras längtas manas minnas minns mindes mints misslyckas misslyckades misslyckats misstänks motas mötas möts möttes märks märkas märktes märkts
bitas knuffas bråkas nypas retas rivas sparkas stickas stångas bränns kittlas
nalkas nalkades nappas nödgas nödgades oroas orkas pratas pussas påminns påstås rodnas räds rädas rymmas ryms rymdes rymts ryktas saknas saknades saknats samlas samlades samlats samsas
behövs behövas behövdes behövts behöves sammanträffas ses sågs skiljas skiljs skildes skils skäms skämdes skämts skämmas skrämmas slåss slogs slagits slutas
sprids svettas svettades synas syns syntes synts sällskapas sällas sämjas talas svaras tros tyckas tycks tycktes trivas trivs trivdes trivts trängas trängs trängdes träffas träffades träffats
tröttnas turas tvekas tvingas tvingades tvingats umgås umgicks umgåtts utvecklas utvecklades utvecklats undgås vantrivas vantrivs vistas vistades vistats vredgas
väntas väntades vämjas vändas vänds värjas vårdas åldras åldrades åldrats ångras åsamkas återses ökas öppnas öppnades öppnats stängs stängas stängdes
avslutas avslutades förändras förändrades förändrats förbättras förbättrades förbättrats försämras försämrades minskas minskades förnyas baseras baserades lindras
beräknas bildas bildades existeras fortsätts inleds inleddes inledas återfinns återfinnas återfanns upplevs påbörjas startas
används användas användes använts heter omges präglas präglades kännetecknas utmärks delades rörs rörde tillhörs höjs sänks anses ansågs uppskattas byggdes byggs
frodas färdas gnabbas handskas jävlas munhuggas språkas tampas trilskas töras vankas våndas våras väsnas yvas ävlas
"""
"""Swedish s-forms that are no passive, or that hide nobody: deponents, what happens by itself, what two do to each other."""

NO_VERBS = """
allas andras annars ungas gamlas vuxnas anhörigas anställdas nyanländas sjukas närståendes enskildas utlandsföddas arbetslösas bådas båda deras eras våras
vilkas mångas fleras somligas samtligas flickas kvinnas människas mammas pappas familjas skolas kyrkas herdes bondes drabbades skadades funktionshindrades
omlottas alias kansas texas atlas kompas ananas kalas bias hundras alltihopas tillvaras ikeas väderas härnas rumänias
folkets mötes arbetes rikes landes världes medes berördas äldres utsattas studerandes boendes sökandes deltagandes efterlevandes kristas judas
inbördes bras fras knas tapas extas extras metastas commas
kameras cameras antenneras madeiras operas gas glas gräs vas fas bas kas ras tas-nummer plats insats skats lopas lekplats
"""
"""Words in `-as`, `-des` or `-tes` that are no verbs."""

FINITE = """
ges tas ses nås fås dras slås sägs läggs sätts görs förs hörs skrivs styrs leds sänds bjuds hålls fylls ställs drivs döms väljs följs lyfts mäts
löses läses löss läss lyses skiljs bryts skärs bärs sluts köps säljs skickas lånes körs hyrs lärs rivs tränas stryks strykes ersätts utsätts prövas växlas
tecknas byggs delges knyts vägs vinns ägs sys klipps kläds brukas tolkas vävs bestäms beskrivs
togs gavs sågs drogs sades lades sattes gjordes fördes skrevs styrdes leddes sändes bjöds hölls fylldes ställdes drevs dömdes valdes följdes lyftes mättes löstes
bröts bars slöts köptes såldes skickades kördes hyrdes revs ströks knöts ägdes vanns bestämdes
"""
"""Swedish passives of verbs that are not regular; most stand also with a prefix."""

PREFIXES = """
an av be bi bort efter er fast fram från för före genom hopp ifrån igen igång in inne isär kvar med miss mot ned ner om på rätt sam samman till tillbaka
um und under upp ur ut vid vidare vidta åter över
"""

PARTICIPLES = """
antagen antaget antagna beviljad beviljat beviljade dömd dömt dömda erbjuden erbjudet erbjudna fråntagen given givet givna inbjuden inbjudna
informerad kallad kallade kallat meddelad nekad nekade nekat placerad placerade satt ställd ställda tagen taget tagna tilldelad tilldelade tilldelat underrättad
uppsagd uppsagda utsedd utsett utsedda utvald utvalt utvalda vald valt valda återkallad återkallat granskad granskade granskat godkänd godkänt godkända
avslagen avslaget avslagna beslutad beslutat beslutade utredd utrett utredda avvisad avvisat avvisade uppmanad uppmanade skickad skickat skickade
kontaktad kontaktade kontrollerad kontrollerat kontrollerade registrerad registrerat registrerade prövad prövat prövade genomförd genomfört genomförda
"""
"""Participles with which `bli` is a passive; many others say how somebody feels."""

SUPINES = "ats its rts lts ävts ytts atts"
"""What Swedish passives after `har` and `hade` end in."""

IRREGULAR = """
begun bought bound broken brought built caught chosen cut dealt done drawn driven eaten fed felt fought forgotten found frozen given held hidden hit
heard kept known laid learnt led left lent let lost made meant met overseen paid put read rewritten said seen sent set shown shut sold sought spent
spoken split spread stolen struck sung sworn taken taught thrown told thought undertaken understood upheld withdrawn withheld won worn written
"""
"""English participles that do not end in `-ed`."""

ADJECTIVES = """
advanced aged allowed amazed annoyed ashamed associated aware based blessed bored born called certified closed committed complicated composed concerned confused
connected convinced crowded dated dedicated delighted detailed determined devoted disabled disappointed divided done educated embarrassed employed engaged entitled
excited exhausted experienced expected faced fed fixed focused focussed frightened gone headed impressed inclined indebted interested intended involved known left
licensed limited lined linked listed located lost made married meant motivated named needed obliged open opposed organised organized owed pleased positioned prepared
qualified related relaxed relieved required retired satisfied scared set situated skilled sold specialised specialized stressed suited supposed surprised surrounded
thrilled tied tired titled trained troubled unchanged unemployed unexpected unlimited used wanted wasted welcomed wicked worried
"""
"""English participles that mostly say how something is."""
