"""The words of English that decide what a sentence claims. Pure data."""

from __future__ import annotations

from ....documents.words import word_set
from .grammar_words import GrammarWords, by_word, phrases

ENGLISH = GrammarWords(
    phrases=phrases(
        {
            "will not": r"won't|shan't",
            "notall": r"not (?:all|every|each|everyone|everybody|always)",
            "the sole": r"the only",
            "can not": r"cannot|can't",
            "nobody": r"no one|no-one",
            "notyet": r"(?:has|have|had|is|are|was|were) yet to",
            "planned": r"(?:is|are|was|were) to be(?= \w+ed\b)|(?:is|are|was|were) due to be",
            "notatall": r"anything but|far from(?= \w+(?:[.,;]|$))|by no means|in no way",
            "exceptfor": r"(?<=everyone )but|(?<=everybody )but|(?<=all )but|(?<=nobody )but"
            r"|(?<=nothing )but|(?<=none )but|(?<=anyone )but|with the exception of",
            "incase": r"in case(?: of)?|in the event of|in an emergency|in emergencies",
            "permitted": r"with (?:the |a |an )?(?:\w+ )?(?:permission|consent|approval|agreement) of",
            "infiction": r"in (?:the |a |his |her )?(?:novel|story|film|movie|play|legends?|tale)",
            "inopinion": r"in (?:the )?(?:opinion|view|eyes|words) of"
            r"|in (?:his|her|their|my|our) (?:opinion|view|eyes|words)"
            r"|(?:by|in) (?:his|her|their|one|some|its) (?:own )?(?:account|accounts)"
            r"|(?:to|for) (?:its |his |her |their |some |many )?(?:critics|supporters|opponents|fans)",
            "supposedlyso": r"in theory|on paper|in principle|it is (?:rumou?red|said|believed|thought)",
            "possibly": r"in the worst case|at worst|at best|in the best case",
            "nolonger": r"no longer|not any ?more|not any longer",
            r"atleast \1": r"(\d+)(?: years)? or (?:older|over|above|more)",
            r"atmost \1": r"(\d+)(?: years)? or (?:younger|under|below|less|fewer)",
            "atleast": r"at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|or more",
            "atmost": r"at most|up to|no more than|not more than|a maximum of|or (?:less|fewer)",
            "morethan": r"(?:(?:more|greater|higher|longer|larger) than|over|above)(?= [$€£¥]?\d)",
            "lessthan": r"(?:(?:less|fewer|lower|shorter|smaller) than|under|below)(?= [$€£¥]?\d)",
            "about": r"(?:approximately|around|roughly|nearly|almost|some|circa|ca\.?)(?= [$€£¥]?\d)",
            "must": r"(?:has|have|had|needs?|needed) to|(?:is|are|was|were) (?:required|obliged) to",
            "may": r"(?:is|are) (?:allowed|permitted) to",
            "can": r"(?:is|are) able to",
            "will": r"(?:is|are) going to",
            "becauseof": r"because of|due to|owing to|thanks to|as a result of",
            "despite": r"in spite of|regardless of",
            "although": r"even though|even if",
            "insteadof": r"instead of|rather than",
            "evenless": r"let alone|much less",
            "providedthat": r"as long as|provided that|on condition that|only if",
            "except": r"apart from|except for|other than",
            "beside": r"next to",
            "accordingto": r"according to",
            "outof": r"out of",
            "aswellas": r"as well as",
            "socalled": r"so-called|so called",
        }
    ),
    groups=by_word(
        {
            "negation": "not no none nobody nothing nowhere neither nor n't",
            "negation (not at all)": "notatall",
            "negation (not yet)": "notyet",
            "negation (never)": "never",
            "negation (no longer)": "nolonger",
            "negation (without)": "without",
            "quantifier (not all)": "notall",
            "quantifier (all)": "all every each everyone everybody everything always entire entirely "
            "whole wholly completely fully totally",
            "quantifier (some)": "some several sometimes partly partially somewhat certain someone",
            "quantifier (most)": "most mostly mainly largely usually generally typically normally "
            "commonly majority predominantly",
            "quantifier (many)": "many much numerous often frequently",
            "quantifier (few)": "few little rarely seldom scarcely hardly barely minority",
            "quantifier (any)": "any anyone anybody anything either ever",
            "quantifier (both)": "both",
            "quantifier (half)": "half",
            "restriction (only)": "only solely merely exclusively alone purely just",
            "restriction (sole)": "sole",
            "restriction (even)": "even evenless",
            "time (still)": "still",
            "time (already)": "already",
            "time (yet)": "yet",
            "time (again)": "again",
            "modal (may)": "may can able allowed",
            "modal (might)": "might could",
            "modal (must)": "must mandatory compulsory",
            "modal (should)": "should ought",
            "modal (will)": "will shall",
            "modal (would)": "would",
            "hedge (perhaps)": "perhaps maybe possibly",
            "hedge (probably)": "probably likely presumably provisionally tentatively potentially",
            "hedge (apparently)": "supposedlyso allegedly reportedly supposedly rumoured rumored "
            "apparently seemingly seem seems seemed appear appears appeared alleged supposed socalled "
            "purported tend tends",
            "hedge (about)": "about approximately around roughly circa",
            "hedge (almost)": "almost nearly practically virtually",
            "bound (at least)": "atleast",
            "bound (at most)": "atmost",
            "bound (more than)": "morethan exceeding",
            "bound (less than)": "lessthan",
            "condition (if)": "if whether providedthat incase permitted",
            "condition (unless)": "unless",
            "condition (when)": "when whenever once",
            "condition (except)": "except exceptfor excluding besides",
            "cause": "because becauseof therefore hence thus consequently",
            "concession": "although though despite notwithstanding however nevertheless",
            "comparison (than)": "than",
            "comparison (more)": "more",
            "comparison (less)": "less fewer",
            "direction (up)": "up upwards",
            "direction (down)": "down downwards",
            "direction (off)": "off",
            "falsity": "infiction false falsely untrue incorrect myth myths rumour rumours rumor rumors "
            "misconception misconceptions fiction fictional hypothetical hypothetically hoax",
            "comparison (too)": "too",
            "choice (or)": "or",
            "replacement": "insteadof",
            "time (before)": "before",
            "time (after)": "after",
            "time (until)": "until till",
            "time (since)": "since",
            "reversal": "fail fails failed failing refuse refuses refused refusing deny denies "
            "denied denying stop stops stopped cease ceases ceased avoid avoids avoided prevent "
            "prevents prevented lack lacks lacked reject rejects rejected unlikely impossible "
            "former ex fake deputy vice assistant acting honorary mock toy interim designate "
            "nominated pretend pretends pretended considered postponed suspended oppose opposes "
            "opposed",
            "intention": "want wants wanted wish wishes wished plan plans planned hope hopes hoped "
            "intend intends intended propose proposes proposed proposal try tries tried attempt "
            "attempts attempted expect expects expected threaten threatens threatened promise "
            "promises promised",
            "saying": "say says said state states stated tell tells told accordingto inopinion "
            "declare declares declared write writes wrote announce announces announced report "
            "reports reported",
            "claim": "claim claims claimed argue argues argued believe believes believed think "
            "thinks thought suggest suggests suggested warn warns warned assert asserts asserted "
            "insist insists insisted allege alleges admit admits admitted demand demands demanded "
            "urge urges urged recommend recommends recommended fear fears feared predict predicts "
            "predicted",
        }
    ),
    prepositions=by_word(
        {
            "in": "in on at within inside upon",
            "to": "to into towards toward onto unto",
            "from": "from outof",
            "of": "of",
            "by": "by via",
            "for": "for",
            "with": "with alongside aswellas including",
            "without": "without",
            "against": "against versus",
            "over": "over above",
            "under": "under below beneath",
            "before": "before",
            "after": "after",
            "until": "until till",
            "since": "since",
            "during": "during throughout",
            "between": "between among amongst",
            "through": "through across",
            "about": "about regarding concerning",
            "near": "near beside",
            "behind": "behind",
            "outside": "outside beyond",
            "as": "as",
            "like": "like",
            "than": "than",
            "unlike": "unlike",
            "because": "becauseof despite",
            "instead": "insteadof except",
        }
    ),
    plain=word_set(
        "a an the this that these those is are was were be been being am do does did doing done has "
        "have had having and but so then there here also as who whom whose which what where how why "
        "it its he him his she her hers they them their theirs we us our ours you your yours i me "
        "my mine itself himself herself themselves ourselves while whereas very quite such own "
        "per s d ll re ve t for in on at of to by with from out over about yes "
        "furthermore moreover additionally following"
    ),
    pronouns=word_set("it they he she this these that those we its their his her"),
    agents=word_set("by"),
    passive=word_set("is are was were be been being get gets got"),
    present=word_set("is are am has have does do"),
    past=word_set("was were had did"),
    reporting=word_set(
        "says said states stated say state mentions mentioned notes noted reports reported describes "
        "described argues argued claims claimed explains explained writes wrote tells according "
        "accordingto indicates indicated points asserts asserted suggests suggested emphasizes "
        "emphasises stresses declares declared"
    ),
    documents=word_set(
        "article text document documents passage passages handbook guide rules rule minutes author "
        "authors writer page section report paper source sources book manual policy notes note essay "
        "letter file website statement chapter paragraph"
    ),
    breaks=word_set(
        "and but or while whereas because although though so which who whose whom where nor if unless "
        "when since until after before despite"
    ),
    coordinating=word_set("and but"),
    relative=word_set("who whom whose which where"),
    contrasting=word_set("but"),
    persons=by_word({"he": "he him his himself", "she": "she her hers herself"}),
)
