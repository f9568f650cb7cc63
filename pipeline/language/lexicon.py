"""What decides where a sentence ends, by language: abbreviations, and words that begin a sentence.

Lower case, without the last full stop. A word that is also an ordinary one (`art.`, `min.`, `no.`) is `closing`, never
`forward`: there it does the least harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Lexicon(NamedTuple):
    """The words that decide where a sentence ends."""

    forward: frozenset[str] = frozenset()
    """Abbreviations that point at what follows (`t.ex.`, `Mr.`): they end no sentence, not even before a capital."""
    closing: frozenset[str] = frozenset()
    """Abbreviations that can stand last (`m.m.`, `etc.`): they end a sentence before a capital, else not."""
    either: frozenset[str] = frozenset()
    """Those that stand before a name (`St. Paul`) or last (`High St.`): they end a sentence only before a starter."""
    tails: frozenset[str] = frozenset()
    """Capitalised words that follow a name or a time and begin no sentence: `Co. Ltd.`, `5 p.m. GMT`."""
    starters: frozenset[str] = frozenset()
    """Capitalised words that begin a sentence and no name: after an initial (`plan B. Det`) or a colon they decide."""
    coordinators: frozenset[str] = frozenset()
    """Words that carry a list on: after `städer: Malmö och` no sentence has begun."""
    spaced: frozenset[str] = frozenset()
    """The abbreviations of several parts, which people also write `t ex` or `t. ex.`"""
    parts: frozenset[str] = frozenset()
    """The parts of those: `t`, `ex`, `m` …"""

    def extended(self, closing: Iterable[str]) -> Lexicon:
        """The same lexicon with further closing abbreviations, with or without their last full stop."""
        words = frozenset(word.casefold().removesuffix(".") for word in closing)
        if not words:
            return self
        spaced = frozenset(word for word in self.spaced | words if "." in word)
        return self._replace(closing=self.closing | words, spaced=spaced, parts=_parts(spaced))


def _parts(spaced: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in spaced for part in word.split("."))


def _language(**lists: str) -> Lexicon:
    words = {name: frozenset(text.split()) for name, text in lists.items()}
    spaced = frozenset(word for word in words["forward"] | words["closing"] if "." in word)
    return Lexicon(**words, spaced=spaced, parts=_parts(spaced))


_SWEDISH = _language(
    forward="""
    ang betr bitr bl bl.a bl.a.i c:a ca civ.ek civ.ing d.v.s doc dr ds dvs eg egentl ekon.dr eng enl ev evtl exkl exv
    f.d f.o.m fil.dr fil.kand fil.lic fil.mag fr.o.m föreg g.m gm gnm hr i.e i.o.m inkl jfr jmf jur.dr jur.kand kl leg
    m.a.a m.a.o m.h.a m.h.t med.dr motsv n:o n:r nuv näml o p.g.a p.s pga prof prop resp rskr s.a.s s.k s:t s:ta spec ssk
    st.f stf särsk t.ex t.f tex t.o.m tekn.dr teol.dr tf tj.f tjf u.p.a.s urspr v.g vanl åk
    """,
    closing="""
    a.a a.d abs adv al allm anm ann anst approx apr arb arr art ass aug avd avl avs bd bet bg bibl bih bil co corp
    d.d d.o d.s d.y d.ä dec dep dir distr div dyl e.d e.dyl e.kr e.m e.o ed ekon ekv el est etc ex f.k f.kr f.m f.n
    f.v.b f.å f.ö fastigh feb febr ff fig fl forts fr fre fred fören förf förk gbg gen ggr gr h.c i.a i.f i.s.f
    i.st.f ibid ii iii ill inc ind inst int intr istf iv ix jan jr jul jun kand kkr konf kont korr kr kungl kvm
    kyrkog l.c lab lat lic ltd lör lörd m.fl m.m m.v m.v.h mag max mdkr mdr mfl mil milj min mkr mkt mm mnkr mob
    mom mvh mån månd n.b n.n neg ngn ngt nov nr nto o.a o.d o.dyl o.likn o.s.a o.s.v obs odyl okt omkr ons onsd
    op.cit ord osa osv p.p.m pag par pers pl plur prel prod protok ps publ påb rec red ref reg rek repr rev rubr
    s.u s.å sek sen sep sept sg sid sign sing skolg skr sr st sthlm storg stud summ suppl sön sönd t.h t.r t.v tab
    tekn tel tfn tim tis tisd tjl tkr tor tors torsd tr trol ts tv u.a u.d u.p.a u.s u.å ung univ uppl utb utg utr
    utv v.s.b v.v vard vasag verks vid vii viii vik vol vx vån w.o åld årg äv ö.g ö.h ö.v övers övr
    """,
    either="""
    St Sta adj bitr dir dnr em f förest handl hpl ing insp kap kapt komm kv lekt lgh läk löjtn mobilnr ordf orgnr personnr postnr rekt sekr telnr v.ordf öv
    """,
    tails="AB HB KB Co Ltd Inc",
    starters="""
    Alla Allt Andra Anmäl Ansök Använd Att Av Bara Beställ Besök Betala Bland Boka Båda Både Börja De Delta Dem Den
    Denna Dess Dessa Dessutom Det Detta Din Dina Dit Ditt Du Där Därefter Däremot Därför Därmed Då Efter Eftersom Eller
    En Enbart Endast Enligt Er Ett Fler Flera Flest Fråga Från Fyll Följ För Före Förr Först Förutom Ge Genom Glöm Gärna
    Gå Gör Ha Hade Han Har Hej Hejdå Hela Hennes Hittills Hon Hos Hur Här Håll Hör I Ibland Idag Igår Inför Inga Ingen
    Inget Innan Inom Inte Ja Jag Jo Kan Kanske Klicka Kom Kommer Kontakta Kunde Ladda Liksom Lämna Läs Låt Man Med Medan
    Mejla Mellan Men Mer Min Mina Mitt Mot Mycket Många Måste Nej Ni Nu Numera När Nästa Någon Något Några OBS Oavsett
    Obs Observera Och Också Ofta Om Passa Prova På Redan Ring Samma Samtidigt Se Sedan Senare Sin Sina Ska Skicka Skriv
    Slutligen Snart Som Spara Stäng Så Sådan Ta Tack Till Tillsammans Tipsa Titta Totalt Trots Tyvärr Tänk Under Utan
    Utöver Vad Var Varför Varifrån Varje Varmt Vart Vem Vi Vid Vidare Vilka Vilken Vilket Vill Vissa Visste Välj
    Välkommen Välkomna Våga Vår Våra Vårt Ytterligare Än Ändå Är Även Åt Öppna Över
    """,
    coordinators="och eller samt",
)
_ENGLISH = _language(
    forward="""
    a.k.a adm asst attn brig brit c ca capt cf cllr cmdr col cpl dr drs e.g eg eq esp est excl fr gen gov hon i.e ie incl lieut lt
    maj messrs mlle mme mr mrs ms mt mts mx p pp pres prof profs rep reps resp rev rt sen sens sgt supt v viz vs
    """,
    closing="""
    a.d a.m a.s.a.p abbr add al anon app approx apr apt arr art arts assn assoc atty aug ave avg b.a b.c b.c.e
    b.sc bldg blvd bros c.e c.v ch chap chaps cl cm co cont corp ct d.c d.phil dec dep dept depts dist div ed eds eqn
    esq etc ext feb ff fig figs fl fn fri ft govt hons hq hr hrs ibid ii iii ill inc ind inst int intl intro iv ix jan
    jr jul jun kg km lab lat lb lbs ll.b ll.m loc.cit ltd m.a m.b.a m.d m.phil m.sc mar max mgr min mins misc mo mon mos
    n.b nat no nos nov oct op.cit orig oz p.a p.m p.o p.s p.t.o para paras ph ph.d pl plc pop prev pt pts publ r.s.v.p
    rd ref refs reg regs repr rm rtd sat sec secs sect sects sep sept ser sq sr subj sun suppl tech tel temp thu thur
    thurs trans tue tues univ vii viii vol vols wed wk wks yd yds yr yrs
    """,
    either="lect st",
    tails="""
    Ltd Inc Corp Co Plc PLC LLC LLP Bros Jr Sr Esq GMT BST UTC CET CEST EST EDT PST PDT
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays
    """,
    starters="""
    A About Across After Again Against All Almost Along Also Although Always Among An And Another Any Anyone Are As Ask
    At Because Before Between Beyond Both But By Call Can Check Choose Click Come Contact Could Despite Did Do Does
    Download During Each Either Even Every Everyone Except Few Finally Find For From Get Go Had Has Have He Hello Her
    Here His How However I If In Inside Instead Is It Its Just Last Later Let Like Make Many Maybe Meanwhile Most Much
    My Nearly Neither Never No Nobody Nor Not Note Nothing Now Often On Once One Only Or Other Our Ours Outside Over
    Perhaps Please Read Remember See Send Several She Should Since So Some Someone Sometimes Soon Still Such Take Than
    Thank Thanks That The Their Theirs Then There Therefore These They This Those Though Through Thus To Today Together
    Under Unless Until Upon Use Via Visit Was We Welcome Were What When Whenever Where Wherever Whether Which While Who
    Whose Why With Within Without Would Write Yes Yet You Your
    """,
    coordinators="and or",
)
_LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"sv": _SWEDISH, "en": _ENGLISH})


def lexicon(language: str) -> Lexicon:
    """The lexicon of a BCP 47 tag, by its first part; an empty one for a language that has none."""
    return _LEXICONS.get(language.replace("_", "-").split("-")[0].lower(), Lexicon())
