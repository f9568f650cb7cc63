"""What `prose` knows about a language, as data: which full stops end nothing, which capitals begin a sentence.

A word that is also an ordinary one (`art.`, `min.`, `no.`) stands under `closing`, never under `forward`: there it can
do the least harm. Written without the last full stop, in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Lexicon:
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
        """This lexicon with further closing abbreviations, with or without their last full stop.

        >>> Lexicon().extended(["a.n.d."]).spaced
        frozenset({'a.n.d'})
        """
        return _lexicon(self.forward, {*self.closing, *(word.casefold().removesuffix(".") for word in closing)}, self)


def _lexicon(forward: Iterable[str], closing: Iterable[str], rest: Lexicon) -> Lexicon:
    spaced = frozenset(word for word in {*forward, *closing} if "." in word)
    parts = frozenset(part for word in spaced for part in word.split("."))
    return replace(rest, forward=frozenset(forward), closing=frozenset(closing), spaced=spaced, parts=parts)


_SWEDISH = _lexicon(
    """
    ang bet betr bl bl.a c:a ca civ.ek civ.ing d.v.s doc dr ds dvs eg egentl ekon.dr enl ev evtl exkl exv f.d fig fil.dr
    fil.kand fil.lic fil.mag fr.o.m f.o.m g.m gm gnm hr i.o.m inkl jfr jmf jur.dr jur.kand kap kl leg m.a.a m.a.o m.h.a
    m.h.t med.dr motsv nr n:o n:r p.g.a p.s pga prof prel resp s.k sid s:t s:ta särsk spec st.f t.ex t.f t.o.m tab tekn.dr
    tel teol.dr ung v.g vol
    """.split(),
    """
    a.a adj adv allm anm apr art aug avd bd bil d.d d.o d.y d.ä dec dir dyl e.d e.dyl e.kr e.m ed ekon etc ex f.k f.kr f.m
    f.n f.v.b f.ö febr feb fl förf förk forts förs fre fred fören gbg ggr gr h.c h.k.h ibid inst i.st.f i.s.f jan jr k.m.t
    kkr kr kv lör lörd m.fl m.m m.v max mdkr mdr mfl milj min mkr mm mn mnkr mån månd n.b nov o.a o.d o.dyl o.s.a o.s.v obs
    ojämf okt omkr ons onsd ordf osa osv övers p.p.m pers pl red ref rev sek sekr sen sep sept sg sign sr st sthlm sön sönd
    t.h t.r t.v tekn tim tis tisd tkr tor tors torsd tr u.a u.p.a u.å univ uppl utg v.ordf verks vet v.s.b äv ö.h ö.v
    """.split(),
    Lexicon(
        starters=frozenset(
            """
            Alla Allt Andra Att Av Bara Bland Båda Både De Dem Den Denna Dessa Dessutom Det Detta Dit Du Där Därefter Därför
            Då Efter Eller En Er Ett Flera Fler Först För Förr Från Genom Ha Han Har Hon Hos Hur Här I Ibland Inga Ingen
            Inget Innan Inom Inte Jag Kan Ladda Läs Man Med Medan Men Mer Mot Måste Många Mycket När Nu Något Någon Några
            Ni Och Också Om På Se Sedan Ska Som Så Sådan Till Trots Under Utan Vad Var Varför Varje Vem Vi Vid Vill Vilka
            Vilken Vilket Vår Våra Vårt Än Är Även Åt Över
            """.split()
        ),
        coordinators=frozenset(("och", "eller", "samt")),
    ),
)

_ENGLISH = _lexicon(
    """
    adm approx brig ca capt cf cmdr col dr drs e.g esp excl fig figs fr gen gov hon i.e incl lt maj messrs mr mrs ms mt pp
    pres prof profs rep rev sen sgt viz vs
    """.split(),
    """
    a.k.a a.m al apr assn aug ave b.a b.sc bldg blvd ch chap co corp dec dept ed eds est etc ext feb fri hr hrs ibid inc jan
    jr ll.m ltd m.a m.d m.sc min mon no nos nov oct p.a p.m p.s para ph ph.d plc pt rd rsvp sat sec sect sep sept sq sr sun
    tel thu thur thurs tue tues univ vol vols wed yr yrs
    """.split(),
    Lexicon(
        starters=frozenset(
            """
            A About After All Although Always An And Any Are As At Because Before Both But By Can Do Does Each Every For
            From Have He Her Here His How However I If In Instead Is It Its Last Many Most My Never Nobody Not Nothing Now
            On Once One Only Or Other Our Please Read See She Since So Some Sometimes That The Their Then There These They
            This Those To Today Under Until Was We Were What When Where Which While Who Why With Without Yet You Your
            """.split()
        ),
        coordinators=frozenset(("and", "or")),
    ),
)

LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"sv": _SWEDISH, "en": _ENGLISH})


def lexicon(language: str) -> Lexicon:
    """The lexicon of a BCP 47 tag, by its first part; an empty one for a language that has none.

    >>> "t.ex" in lexicon("sv-FI").forward, "etc" in lexicon("en_GB").closing, lexicon("ar").forward
    (True, True, frozenset())
    """
    return LEXICONS.get(language.replace("_", "-").split("-")[0].lower(), Lexicon())
