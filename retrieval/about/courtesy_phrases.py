"""What people say to be polite, or to comment: greetings, thanks and remarks.

The expressions are over words as `message_words` writes them.
"""

from __future__ import annotations

from .expressions import listed, one_of, optional, phrases

_BOT = "(?:(?:the|this|dear|little|my) )?(?:bot|footnote|robot)"
_PEOPLE = one_of(
    "there|all|everyone|everybody|guys|you|you guys|you all|yall|folks|people|team|friends?|mates?",
    "partner|buddy|dude|bro|man|sir|again|world|to you|to (?:you )?all|to everyone",
    listed("alle, zusammen, leute, tous, tout le monde, a todos, a tous, todos, amigo, amigos"),
    listed("a tutti, tutti, allemaal"),
    _BOT,
)
_THIS = "(?:that|this|it|you|this answer|that answer|your answer|your answers|this bot|the bot)"
_IS = "(?:is|are|was|were)"
_VERY = "(?:exactly|actually|just|so|very|really|pretty|super|quite|absolutely|truly|too|such|of)"
_MUCH = "(?:a lot|lots|so much|very much|much|a ton|tons|a bunch|heaps|loads|a million|greatly)"

_HELLO = one_of(
    "hi+|he+y+|hello+|hiya|heya|yo+|howdy|greetings|morning|gday|g day|gm|sup|wassup|ahoy",
    "welcome back",
    "good (?:morning|afternoon|evening|day)|what is up",
    listed("hallo, hallöchen, moin, moin moin, servus, grüezi, grüß gott, grüß dich, tach"),
    listed("guten tag"),
    listed("guten morgen, guten abend, bonjour, bonsoir, salut, coucou, hola, buenos días"),
    listed("buen día"),
    listed("buenas, buenas tardes, buenas noches, qué tal, ciao, buongiorno, buonasera, salve"),
    listed("olá, oi, bom dia, boa tarde, boa noite, hoi, goedemorgen, goedemiddag, goedenavond"),
    listed("goedendag, hej, hei, hejsan, god morgon, god dag, moi, terve, cześć, dzień dobry"),
    listed("witam"),
    listed("ahoj, dobrý den, szia, bună, bună ziua, merhaba, selam, привет, здравствуйте, привіт"),
    listed("добрый день, доброе утро, γεια, γεια σου, καλημέρα"),
)
_THANK_YOU = one_of(
    "thanks+|thank you|thankyou|thx+|thnx|tnx|ty|tysm|tyvm|thanx|ta|cheers|kudos|many thanks",
    "(?:much )?appreciated|(?:i )?(?:really )?appreciate (?:it|that|this|you|the help|your help)",
    listed("danke, dankeschön, danke schön, danke sehr, danke dir, vielen dank, besten dank"),
    listed("merci"),
    listed("merci beaucoup, merci bien, gracias, muchas gracias, mil gracias, grazie"),
    listed("grazie mille"),
    listed("obrigado, obrigada, muito obrigado, muito obrigada, bedankt, dank je, dank je wel"),
    listed("tack"),
    listed("tack så mycket, takk, tusen takk, gracias por la ayuda, danke für die hilfe"),
    listed("merci pour ton aide, tak, mange tak, kiitos, dziękuję, dzięki, děkuji, díky"),
    listed("köszönöm, mulțumesc, teşekkürler, teşekkür ederim, спасибо, дякую, ευχαριστώ"),
)

GREETINGS = phrases(
    _HELLO + optional(_PEOPLE),
    "how (?:are|is) (?:you|it going|things|everyone|your day|life)" + optional("doing|today|going"),
    "i am new(?: here)?|first time here|hello from (?!the)[a-z]+|how do you do|how you doing",
    "nice to meet you|pleased to meet you|long time no see",
    "(?:are )?you (?:there|here|online|awake|around|ready|working|listening)",
    "(?:is )?any(?:one|body) (?:here|there)",
    "can you (?:hear|see|read) (?:me|this)|(?:is|does) this (?:thing )?(?:on|work|working)",
    "(?:i have )?(?:a |one )?(?:quick |short |small )?question(?: for you)?",
    "(?:can|may|could) i ask (?:you )?(?:something|a (?:quick )?question)",
    listed("wie geht's, wie geht es dir, ça va, comment ça va, cómo estás, come stai, tudo bem"),
)
"""Hello, how are you, may I ask something."""

THANKS = phrases(
    _THANK_YOU
    + optional(
        _MUCH,
        "again|anyway|though|already|in advance|everyone|all|guys|man|mate|dude|bro|buddy|sir",
        "friend",
        "you are (?:the best|great|awesome)",
        _BOT,
    ),
    "(?:thanks|thank you|thx|ty|cheers) for"
    + optional(
        "the|your|this|that|all|a|such|being|so|very|quick|fast|great|kind|good|helpful|useful"
    )
    + " (?:help|helping|helpful|kind|answers?|answering|reply|response|responding|info|information|"
    "explanation|explaining|clarifying|clarification|time|support|tips?|advice|links?|nothing|"
    "everything|letting me know|that|this|patience)" + optional("me|out|so fast|so quickly|again"),
    f"(?:{_THIS} )?(?:(?:really|totally|actually) )?(?:helped|helps)"
    + optional("me|us|out", _MUCH),
    f"(?:{_THIS} {_IS} )?(?:{_VERY} )*(?:a )?(?:helpful|useful|(?:great|big|huge) help|life ?saver)",
    f"{_THIS} {_IS} (?:the best|a legend|a star)",
    "(?:that )?(?:answers|answered|solves|solved|fixed) (?:it|that|my (?:question|problem|issue))",
)
"""Thank you, that helped."""

_INTERJECTION = one_of(
    "ok|okay|okey|okie|k|kk|alright|all right|sure|yes|yeah|yep|yup|ye|aye|no|nope|nah|please",
    "sorry",
    "my (?:bad|mistake)|maybe|oops|whoops|oh|ah+|aha|o+h+|u+h+|u+m+|h+m+|eh|lo+l|lmao|lmfao|rofl",
    "xd|(?:ha){2,}h?|ha|heh",
    "(?:he){2,}|jaja|wow|whoa|woah|omg|wtf|damn|dang|yay|woo|woohoo|hooray|ugh|meh|bruh|bro|dude",
    "gg",
    "np|ikr|idk|idc|btw|tbh|nvm|never ?mind|no problem|no worries|well|right|exactly|indeed",
    "absolutely",
    "definitely|of course|agreed|noted|understood|roger|bravo|congrats|congratulations|well done",
    "fair enough|whatever|anyway|by the way|welcome|you are welcome|my pleasure|seriously|really",
    "no way|for real|nothing|nothing else|(?:that is|that was|that will be) all",
    "bye+|bye bye|goodbye|(?:good night|gn|bye) ?(?:all|everyone|guys|bot)?|later|cya|cu",
    "see you(?: (?:later|soon|around|tomorrow))?|take care|brb",
    "have a (?:good|great|nice|lovely) (?:day|evening|night|weekend|one)",
    listed("genau, alles klar, toll, genial, perfecto, d'accord, vale, va bene, tschüss, tschau"),
    listed("au revoir, adiós, prima"),
)
_JUDGEMENT = one_of(
    "good|great|nice|cool|awesome|amazing|perfect|excellent|wonderful|brilliant|fantastic|sweet",
    "neat",
    "impressive|interesting|funny|hilarious|smart|clever|lovely|cute|right|correct|true|fine|super",
    "wrong|incorrect|false|bad|terrible|awful|horrible|useless|stupid|dumb|silly|rubbish|garbage",
    "trash",
    "nonsense|bullshit|crap|weird|strange|confusing|unhelpful|worst|lame|genius|crazy|insane|sad",
    "ridiculous",
)
_JUDGED = f"{_BOT}|job|work|one|answer|reply|response|point|question|idea|stuff|guess|try|luck"

REMARKS = phrases(
    _INTERJECTION,
    f"(?:{_THIS} {_IS} |what an? |how )?(?:(?:{_VERY}|not|an?|the) )*{_JUDGEMENT}"
    + optional(_JUDGED, "again|then|though|enough|now|at all|to know|to hear"),
    f"{_THIS} {_IS} (?:(?:{_VERY}|not) )*(?:broken|annoying|boring|slow|fast|fun|odd|it|"
    "what i (?:asked|meant|wanted|needed|was looking for)(?: for)?)",
    "not (?:what i (?:asked|meant|wanted|needed)(?: for)?|(?:very |really )?helpful|useful|relevant)",
    "(?:(?:i|we|i have) )?(?:(?:just|already|finally) )?(?:found|got|figured|solved|sorted|fixed) "
    "(?:it|that|this)" + optional("out|already|now|myself"),
    "(?:i )?(?:see|agree|disagree|understand|gotcha|get it|knew (?:it|that)|think so|guess so|hope so)",
    "i (?:like|love|hate) (?:it|this|that|you|this bot)|love (?:it|this|that|you)",
    "i (?:do|did|can) not (?:know|care|get it|understand|believe (?:it|that|you|this)|think so|like it)",
    "(?:that|this|it) (?:makes|made) (?:no |total |perfect )?sense|makes sense|made my day",
    "(?:you|that|this) (?:sucks?|rocks?|stinks?|lied?|fail(?:ed)?|works?|worked|(?:does|did|do) not "
    "(?:help|work|make sense|answer (?:it|me|that|my question|the question))) ?(?:at all)?",
    "you (?:did|do) not (?:understand|get)(?: (?:me|it|that|my question|the question))?",
    "i am (?:bored|sad|tired|happy|confused|hungry)",
    "are you (?:lying|sure|serious|kidding|kidding me|joking|drunk|stupid|dumb|okay|ok|broken|crazy)",
    "is that (?:so|true|right)|just (?:kidding|joking|saying|testing|checking|curious|trying)",
    "i am just (?:kidding|joking|testing|trying (?:this|it|you) out|playing around|curious)",
    "ignore (?:me|this|that|(?:my|the) last message)|stop|stop it|shut up|go away|be quiet",
    "forget (?:it|that|about it)|wait|hold on|(?:one|a) (?:sec|second|minute|moment)|"
    "wrong (?:channel|chat|server|window)|no (?:further|more|other) questions",
)
"""Whatever else is said without a question: yes, no, praise, abuse, never mind."""

WHOLE_REMARKS = phrases(
    "(?:this is |just )?(?:a |an )?(?:test|tests|testing)"
    + optional("test|testing|message|1|12|123|1 2 3|one two|one two three|please ignore|bot"),
    "what|huh|ping|pong|bump|asdf\\w*|qwer\\w*|abc|123|1 2 3|hello world|foo|foo bar|foobar|beep",
    "boop|beep boop",
)
"""What is a remark only where nothing else is said."""
