"""Words of Swedish official prose that have a plainer one."""

PLAIN = """
! erhålla, erhåller, erhöll, erhållit | få, får, fick, fått | ta emot något
! tillse, tillser, tillsåg, tillsett | se till, ser till, såg till, sett till | ordna så att något blir gjort
! ombesörja, ombesörjer, ombesörjde, ombesörjt | ordna, ordnar, ordnade, ordnat | ta hand om en uppgift
! iordningställa, iordningställer, iordningställde, iordningställt | göra i ordning, gör i ordning, gjorde i ordning, gjort i ordning | förbereda något så att det kan användas
! tillställa, tillställer, tillställde, tillställt | skicka, skickar, skickade, skickat | låta någon få en handling
! översända, översänder, översände, översänt | skicka, skickar, skickade, skickat | skicka något till någon
! insända, insänder, insände, insänt | skicka in, skickar in, skickade in, skickat in | skicka något till en myndighet
! återsända, återsänder, återsände, återsänt | skicka tillbaka, skickar tillbaka, skickade tillbaka, skickat tillbaka | skicka något tillbaka
! inkomma, inkommer, inkom, inkommit | komma in, kommer in, kom in, kommit in | komma fram till en myndighet
! igångsätta, igångsätter, igångsatte, igångsatt | starta, startar, startade, startat | sätta i gång något
! erfordra, erfordrar, erfordrade, erfordrat | kräva, kräver, krävde, krävt | behöva något
! erlägga, erlägger, erlade, erlagt | betala, betalar, betalade, betalat | betala en avgift
! avyttra, avyttrar, avyttrade, avyttrat | sälja, säljer, sålde, sålt | sälja något
! införskaffa, införskaffar, införskaffade, införskaffat | skaffa, skaffar, skaffade, skaffat | köpa eller ordna något
! anskaffa, anskaffar, anskaffade, anskaffat | skaffa, skaffar, skaffade, skaffat | köpa eller ordna något
! inneha, innehar, innehade, innehaft | ha, har, hade, haft | ha något
! effektuera, effektuerar, effektuerade, effektuerat | genomföra, genomför, genomförde, genomfört | göra det som är beslutat
! facilitera, faciliterar, faciliterade, faciliterat | underlätta, underlättar, underlättade, underlättat | göra något lättare
! estimera, estimerar, estimerade, estimerat | uppskatta, uppskattar, uppskattade, uppskattat | räkna ut ungefär
! evaluera, evaluerar, evaluerade, evaluerat | utvärdera, utvärderar, utvärderade, utvärderat | ta reda på hur något har gått
! hemställa, hemställer, hemställde, hemställt | begära, begär, begärde, begärt | be om något
! anmoda, anmodar, anmodade, anmodat | uppmana, uppmanar, uppmanade, uppmanat | be någon att göra något
! utröna, utröner, utrönte, utrönt | ta reda på, tar reda på, tog reda på, tagit reda på | få veta något
! underlåta, underlåter, underlät, underlåtit | låta bli, låter bli, lät bli, låtit bli | inte göra något
! medvetandegöra, medvetandegör, medvetandegjorde, medvetandegjort | göra medveten, gör medveten, gjorde medveten, gjort medveten | få någon att förstå
! nödvändiggöra, nödvändiggör, nödvändiggjorde, nödvändiggjort | kräva, kräver, krävde, krävt | göra något nödvändigt
! vidmakthålla, vidmakthåller, vidmakthöll, vidmakthållit | behålla, behåller, behöll, behållit | låta något vara som det är
! nedbringa, nedbringar, nedbringade, nedbringat | minska, minskar, minskade, minskat | göra något mindre
! utverka, utverkar, utverkade, utverkat | få, får, fick, fått | få något av en myndighet
! stipulera, stipulerar, stipulerade, stipulerat | bestämma, bestämmer, bestämde, bestämt | säga vad som gäller
! inbegripa, inbegriper, inbegrep, inbegripit | omfatta, omfattar, omfattade, omfattat | ha med något
! förevisa, förevisar, förevisade, förevisat | visa, visar, visade, visat | visa något
! handha, handhar, handhade, handhaft | sköta, sköter, skötte, skött | ha hand om något
! hörsamma, hörsammar, hörsammade, hörsammat | följa, följer, följde, följt | göra som någon ber om
! förorda, förordar, förordade, förordat | föreslå, föreslår, föreslog, föreslagit | tycka att något är bäst
! ianspråkta, ianspråktar, ianspråktog, ianspråktagit | använda, använder, använde, använt | använda mark eller pengar
! tillkännage, tillkännager, tillkännagav, tillkännagett | meddela, meddelar, meddelade, meddelat | tala om något för alla
! nyttja, nyttjar, nyttjade, nyttjat | använda, använder, använde, använt | använda något
! åtnjuta, åtnjuter, åtnjöt, åtnjutit | ha, har, hade, haft | ha en förmån eller rättighet
! bibehålla, bibehåller, bibehöll, bibehållit | behålla, behåller, behöll, behållit | låta något vara kvar
! utbetala, utbetalar, utbetalade, utbetalat | betala ut, betalar ut, betalade ut, betalat ut | ge någon pengar
! inbetala, inbetalar, inbetalade, inbetalat | betala in, betalar in, betalade in, betalat in | betala pengar till någon
! inlämna, inlämnar, inlämnade, inlämnat | lämna in, lämnar in, lämnade in, lämnat in | ge något till en myndighet
! omnämna, omnämner, omnämnde, omnämnt | nämna, nämner, nämnde, nämnt | nämna något
! föranleda, föranleder, föranledde, föranlett | leda till, leder till, ledde till, lett till | få något att hända
föreligga, föreligger, förelåg, förelegat | finnas, finns, fanns, funnits | något finns
tillhandahålla, tillhandahåller, tillhandahöll, tillhandahållit | erbjuda, erbjuder, erbjöd, erbjudit | ge någon tillgång till något
implementera, implementerar, implementerade, implementerat | införa, inför, införde, infört | börja använda något nytt
initiera, initierar, initierade, initierat | starta, startar, startade, startat | sätta i gång något
generera, genererar, genererade, genererat | skapa, skapar, skapade, skapat | ge ett resultat
indikera, indikerar, indikerade, indikerat | tyda på, tyder på, tydde på, tytt på | visa, utan att det är säkert
besitta, besitter | ha, har | ha en egenskap
ålägga, ålägger, ålade, ålagt | kräva av, kräver av, krävde av, krävt av | bestämma att någon måste
åligga, åligger, ålåg, ålegat | vara en uppgift för, är en uppgift för, var en uppgift för, varit en uppgift för | vara någons skyldighet
inhämta, inhämtar, inhämtade, inhämtat | ta in, tar in, tog in, tagit in | skaffa uppgifter eller ett svar
uppbära, uppbär, uppbar, uppburit | få, får, fick, fått | ta emot pengar
tillgodose, tillgodoser, tillgodosåg, tillgodosett | uppfylla, uppfyller, uppfyllde, uppfyllt | ge det som behövs
tillvarata, tillvaratar, tillvaratog, tillvaratagit | ta vara på, tar vara på, tog vara på, tagit vara på | använda något väl
säkerställa, säkerställer, säkerställde, säkerställt | se till, ser till, såg till, sett till | ordna så att något blir som det ska
möjliggöra, möjliggör, möjliggjorde, möjliggjort | göra möjligt, gör möjligt, gjorde möjligt, gjort möjligt | få något att gå
synliggöra, synliggör, synliggjorde, synliggjort | visa, visar, visade, visat | få något att synas
tydliggöra, tydliggör, tydliggjorde, tydliggjort | förklara, förklarar, förklarade, förklarat | göra något klart
åskådliggöra, åskådliggör, åskådliggjorde, åskådliggjort | visa, visar, visade, visat | visa så att det går att förstå
färdigställa, färdigställer, färdigställde, färdigställt | bli klar med, blir klar med, blev klar med, blivit klar med | göra något klart
frambringa, frambringar, frambringade, frambringat | skapa, skapar, skapade, skapat | få något att bli till
fortgå, fortgår, fortgick, fortgått | fortsätta, fortsätter, fortsatte, fortsatt | hålla på
hänskjuta, hänskjuter, hänsköt, hänskjutit | lämna, lämnar, lämnade, lämnat | låta någon annan besluta
härröra, härrör, härrörde, härrört | komma, kommer, kom, kommit | komma från något
reducera, reducerar, reducerade, reducerat | minska, minskar, minskade, minskat | göra något mindre
påkalla, påkallar, påkallade, påkallat | kräva, kräver, krävde, krävt | begära eller göra nödvändigt
påtala, påtalar, påtalade, påtalat | påpeka, påpekar, påpekade, påpekat | säga att något är fel
understiga, understiger, understeg, understigit | vara lägre än, är lägre än, var lägre än, varit lägre än | vara mindre än
återfinnas, återfinns, återfanns, återfunnits | finnas, finns, fanns, funnits | stå eller finnas någonstans
ämnar | tänker | vilja göra något
beakta, beaktar, beaktade, beaktat | ta hänsyn till, tar hänsyn till, tog hänsyn till, tagit hänsyn till | tänka på något när man beslutar
vidimera, vidimerar, vidimerade, vidimerat | intyga, intygar, intygade, intygat | skriva under på att en kopia är rätt
kvarstå, kvarstår, kvarstod, kvarstått | finnas kvar, finns kvar, fanns kvar, funnits kvar | inte vara borta
närvara, närvarar, närvarade, närvarat | vara med, är med, var med, varit med | vara på plats
nödgas, nödgades | måste, var tvungen att | vara tvungen
påvisa, påvisar, påvisade, påvisat | visa, visar, visade, visat | visa att något är så
uppvisa, uppvisar, uppvisade, uppvisat | visa, visar, visade, visat | ha eller visa något
utmynna, utmynnar, utmynnade, utmynnat | leda till, leder till, ledde till, lett till | sluta i något
överensstämma, överensstämmer, överensstämde, överensstämt | stämma, stämmer, stämde, stämt | vara lika eller rätt
äska, äskar, äskade, äskat | begära, begär, begärde, begärt | be om pengar
bistå, bistår, bistod, bistått | hjälpa, hjälper, hjälpte, hjälpt | hjälpa någon
konkludera, konkluderar, konkluderade, konkluderat | dra slutsatsen, drar slutsatsen, drog slutsatsen, dragit slutsatsen | komma fram till något
kvantifiera, kvantifierar, kvantifierade, kvantifierat | mäta, mäter, mätte, mätt | säga hur mycket
verifiera, verifierar, verifierade, verifierat | kontrollera, kontrollerar, kontrollerade, kontrollerat | se efter att något är rätt
allokera, allokerar, allokerade, allokerat | fördela, fördelar, fördelade, fördelat | bestämma vad pengar ska gå till
applicera på, applicerar på, applicerade på, applicerat på | använda på, använder på, använde på, använt på | använda en metod
utgöra ett, utgör ett, utgjorde ett, utgjort ett | vara ett, är ett, var ett, varit ett | vara något
utgöra en, utgör en, utgjorde en, utgjort en | vara en, är en, var en, varit en | vara något
uppgå till, uppgår till, uppgick till, uppgått till | vara, är, var, varit | vara så mycket
resultera i, resulterar i, resulterade i, resulterat i | leda till, leder till, ledde till, lett till | ge ett resultat
ankommer på, ankom på | är en uppgift för, var en uppgift för | vara någons sak att göra
äger rätt att, ägde rätt att | har rätt att, hade rätt att | få göra något
tillgodogöra sig, tillgodogör sig, tillgodogjorde sig, tillgodogjort sig | ta till sig, tar till sig, tog till sig, tagit till sig | ha nytta av något
! har för avsikt att, ha för avsikt att, hade för avsikt att | tänker, tänka, tänkte | vilja göra något
! åtaga | åta | lova att göra något
! vidtaga | vidta | göra något
! mottaga | ta emot | få något
! avseende | om | som handlar om något | detta avseende, något avseende, flera avseenden, alla avseenden, visst avseende, vissa avseenden, inget avseende, varje avseende, fästa avseende, fäster avseende, utan avseende
! med avseende på | när det gäller | som handlar om något
! beträffande | om | som handlar om något
! rörande | om | som handlar om något | rörande historia, rörande scen, så rörande, mycket rörande, rörande omtanke
! vad beträffar | när det gäller | som handlar om något
! såvitt avser | när det gäller | som handlar om något
! i enlighet med | enligt | så som något säger
! i syfte att | för att | målet är att
! i avsaknad av | utan | något finns inte
! i händelse av | vid | om något händer
! för den händelse att | om | om något händer
! för det fall att | om | om något är så
! för det fall | om | om något är så
! med anledning av detta | därför | av det skälet
! med anledning därav | därför | av det skälet
! på grund av det faktum att | eftersom | av det skälet
! trots det faktum att | trots att | ändå
! till dags dato | hittills | fram till i dag
! i dagsläget | i dag | just nu
! i nuläget | nu | just nu
! i möjligaste mån | så långt det går | så mycket som är möjligt
! i görligaste mån | så långt det går | så mycket som är möjligt
! med beaktande av | med hänsyn till | tänka på något när man beslutar
! inom loppet av | inom | en viss tid
! per automatik | automatiskt | utan att någon gör något
! i erforderlig utsträckning | så mycket som behövs | tillräckligt
! jämlikt | enligt | så som lagen säger
! jämte | och | tillsammans med
! jämväl | också | även
! ävensom | och | och även
! tillika | också | även
! därjämte | dessutom | också
! medelst | med | med hjälp av
! ehuru | fast | även om
! emedan | eftersom | därför att
! enär | eftersom | därför att
! alldenstund | eftersom | därför att
! alltjämt | fortfarande | ännu
! därest | om | om något är så
! såvida | om | om något är så
! därvid | då | när det händer
! därvidlag | då | i den saken
! härvid | då | när det händer
! härvidlag | då | i den saken
! varvid | och då | när det händer
! vartill | och till det | till vilket
! härutöver | dessutom | utöver det här
! härigenom | så | på det här sättet
! hädanefter | från och med nu | från nu
! sålunda | så | på det sättet
! följaktligen | därför | av det skälet
! huruvida | om | om något är så eller inte
! gentemot | mot | i förhållande till någon
! visavi | mot | i förhållande till någon
! ånyo | igen | en gång till
! omgående | genast | så fort som möjligt
! skyndsamt | snabbt | så fort som möjligt
! icke | inte | inte
! erforderlig, erforderligt, erforderliga | nödvändig, nödvändigt, nödvändiga | som behövs
! ifrågavarande | den här | den eller det som det gäller
! förenämnda, förenämnde | det nämnda, den nämnde | som vi nyss har skrivit om
! ovannämnda, ovannämnde | det nämnda, den nämnde | som vi nyss har skrivit om
! dylik, dylikt, dylika | liknande, liknande, liknande | av samma slag
! vederbörlig, vederbörligt, vederbörliga | rätt, rätt, rätt | som det ska vara
! vederbörande | den som det gäller | en person som saken rör
! spörsmål, spörsmålet, spörsmålen | fråga, frågan, frågorna | något att ta ställning till
! förfaringssätt, förfaringssättet, förfaringssätten | sätt, sättet, sätten | hur man gör
! diskrepans, diskrepansen, diskrepanser, diskrepanserna | skillnad, skillnaden, skillnader, skillnaderna | något är olika
! approximativt | ungefär | inte exakt
! frekvent | ofta | många gånger
! substantiell, substantiellt, substantiella | stor, stort, stora | av betydelse
! vederlag, vederlaget | ersättning, ersättningen | det som man får betalt
! nyttjande, nyttjandet | användning, användningen | att använda något
! ianspråktagande, ianspråktagandet | användning, användningen | att använda mark eller pengar
! tillhandahållande, tillhandahållandet | att erbjuda, att erbjuda | att någon får tillgång till något
! erhållande, erhållandet | att få, att få | att ta emot något
! förestående | kommande | som snart händer
! primo | först | det första
! tillstädes | på plats | närvarande
! undertecknad intygar, undertecknad anser, undertecknad har, undertecknad begär | jag intygar, jag anser, jag har, jag begär | den som skriver
! förevarande | den här | den eller det som det gäller
! härav | av det här | av den här saken
! härtill | till det här | till den här saken
! härom | om det här | om den här saken
! däri | i det | i den saken
! därom | om det | om den saken
! varom | om vilket | om den saken
! bidrag utgår, bidrag kan utgå, bidrag utgick | bidrag betalas, bidrag kan betalas, bidrag betalades | någon får pengar
! ersättning utgår, ersättning kan utgå, ersättning utgick | ersättning betalas, ersättning kan betalas, ersättning betalades | någon får pengar
! arvode utgår, arvode kan utgå, arvode utgick | arvode betalas, arvode kan betalas, arvode betalades | någon får pengar
! ingiva, ingiver, ingav, ingivit | lämna in, lämnar in, lämnade in, lämnat in | ge något till en myndighet
! avgift utgår, avgift kan utgå, avgift utgick | avgift tas ut, avgift kan tas ut, avgift togs ut | någon ska betala
! utgår avgift | tas avgift ut | någon ska betala
! utgår en avgift | tas en avgift ut | någon ska betala
! utgår ingen avgift | tas ingen avgift ut | ingen behöver betala
! utgår ersättning | betalas ersättning | någon får pengar
! utgår ingen ersättning | betalas ingen ersättning | ingen får pengar
! avgiva, avgiver | lämna, lämnar | säga eller skriva något
! medgiva, medgiver | tillåta, tillåter | säga ja till något
! medtaga, medtager, medtog, medtagit | ta med, tar med, tog med, tagit med | ha något med sig
! avhämta, avhämtar, avhämtade, avhämtat | hämta, hämtar, hämtade, hämtat | hämta något
! bereda tillfälle, beredas tillfälle, bereder tillfälle, bereds tillfälle | ge möjlighet, få möjlighet, ger möjlighet, får möjlighet | låta någon göra något
! vara behjälplig, är behjälplig, var behjälplig | hjälpa, hjälper, hjälpte | hjälpa någon
! oaktat | trots | ändå
! deltaga, deltager | delta, deltar | vara med
! övertaga, övertager | ta över, tar över | få ansvaret efter någon
! antaga, antager | anta, antar | säga ja till något
! företaga, företager | göra, gör | göra något
! med anledning härav | därför | av det skälet
! å det bestämdaste | bestämt | utan tvekan
skall | ska | måste, eller kommer att | ett skall, hundens skall, hundars skall, högt skall
ej | inte | inte
således | alltså | av det skälet
angående | om | som handlar om något
information gällande | information om | som handlar om något | information gällande från, information gällande till
frågor gällande | frågor om | som handlar om något | frågor gällande från, frågor gällande till
regler gällande | regler om | som handlar om något | regler gällande från, regler gällande till
reglerna gällande | reglerna om | som handlar om något | reglerna gällande från, reglerna gällande till
riktlinjer gällande | riktlinjer om | som handlar om något | riktlinjer gällande från, riktlinjer gällande till
synpunkter gällande | synpunkter om | som handlar om något | synpunkter gällande från, synpunkter gällande till
ärenden gällande | ärenden om | som handlar om något | ärenden gällande från, ärenden gällande till
fordra, fordrar, fordrade, fordrat | kräva, kräver, krävde, krävt | behöva något
på grundval av | utifrån | med något som grund
under förutsättning att | om | om något är så
i det fall att | om | om något är så
i de fall som | när | om något är så
i de fall | när | om något är så
i förekommande fall | om det behövs | om det finns eller behövs
i tillämpliga delar | när det passar | så långt reglerna passar
i avvaktan på | medan vi väntar på | tills något händer
i stor utsträckning | mycket | ofta, eller till stor del
i större utsträckning | mer | oftare, eller till större del
inom ramen för | inom | som en del av
med anledning av | på grund av | av det skälet
i detta avseende | här | i den här saken
i detta hänseende | här | i den här saken
det faktum att | att | något är så
initialt | i början | först
primärt | främst | mest eller först
marginellt | lite | i liten grad
kontinuerligt | hela tiden | utan avbrott, eller ofta
därigenom | på så sätt | genom det
adekvat, adekvata | lämplig, lämpliga | som passar och räcker
optimal, optimalt, optimala | bäst, bäst, bästa | så bra som möjligt
incitament, incitamentet, incitamenten | skäl, skälet, skälen | något som får någon att vilja
konsensus | enighet | att alla är överens
implementering, implementeringen | införande, införandet | att börja använda något nytt
intressent, intressenten, intressenter, intressenterna | den som berörs, den som berörs, de som berörs, de som berörs | den som har med saken att göra
preferens, preferensen, preferenser, preferenserna | önskemål, önskemålet, önskemål, önskemålen | vad någon helst vill
avsaknad, avsaknaden | brist, bristen | att något inte finns
ovanstående | det som står ovan | som vi nyss har skrivit om
nedanstående | det som står nedan | som vi strax skriver om
retroaktivt | i efterhand | för tid som har gått
"""
