"""The words of German that decide what a sentence claims. Pure data."""

from __future__ import annotations

from ....documents.words import word_set
from .grammar_words import GrammarWords, by_word, phrases

GERMAN = GrammarWords(
    phrases=phrases(
        {
            r"\1partikel": r"(ab|an|auf|aus|ein|zu|weg)(?=\s*(?:[.,;:!?)]|$))",
            "laut": r"nach (?:der )?(?:ansicht|meinung|auffassung|angaben) (?:der|des|von|vom)",
            "nichtalle": r"nicht (?:alle|aller|allen|jeder|jede|jedes|jeden|immer)",
            "nichtmehr": r"nicht mehr|kein\w{0,2} mehr",
            "mindestens": r"nicht weniger als|wenigstens",
            "höchstens": r"bis zu|nicht mehr als|maximal",
            "mehrals": r"mehr als(?= [$€£]?\d)|über(?= [$€£]?\d)",
            "wenigerals": r"weniger als(?= [$€£]?\d)|unter(?= [$€£]?\d)",
            "etwa": r"(?:ungefähr|rund|circa|ca\.?|knapp|fast|gut)(?= [$€£]?\d)",
            "trotz": r"ungeachtet",
            "wegen": r"aufgrund|auf grund|infolge",
            "obwohl": r"auch wenn",
            "stattdessen": r"anstelle|an stelle|anstatt",
            "sogenannt": r"so genannt\w{0,2}",
        }
    ),
    groups=by_word(
        {
            "negation": "nicht kein keine keinen keinem keiner keines niemand nichts nirgends weder "
            "noch nein",
            "negation (never)": "nie niemals",
            "negation (no longer)": "nichtmehr",
            "negation (without)": "ohne",
            "quantifier (not all)": "nichtalle",
            "quantifier (all)": "alle allen aller alles jeder jede jedes jeden jedem immer ganz "
            "ganze ganzen sämtliche vollständig völlig",
            "quantifier (some)": "einige einigen mehrere mehreren manche manchen manchmal teilweise "
            "gewisse",
            "quantifier (most)": "meisten meistens überwiegend hauptsächlich mehrheit größtenteils",
            "quantifier (many)": "viele vielen viel zahlreiche oft häufig",
            "quantifier (few)": "wenige wenigen wenig selten kaum minderheit",
            "quantifier (both)": "beide beiden",
            "quantifier (half)": "halb halbe halben hälfte",
            "restriction (only)": "nur lediglich bloß ausschließlich allein",
            "restriction (even)": "sogar selbst",
            "time (still)": "immernoch",
            "time (already)": "schon bereits",
            "time (again)": "wieder erneut",
            "modal (may)": "darf dürfen kann können darfst kannst erlaubt",
            "modal (might)": "könnte könnten dürfte dürften",
            "modal (must)": "muss müssen musst musste mussten",
            "modal (should)": "soll sollen sollte sollten",
            "modal (will)": "wird werden",
            "modal (would)": "würde würden",
            "hedge (perhaps)": "vielleicht möglicherweise eventuell womöglich",
            "hedge (probably)": "wahrscheinlich wohl vermutlich voraussichtlich mutmaßlich",
            "hedge (apparently)": "gilt gelten galt galten angeblich offenbar anscheinend scheint "
            "scheinen sogenannt sogenannte",
            "hedge (about)": "etwa ungefähr rund circa",
            "hedge (almost)": "fast beinahe nahezu knapp",
            "bound (at least)": "mindestens",
            "bound (at most)": "höchstens",
            "bound (more than)": "mehrals",
            "bound (less than)": "wenigerals",
            "condition (if)": "falls ob sofern",
            "condition (when)": "wenn sobald",
            "condition (except)": "außer ausgenommen",
            "cause": "weil wegen denn daher deshalb deswegen",
            "concession": "obwohl trotz obgleich trotzdem dennoch",
            "comparison (than)": "als",
            "comparison (more)": "mehr",
            "comparison (less)": "weniger",
            "choice (or)": "oder",
            "replacement": "statt stattdessen",
            "time (before)": "vor bevor",
            "time (after)": "nach nachdem",
            "time (until)": "bis",
            "time (since)": "seit",
            "falsity": "falsch unwahr irrig mythos gerücht gerüchte irrtum angeblich",
            "particle (on)": "anpartikel einpartikel",
            "particle (off)": "abpartikel auspartikel wegpartikel",
            "particle (up)": "aufpartikel zupartikel",
            "reversal": "stellvertretend stellvertretende stellvertretender kommissarisch "
            "kommissarische kommissarischer verweigert verweigern verweigerte bestreitet bestreiten "
            "bestritt verhindert verhindern verhinderte lehnt lehnen lehnte ehemalige ehemaligen "
            "ehemaliger frühere falsche",
            "intention": "will wollen wollte wollten plant planen plante geplant hofft hoffen "
            "beabsichtigt versucht versuchte versprach verspricht droht vorgeschlagen",
            "saying": "sagt sagte sagen erklärt erklärte laut zufolge schreibt schrieb berichtet "
            "berichtete",
            "claim": "behauptet behauptete meint meinte glaubt glaubte warnt warnte fordert fordern "
            "forderte verlangt verlangen verlangte wünscht fürchtet befürchtet empfiehlt schlug schlägt",
        }
    ),
    prepositions=by_word(
        {
            "in": "in im am an auf ins beim bei",
            "of": "des",
            "to": "zu zum zur nach",
            "from": "ab von vom aus",
            "by": "durch",
            "for": "für",
            "with": "mit",
            "without": "ohne",
            "against": "gegen",
            "over": "über",
            "under": "unter",
            "before": "vor",
            "until": "bis",
            "since": "seit",
            "during": "während",
            "between": "zwischen",
            "because": "wegen trotz",
            "instead": "statt außer",
        }
    ),
    plain=word_set(
        "der die das den dem des ein eine einen einem einer eines und aber auch ist sind war waren "
        "sei seien sein bin hat haben hatte hatten habe worden wurde wurden geworden gewesen es er "
        "sie ihn ihm ihr ihre ihren ihrem ihrer seine seinen seinem seiner wir uns unser unsere man "
        "sich dass so da dort hier dieser diese dieses diesen diesem welche welcher welches wer wo "
        "wie ja dann zu jedoch sowie außerdem was um dabei davon dafür daran"
    ),
    pronouns=word_set("er sie es dieser diese dieses ihr ihre sein seine wir"),
    agents=word_set("von vom durch"),
    passive=word_set("wird werden wurde wurden worden"),
    present=word_set("ist sind hat haben"),
    past=word_set("war waren hatte hatten wurde wurden"),
    reporting=word_set(
        "sagt schreibt laut zufolge nennt berichtet beschreibt erklärt erwähnt behauptet steht besagt"
    ),
    documents=word_set(
        "artikel text dokument handbuch satzung regel regeln protokoll autor verfasser seite abschnitt "
        "bericht quelle ordnung leitfaden"
    ),
    breaks=word_set(
        "und aber oder während weil obwohl denn sondern wobei wenn falls nachdem bevor damit welche "
        "welcher welches"
    ),
    coordinating=word_set("und aber sondern"),
    contrasting=word_set("sondern aber"),
    persons={},
    relative_after_break=word_set("der die das den dem dessen deren denen"),
    cases=by_word({"subject": "der ein", "object": "den einen dem einem"}),
    relative=word_set(""),
)
