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


def _language(forward: str, closing: str, starters: str, coordinators: str) -> Lexicon:
    ahead, last = frozenset(forward.split()), frozenset(closing.split())
    spaced = frozenset(word for word in ahead | last if "." in word)
    first, on = frozenset(starters.split()), frozenset(coordinators.split())
    return Lexicon(ahead, last, first, on, spaced, _parts(spaced))


_SWEDISH = _language(
    forward="""
    ang betr bl bl.a c:a ca civ.ek civ.ing d.v.s doc dr ds dvs eg egentl ekon.dr enl ev evtl exkl exv f.d fil.dr fil.kand
    fil.lic fil.mag fr.o.m f.o.m g.m gm gnm hr i.o.m inkl jfr jmf jur.dr jur.kand kl leg m.a.a m.a.o m.h.a m.h.t med.dr
    motsv n:o n:r p.g.a p.s pga prof resp s.k s:t s:ta särsk spec st.f t.ex t.f t.o.m tekn.dr teol.dr v.g
    """,
    closing="""
    a.a adj adv allm anm apr art aug avd bd bet bil d.d d.o d.y d.ä dec dir dyl e.d e.dyl e.kr e.m ed ekon etc ex f.k f.kr
    f.m f.n f.v.b f.ö febr feb fig fl förf förk forts fören gbg ggr gr h.c ibid inst i.st.f i.s.f jan jr kap kkr kr kv lör
    lörd m.fl m.m m.v max mdkr mdr mfl milj min mkr mm mnkr mån månd n.b nov nr o.a o.d o.dyl o.s.a o.s.v obs okt omkr ons
    onsd ordf osa osv övers p.p.m pers pl prel red ref rev sek sekr sen sep sept sg sid sign sr st sthlm sön sönd t.h t.r
    t.v tab tekn tel tim tis tisd tkr tor tors torsd tr u.a u.p.a u.å ung univ uppl utg v.ordf verks vol v.s.b äv ö.h ö.v
    """,
    starters="""
    Alla Allt Andra Att Av Bara Bland Båda Både De Dem Den Denna Dessa Dessutom Det Detta Dit Du Där Därefter Därför Då
    Efter Eller En Er Ett Flera Fler Först För Förr Från Genom Ha Han Har Hon Hos Hur Här I Ibland Inga Ingen Inget Innan
    Inom Inte Jag Kan Ladda Läs Man Med Medan Men Mer Mot Måste Många Mycket När Nu Något Någon Några Ni Och Också Om På Se
    Sedan Ska Som Så Sådan Till Trots Under Utan Vad Var Varför Varje Vem Vi Vid Vill Vilka Vilken Vilket Vår Våra Vårt Än
    Är Även Åt Över
    """,
    coordinators="och eller samt",
)
_ENGLISH = _language(
    forward="""
    adm brig ca capt cf cmdr col dr drs e.g esp excl fr gen gov hon i.e incl lt maj messrs mr mrs ms mt pp pres prof profs
    rep rev sen sgt st viz vs
    """,
    closing="""
    a.k.a a.m al approx apr assn aug ave b.a b.sc bldg blvd ch chap co corp dec dept ed eds est etc ext feb fig figs fri hr
    hrs ibid inc jan jr ll.m ltd m.a m.d m.sc min mon no nos nov oct p.a p.m p.s para ph ph.d plc pt rd sat sec sect sep
    sept sq sr sun tel thu thur thurs tue tues univ vol vols wed yr yrs
    """,
    starters="""
    A About After All Although Always An And Any Are As At Because Before Both But By Can Do Does Each Every For From Have
    He Her Here His How However I If In Instead Is It Its Last Many Most My Never Nobody Not Nothing Now On Once One Only
    Or Other Our Please Read See She Since So Some Sometimes That The Their Then There These They This Those To Today Under
    Until Was We Were What When Where Which While Who Why With Without Yet You Your
    """,
    coordinators="and or",
)
_LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"sv": _SWEDISH, "en": _ENGLISH})


def lexicon(language: str) -> Lexicon:
    """The lexicon of a BCP 47 tag, by its first part; an empty one for a language that has none."""
    return _LEXICONS.get(language.replace("_", "-").split("-")[0].lower(), Lexicon())
