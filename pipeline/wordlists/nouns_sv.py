"""Swedish nouns that hide a verb, and the verbs that carry them. The verbs: infinitive, present, past, supine."""

CARRIERS = """
genomföra, genomför, genomförde, genomfört
göra, gör, gjorde, gjort
utföra, utför, utförde, utfört
företa, företar, företog, företagit
verkställa, verkställer, verkställde, verkställt
"""
"""Verbs that say no more than that something is done."""

NOUNS = """
analys: analysera
anpassning: anpassa
avstämning: stämma av, stämmer av, stämde av, stämt av
bedömning: bedöma, bedömer, bedömde, bedömt
beräkning: beräkna
besiktning: besikta
fördelning: fördela
förbättring: förbättra
förändring: förändra
genomgång: gå igenom, går igenom, gick igenom, gått igenom
granskning: granska
höjning: höja, höjer, höjde, höjt
indelning: dela in, delar in, delade in, delat in
insamling: samla in, samlar in, samlade in, samlat in
inspektion: inspektera
installation: installera
inventering: inventera
jämförelse: jämföra, jämför, jämförde, jämfört
justering: justera
kartläggning: kartlägga, kartlägger, kartlade, kartlagt
komplettering: komplettera
kontroll: kontrollera
minskning: minska
mätning: mäta, mäter, mätte, mätt
ombyggnad: bygga om, bygger om, byggde om, byggt om
omorganisation: organisera om, organiserar om, organiserade om, organiserat om
prioritering: prioritera
provtagning: ta prov, tar prov, tog prov, tagit prov
prövning: pröva
registrering: registrera
rekrytering: rekrytera
renovering: renovera
reparation: reparera
revidering: revidera
sammanställning: sammanställa, sammanställer, sammanställde, sammanställt
samordning: samordna
sänkning: sänka, sänker, sänkte, sänkt
tolkning: tolka
undersökning: undersöka, undersöker, undersökte, undersökt
uppdatering: uppdatera
uppföljning: följa upp, följer upp, följde upp, följt upp
upphandling: upphandla
uppskattning: uppskatta
utbyggnad: bygga ut, bygger ut, byggde ut, byggt ut
utredning: utreda, utreder, utredde, utrett
utvärdering: utvärdera
värdering: värdera
ändring: ändra
ökning: öka
översyn: se över, ser över, såg över, sett över
översättning: översätta, översätter, översatte, översatt
"""
"""With `av` after them: “göra en utvärdering av” is “utvärdera”."""

HAPPENS = "ökning minskning förändring förbättring höjning sänkning ändring uppdatering"
"""What can `ske`: “det sker en ökning av” is “ökar”."""

PHRASES = """
fatta beslut om, fattar beslut om, fattade beslut om, fattat beslut om | besluta om, beslutar om, beslutade om, beslutat om
fatta ett beslut om, fattar ett beslut om, fattade ett beslut om, fattat ett beslut om | besluta om, beslutar om, beslutade om, beslutat om
fatta beslut i, fattar beslut i, fattade beslut i, fattat beslut i | besluta i, beslutar i, beslutade i, beslutat i
fatta beslut att, fattar beslut att, fattade beslut att, fattat beslut att | besluta att, beslutar att, beslutade att, beslutat att
ta beslut om, tar beslut om, tog beslut om, tagit beslut om | besluta om, beslutar om, beslutade om, beslutat om
ta ett beslut om, tar ett beslut om, tog ett beslut om, tagit ett beslut om | besluta om, beslutar om, beslutade om, beslutat om
vidta åtgärder för att, vidtar åtgärder för att, vidtog åtgärder för att, vidtagit åtgärder för att | arbeta för att, arbetar för att, arbetade för att, arbetat för att
vidta åtgärder för, vidtar åtgärder för, vidtog åtgärder för, vidtagit åtgärder för | arbeta för, arbetar för, arbetade för, arbetat för
vidta åtgärder mot, vidtar åtgärder mot, vidtog åtgärder mot, vidtagit åtgärder mot | motverka, motverkar, motverkade, motverkat
vidta åtgärder i syfte att, vidtar åtgärder i syfte att, vidtog åtgärder i syfte att | arbeta för att, arbetar för att, arbetade för att
ha inverkan på, har inverkan på, hade inverkan på, haft inverkan på | påverka, påverkar, påverkade, påverkat
ha en inverkan på, har en inverkan på, hade en inverkan på, haft en inverkan på | påverka, påverkar, påverkade, påverkat
ha påverkan på, har påverkan på, hade påverkan på, haft påverkan på | påverka, påverkar, påverkade, påverkat
ha en påverkan på, har en påverkan på, hade en påverkan på, haft en påverkan på | påverka, påverkar, påverkade, påverkat
komma till användning, kommer till användning, kom till användning, kommit till användning | användas, används, användes, använts
ge uttryck för, ger uttryck för, gav uttryck för, gett uttryck för | uttrycka, uttrycker, uttryckte, uttryckt
ta i anspråk, tar i anspråk, tog i anspråk, tagit i anspråk | använda, använder, använde, använt
ge upphov till, ger upphov till, gav upphov till, gett upphov till | orsaka, orsakar, orsakade, orsakat
göra en ansökan om, gör en ansökan om, gjorde en ansökan om, gjort en ansökan om | ansöka om, ansöker om, ansökte om, ansökt om
göra en beställning av, gör en beställning av, gjorde en beställning av, gjort en beställning av | beställa, beställer, beställde, beställt
göra en bokning av, gör en bokning av, gjorde en bokning av, gjort en bokning av | boka, bokar, bokade, bokat
göra ett försök att, gör ett försök att, gjorde ett försök att, gjort ett försök att | försöka, försöker, försökte, försökt
göra bedömningen att, gör bedömningen att, gjorde bedömningen att, gjort bedömningen att | bedöma att, bedömer att, bedömde att, bedömt att
göra ett val av, gör ett val av, gjorde ett val av, gjort ett val av | välja, väljer, valde, valt
göra en prioritering mellan, gör en prioritering mellan, gjorde en prioritering mellan | prioritera mellan, prioriterar mellan, prioriterade mellan
göra en investering i, gör en investering i, gjorde en investering i, gjort en investering i | investera i, investerar i, investerade i, investerat i
göra en satsning på, gör en satsning på, gjorde en satsning på, gjort en satsning på | satsa på, satsar på, satsade på, satsat på
göra en avvägning mellan, gör en avvägning mellan, gjorde en avvägning mellan | väga, väger, vägde
genomföra en betalning, genomför en betalning, genomförde en betalning, genomfört en betalning | betala, betalar, betalade, betalat
genomföra en satsning på, genomför en satsning på, genomförde en satsning på, genomfört en satsning på | satsa på, satsar på, satsade på, satsat på
genomföra ett besök på, genomför ett besök på, genomförde ett besök på, genomfört ett besök på | besöka, besöker, besökte, besökt
genomföra ett besök hos, genomför ett besök hos, genomförde ett besök hos, genomfört ett besök hos | besöka, besöker, besökte, besökt
genomföra intervjuer med, genomför intervjuer med, genomförde intervjuer med, genomfört intervjuer med | intervjua, intervjuar, intervjuade, intervjuat
genomföra en intervju med, genomför en intervju med, genomförde en intervju med, genomfört en intervju med | intervjua, intervjuar, intervjuade, intervjuat
föra diskussioner om, för diskussioner om, förde diskussioner om, fört diskussioner om | diskutera, diskuterar, diskuterade, diskuterat
föra en diskussion om, för en diskussion om, förde en diskussion om, fört en diskussion om | diskutera, diskuterar, diskuterade, diskuterat
föra en dialog med, för en dialog med, förde en dialog med, fört en dialog med | prata med, pratar med, pratade med, pratat med
föra en dialog om, för en dialog om, förde en dialog om, fört en dialog om | prata om, pratar om, pratade om, pratat om
föra förhandlingar med, för förhandlingar med, förde förhandlingar med, fört förhandlingar med | förhandla med, förhandlar med, förhandlade med, förhandlat med
bedriva undervisning i, bedriver undervisning i, bedrev undervisning i, bedrivit undervisning i | undervisa i, undervisar i, undervisade i, undervisat i
bedriva forskning om, bedriver forskning om, bedrev forskning om, bedrivit forskning om | forska om, forskar om, forskade om, forskat om
bedriva samverkan med, bedriver samverkan med, bedrev samverkan med, bedrivit samverkan med | samarbeta med, samarbetar med, samarbetade med, samarbetat med
bedriva utveckling av, bedriver utveckling av, bedrev utveckling av, bedrivit utveckling av | utveckla, utvecklar, utvecklade, utvecklat
utöva tillsyn över, utövar tillsyn över, utövade tillsyn över, utövat tillsyn över | kontrollera, kontrollerar, kontrollerade, kontrollerat
träffa överenskommelse om, träffar överenskommelse om, träffade överenskommelse om, träffat överenskommelse om | komma överens om, kommer överens om, kom överens om, kommit överens om
träffa en överenskommelse om, träffar en överenskommelse om, träffade en överenskommelse om, träffat en överenskommelse om | komma överens om, kommer överens om, kom överens om, kommit överens om
lämna information om, lämnar information om, lämnade information om, lämnat information om | informera om, informerar om, informerade om, informerat om
lämna en redogörelse för, lämnar en redogörelse för, lämnade en redogörelse för, lämnat en redogörelse för | redogöra för, redogör för, redogjorde för, redogjort för
ge en beskrivning av, ger en beskrivning av, gav en beskrivning av, gett en beskrivning av | beskriva, beskriver, beskrev, beskrivit
ge en redogörelse för, ger en redogörelse för, gav en redogörelse för, gett en redogörelse för | redogöra för, redogör för, redogjorde för, redogjort för
ha kännedom om, har kännedom om, hade kännedom om, haft kännedom om | känna till, känner till, kände till, känt till
få kännedom om, får kännedom om, fick kännedom om, fått kännedom om | få veta, får veta, fick veta, fått veta
äga giltighet, äger giltighet, ägde giltighet | gälla, gäller, gällde
vara i behov av, är i behov av, var i behov av, varit i behov av | behöva, behöver, behövde, behövt
vara i besittning av, är i besittning av, var i besittning av, varit i besittning av | ha, har, hade, haft
ha behov av, har behov av, hade behov av, haft behov av | behöva, behöver, behövde, behövt
stå i överensstämmelse med, står i överensstämmelse med, stod i överensstämmelse med | stämma med, stämmer med, stämde med
utgöra ett hinder för, utgör ett hinder för, utgjorde ett hinder för, utgjort ett hinder för | hindra, hindrar, hindrade, hindrat
utgöra hinder för, utgör hinder för, utgjorde hinder för, utgjort hinder för | hindra, hindrar, hindrade, hindrat
utgöra ett stöd för, utgör ett stöd för, utgjorde ett stöd för, utgjort ett stöd för | stödja, stöder, stödde, stött
leda till en förbättring av, leder till en förbättring av, ledde till en förbättring av, lett till en förbättring av | förbättra, förbättrar, förbättrade, förbättrat
leda till en ökning av, leder till en ökning av, ledde till en ökning av, lett till en ökning av | öka, ökar, ökade, ökat
leda till en minskning av, leder till en minskning av, ledde till en minskning av, lett till en minskning av | minska, minskar, minskade, minskat
bidra till en ökning av, bidrar till en ökning av, bidrog till en ökning av, bidragit till en ökning av | öka, ökar, ökade, ökat
bidra till en minskning av, bidrar till en minskning av, bidrog till en minskning av, bidragit till en minskning av | minska, minskar, minskade, minskat
bidra till en förbättring av, bidrar till en förbättring av, bidrog till en förbättring av, bidragit till en förbättring av | förbättra, förbättrar, förbättrade, förbättrat
framföra önskemål om, framför önskemål om, framförde önskemål om, framfört önskemål om | be om, ber om, bad om, bett om
framställa en begäran om, framställer en begäran om, framställde en begäran om, framställt en begäran om | begära, begär, begärde, begärt
lägga fram ett förslag om, lägger fram ett förslag om, lade fram ett förslag om, lagt fram ett förslag om | föreslå, föreslår, föreslog, föreslagit
"""
"""Phrases, and the verb that says the same."""

MORE = """
användning: använda
avhämtning: hämta
avläsning: läsa av
beskattning: beskatta
beställning: beställa
besvarande: svara på
betalning: betala
bokning: boka
försäljning: sälja
hantering: hantera
hämtning: hämta
ifyllande: fylla i
inbetalning: betala in
ingivande: lämna in
inlämnande: lämna in
inlämning: lämna in
inskickande: skicka in
inskrivning: skriva in
leverans: leverera
lämnande: lämna
prissättning: sätta pris
registerföring: föra register
rengöring: göra ren
snöröjning: röja snö
städning: städa
tömning: tömma
undertecknande: skriva under
upprättning: upprätta
uppsägning: säga upp
utbetalning: betala ut
utdelning: dela ut
uthyrning: hyra ut
utlämnande: lämna ut
utlämning: lämna ut
utlåning: låna ut
utskrivning: skriva ut
utsättning: sätta ut
verkställande: genomföra
återbetalning: betala tillbaka
återkallelse: återkalla
återkoppling: svara
återlämnande: lämna tillbaka
återlämning: lämna tillbaka
"""
"""Further nouns that may happen (`ske`), by the first form of their verb."""

OTHERS = """
ordförande studerande boende beroende bestående lidande anseende utseende avseende förtroende påstående inflytande erbjudande meddelande uttalande yttrande
anförande förordnande bemötande uppträdande framträdande deltagande företrädande närstående föredragande sökande rådande gällande efterlevande
ledande resande handlande leende löpande levande kommande liknande omfattande sammanträdande utlåtande åtagande förhållande tillstånd berömmande
stående seende varande havande betydande dominerande imponerande intresserande främmande utomstående välgörande omdöme avgörande erkännande förlopp
tjänstgörande bidragande lärande följande avvikande störande tillkommande återkommande pågående inspirerande uppseende sysselsättande antagande
förfarande förbehållande nyttjande ianspråktagande tillhandahållande tänkande vetande kunnande skapande
fortfarande uteslutande genomgående omgående övervägande skrämmande spännande lockande slående
darrande skakande skälvande glödande kokande sjudande brinnande strålande lysande blixtrande glittrande glänsande prunkande
gråtande rasande skrattande skrikande flämtande svettande blödande drypande flödande doftande stinkande vimlande myllrande
irriterande oroväckande inbjudande glädjande tröttande döende
"""
"""What ends like a noun for an action and is another: persons, things, qualities, what somebody says; what `plain-word` knows."""
