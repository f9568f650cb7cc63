"""What long Swedish words are made of, and long words that are the right ones."""

PARTS = """
administration aktivitet allmän analys anpassning anslag ansvar ansökan användare användning arbete arbets arbetsgivare arbetsmarknad arbetstagare arkitektur
arrangemang attityd avdelning avfall avgift avtal barn bedömning befolkning behandling behov beredskap beredning berättelse beräkning beskrivning
beslut bestämmelse bibliotek bidrag bistånd bolag bostad byggnad byråkrati bygglov certifiering chef data delaktighet demokrati detaljplan
digitalisering diskriminering distribution dokument dokumentation dokumenthantering drift effekt effektivisering ekonomi effektivitet
energi enhet ersättning erfarenhet etablering evenemang exploatering familj fastighet finansiering flykting folkhälsa forskning frihet fritid främjande fullmäktige funktion
förbättring fördelning förening företag företagare förfarande förhandling förmedling förmåga förnyelse förskola försäkring försörjning förvaltning förändring
föräldra genomförande granskning gymnasium handledning handling handläggare handläggning hantering handlingsplan hållbarhet hälsa häls hälso hälsovård hemtjänst hjälpmedel
idé implementering indelning infrastruktur information informations inflytande inflyttning initiativ innehåll innovation inriktning insats insamling institution integration
intresse inventering investering jämlikhet jämställdhet kapacitet kartläggning klassificering klimat kommission kommun kommunal kommunikation kommunfullmäktige kommunstyrelse kompetens
komplettering konferens konkurrens konsekvens kontor kontroll kostnad kultur kunskap kvalitet kvalitets ledning ledarskap ledamot ledamöter landsting lagstiftning
landskap lokal lärande läroplan mark marknad medarbetare medborgare medel metod miljö minister mottagning myndighet målgrupp möjlighet mål
nationell natur näring näringsliv nätverk nämnd nämnde närings område omställning omsorg organisation orientering partnerskap patient pedagogik pension person personal personuppgift perspektiv plan
planering politik politisk politiska praktik prioritering process produktion program projekt prövning publicering rapport rapportering redovisning
redogörelse reform reglering region registrering rehabilitering rekrytering rekommendation resurs resultat revision riktlinje risk rådgivning rättighet rättighets rätt
samarbete samhälle samhälls samordnare samordning samråd samtal samverkan sammansättning sekretariat sektor service sjukvård skola skol skyldighet social sociala socialtjänst stadsdel
statistik stipendium strategi strategisk strategiska strukturering studerande studie stöd ström styrelse styrning ställning säkerhet sysselsättning system
teknik tid tidning tillgänglighet tillsyn tillstånd tillväxt tillämpning tjänst tjänsteman tjänstemän trafik trygghet undersökning undervisning underhåll
universitet uppdrag uppföljning uppgift upphandling upplysning uppsökande utbildning utredning utrustning utskott utvecklare utveckling utvärdering
utmaning utrikes utsläpp verksamhet verksamhets vetenskap vård värdering värde ungdom utställning åtgärd ägare ägande ändamål ärende öppenhet överenskommelse överföring översikt översättning översyn
"""
"""Whole words that stand in compounds, with or without an `s` between them."""

ENDINGS = "n en et t na a e ar er or r erna arna orna rna s ns ens ets nas as ers ernas arnas ornas rnas ande andet are aren arna"
"""What may stand after the last part."""

RIGHT = """
arbetsmarknadsutbildning funktionsnedsättning funktionsvariation funktionsrättsorganisation tillgänglighetsredogörelse personuppgiftsbiträde
kommunikationshjälpmedel försäkringskassan jämställdhetsintegrering diskrimineringslagen diskrimineringsombudsmannen integritetsskyddsmyndigheten upphovsrättslagstiftning
arbetslöshetsersättning arbetslöshetsförsäkring ensamkommande försörjningsstöd förvaltningsdomstol mellanstadielärare
fjärrvärmeanläggning kollektivtrafikmyndighet utbildningsförvaltningen socialförvaltningen arbetsmiljöverket gymnasiesärskola högskolebehörighet
miljökonsekvensbeskrivning bostadsanpassningsbidrag specialistsjuksköterska undersköterskeutbildning yrkeshögskoleutbildning räddningstjänstförbund
litteraturförteckning sammanträdesprotokoll kulturskoleverksamhet socialförsäkringsutskottet
språkintroduktionsprogram kommunfullmäktige upphandlingsmyndigheten konkurrensverket webbtillgänglighetsdirektivet
"""
"""Long words that have no shorter one, or are a name."""
