"""How people ask about the bot itself and about its documents as such.

The expressions are over words as `message_words` writes them.
"""

from __future__ import annotations

from .expressions import listed, one_of, optional, phrases

_BOT = "(?:(?:the|this) )?(?:bot|footnote)"
_PLEASE = "(?:(?:(?:can|could|would|will) you|please|i (?:want|would like|need) you to) )*"
_MACHINE = one_of(
    "human|bot|robot|chat ?bot|ai|a i|artificial intelligence|machine|computer|program",
    "real|person|real person|real human|someone real|alive|sentient|conscious|self aware",
    "intelligent",
    "chat ?gpt|gpt|gpt ?[0-9]|claude|gemini|llm|language model|llama|copilot|siri|alexa",
    "open source",
    "male|female|boy|girl|man|woman|footnote",
)
_MADE = "(?:made|built|created|wrote|developed|programmed|coded|designed|trained|runs|owns|hosts)"

IDENTITY = phrases(
    "(?:so )?(?:who|what) (?:exactly )?are you" + optional("exactly|anyway|really|actually|then"),
    f"(?:who|what) is (?:this|{_BOT})(?: exactly)?|what are you called|how old are you",
    f"are you (?:(?:an?|even|really|actually|just) )*{_MACHINE}(?: or (?:(?:an?|just) )*{_MACHINE})?",
    f"am i (?:talking|speaking|chatting|writing) (?:to|with) (?:an? )?{_MACHINE}"
    f"(?: or (?:an? )?{_MACHINE})?",
    f"is this (?:(?:an?|really|just) )*{_MACHINE}",
    f"who (?:has )?(?:{_MADE}|is behind) (?:you|{_BOT})",
    "who is your (?:creator|maker|owner|developer|author|boss)",
    "(?:what|which) (?:(?:language|ai|chat) )?(?:model|llm|ai) (?:are you|do you use|do you run on)"
    + optional("using|based on|running"),
    "(?:what is|tell me) your name|do you have a name|what (?:can|should|do) i call you",
    "do you use (?:chat ?gpt|gpt|ai|an? (?:ai|llm|language model))",
    "are you (?:powered by|based on|using) (?:an? )?(?:ai|chat ?gpt|gpt|llm|language model)",
    "where (?:are|do) you (?:come )?from|when were you (?:born|made|created)|do you have feelings",
    "tell (?:me|us) (?:(?:a bit|more|something) )*about yourself|introduce yourself",
    listed("wer bist du, wer hat dich gemacht, was bist du, bist du ein bot, bist du ein mensch"),
    listed("qui es tu, es tu un robot"),
    listed("qui êtes vous, quién eres, eres un bot, chi sei, quem é você, quem és tu, wie ben jij"),
)
"""Who or what the bot is, who made it."""

_LANGUAGE = one_of(
    "english|german|french|spanish|italian|portuguese|dutch|polish|russian|turkish|ukrainian|greek",
    "chinese|japanese|korean|arabic|hindi|other languages|my language",
)

HELP = phrases(
    f"{_PLEASE}(?:(?:i )?(?:really )?need )?(?:some )?help"
    + optional("me|us|out|here|please|now|with (?:this|something)"),
    "(?:can|could|would|will) (?:you|someone|anyone|anybody|somebody) (?:please )?help"
    + optional("me|us|out|here|please|with (?:this|something)"),
    "(?:so )?what (?:(?:all|else|exactly) )*(?:can|do|could) you (?:(?:actually|even|really) )*"
    "(?:do|offer|help with|help me with|do for me|do for us|do here|answer|tell me|tell us)"
    + optional("exactly|then"),
    "how can you help(?: me| us)?|what are you able to do",
    "what can (?:i|we) do with (?:you|this bot)",
    f"what (?:does|can) {_BOT} do|what (?:is {_BOT}|are you) (?:for|good for|capable of)",
    "what (?:is|are) your (?:purpose|job|role|function|features|abilities|skills|commands|capabilities)",
    f"how (?:do|does|can|could|should|to) (?:(?:i|we|one|you|people) )?use (?:you|this|{_BOT})"
    + optional("correctly|properly|here"),
    f"how (?:do|can|should) (?:i|we) (?:ask|talk to|chat with|query|interact with) (?:you|{_BOT})"
    + optional("things|something|questions|a question"),
    f"how (?:do|does) (?:you|this|{_BOT}|this thing|all this) (?:(?:even|actually) )*work"
    + optional("here|exactly|then"),
    "what (?:topics )?(?:can|could|should|may) (?:i|we) ask(?: you)?(?: about)?",
    "what (?:(?:kinds?|sort) of )?questions can (?:i ask(?: you)?|you answer)",
    "(?:what|which) commands (?:do you (?:have|know|understand|support)|can you (?:do|run|understand))",
    f"{_PLEASE}(?:show|list|tell|give) (?:me )?(?:(?:all|your) )+commands",
    "show (?:me )?(?:the )?help",
    f"(?:do|can) you (?:speak|understand|talk|read|write) {_LANGUAGE}",
    "(?:what|which|how many) languages? (?:do|can) you (?:speak|understand|know)",
    listed("hilfe, ich brauche hilfe, kannst du mir helfen, was kannst du, wie funktionierst du"),
    listed("sprichst du deutsch, was kann ich dich fragen, aide, aide moi, que peux tu faire"),
    listed("que sais tu faire, parles tu français, ayuda, ayúdame, qué puedes hacer"),
    listed("hablas español"),
    listed("aiuto, cosa puoi fare, ajuda, o que você pode fazer, o que podes fazer, wat kan je"),
)
"""What the bot can do and how it is used."""

WHOLE_HELP = phrases("(?:the |your |list |list of )?commands|command list|usage")
"""What asks for help only where nothing else is said."""

_FILES = "(?:documents?|docs?|files?|sources?|pdfs?|documentation)"
_MATERIAL = (
    f"(?:{_FILES}|pages?|texts?|papers|articles|data|info|information|topics|subjects|stuff)"
)
_KNOW = one_of(
    "know|have|use|read|search|see|cover|contain|got|learned|ingested|indexed|loaded|studied",
    "seen|cite",
    "quote|rely on|have access to|look at|search in|search through|look through|know about|know of",
)
_AVAILABLE = (
    "(?:available|there|indexed|loaded|known to you|in here|in (?:the|your) (?:index|library))"
)
_ALL_YOUR = "(?:(?:all|of|the|your|available|known|indexed|full|complete) )*"
_KNOWLEDGE = "(?:knowledge(?: base)?|database|index|library|memory|folder)"

DOCUMENTS = phrases(
    f"(?:so )?(?:what|which|how many) (?:(?:of|the|kinds? of|sorts? of|other) )*{_MATERIAL} "
    "(?:do|can|did|have) you "
    f"(?:(?:actually|currently|already|all) )*{_KNOW}"
    + optional("about|from|of|to|so far|now|right now|currently"),
    f"(?:what|which|how many) {_FILES} (?:do you have )?(?:are )?{_AVAILABLE}",
    f"(?:what|which|how many) {_FILES} (?:are|is|do you have) (?:there )?{_AVAILABLE}?",
    "(?:so )?what (?:(?:all|else|exactly) )*(?:do|can) you (?:actually )?know(?: about)?",
    "what (?:have you|did you) (?:read|indexed|learned?|been (?:fed|given|trained on|taught))",
    f"what are you trained on|what (?:is|do you have) in your {_KNOWLEDGE}",
    f"(?:what|which) (?:is|are) your (?:{_FILES}|{_KNOWLEDGE})",
    "where (?:do|did) you (?:get|take|have|find) (?:(?:your|the|this|all|that|these) )+"
    "(?:data|info|information|answers?|knowledge|facts?)(?: from)?",
    "where (?:do|does) your (?:data|info|information|answers?|knowledge) come from",
    f"{_PLEASE}(?:list|show|give|tell|name)(?: (?:me|us))? (?:(?:a|the) list of )?{_ALL_YOUR}{_FILES}"
    + optional(f"(?:that )?you {_KNOW}", f"(?:are |that are )?{_AVAILABLE}"),
    f"{_PLEASE}(?:list|show|tell)(?: (?:me|us))? (?:what|which) {_FILES} "
    f"(?:you {_KNOW}|(?:are |there are){_AVAILABLE}?)",
    f"(?:(?:a|the|full) )*list of {_ALL_YOUR}{_FILES}(?: you {_KNOW})?",
    f"(?:are|is) there (?:(?:any|a|list of) )*{_FILES}|(?:what|which) {_FILES} exist",
    f"(?:do|have) you (?:have|read|got|know) (?:any|some|all) (?:(?:of|the|your) )*{_FILES}",
    listed("welche dokumente kennst du, welche dokumente hast du, welche dateien kennst du"),
    listed("was weißt du, quels documents connais tu, quelles sont tes sources"),
    listed("qué documentos conoces, qué documentos tienes"),
    listed("quali documenti conosci, que documentos você conhece, que documentos conheces"),
)
"""Which documents there are."""

WHOLE_DOCUMENTS = phrases("(?:(?:all|the|your|my|our) )*(?:documents|docs|files|sources?)")
"""What asks for the documents only where nothing else is said."""

_SHORT = (
    "(?:(?:a|an|the|me|us|short|brief|quick|little|general|rough|good|full|complete|one line) )*"
)
_SUMMARY = one_of(
    "summary|overview|outline|synopsis|recap|gist|tldr|tl dr|abstract|table of contents",
    "(?:main|key) points",
)

SUMMARIES = phrases(
    f"{_PLEASE}(?:summ?[ae]ri[sz]e|sum up|recap|outline|eli5)(?: (?:for me|up))?(?P<summarised> .+)?",
    f"{_PLEASE}(?:what are |i (?:want|need|would like) )?"
    f"(?:(?:give|show|write|make|get|have|send|provide) )?{_SHORT}{_SUMMARY}"
    "(?: (?:of|for|about|on))?(?P<overview> .+)?",
)
"""A request for a summary. The group is what is to be summarised."""

SUBJECTS = phrases("(?:in short |briefly |tell me )*what (?:is|are)(?P<subject> .+) about")
"""What something is about. The group may name a document, or a thing that documents are about."""

DESCRIPTIONS = phrases(
    f"{_PLEASE}(?:describe|explain|tell (?:me|us) (?:(?:more|a bit) )*about)(?P<described> .+)",
    "what (?:is|are|stands) (?:written )?(?:in|on|inside)(?P<contents> .+)",
    "what does(?P<covered> .+) (?:cover|contain|deal with|talk about|include|discuss)",
)
"""What something says or holds. Only where the group calls it a document is it the document as such."""
