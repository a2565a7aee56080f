"""Which messages are no question on the contents, and which are one although they look alike."""

from __future__ import annotations

import pytest

from retrieval.about.topics import SummaryRequest, recognise

MESSAGES = {
    "greeting": """
        hey
        Hi!
        hello bot
        Hello, everyone!
        hi all
        heyyy
        hiiii :)
        helloooo?
        good evening folks
        Good afternoon, dear bot.
        morning team
        howdy partner bot
        yo
        Hi Anna!
        Good morning Peter,
        hey @robin
        hello <@1234567>
        hello 👋
        hi how are you
        how are you doing today?
        what's up?
        hey, how's it going
        nice to meet you
        are you there?
        anyone here?
        hallo zusammen
        Moin moin
        Guten Morgen!
        Grüß Gott
        servus
        bonjour à tous
        Bonjour tout le monde
        Salut
        ¡Hola!
        buenos dias
        Buenos días a todos
        ciao
        buongiorno
        olá
        bom dia!
        goedemorgen
        dzień dobry
        привет
        hi, quick question
        hi im new here
        hola amigo
        is this thing on?
        gm everyone
        can i ask you something?
    """,
    "thanks": """
        Thank you!
        thx
        ty
        tysm
        thank u so much
        thanks a lot mate
        Thanks everyone
        many thanks
        much appreciated
        cheers
        thanks for the quick reply
        thank you for your help
        thanks for explaining
        danke
        Vielen Dank!
        merci beaucoup
        gracias
        muchas gracias
        grazie mille
        obrigado
        спасибо
        that was really helpful
        very helpful, thanks
        this helped me a lot
        perfect, thank you
        ok thanks
        oh great thanks!!
        thanks ❤️
        thanks, bye
        hi and thanks
        thaaanks
        that answers my question
        thanks so much, that was exactly what i needed
    """,
    "remark": """
        ok
        okay cool
        lol
        hahaha
        haha nice one
        nice
        cool
        good job
        bad bot
        what a stupid answer
        that's wrong
        that is not right
        no, that's not what i asked
        you suck
        i love you
        this is awesome
        wow
        nvm
        nevermind
        never mind, got it
        found it myself
        i see
        makes sense
        yes
        no
        no worries
        sorry
        bye
        see you tomorrow
        good night
        just kidding
        are you sure?
        testing
        test 123
        this is a test
        ping
        xD
        :D
        😂😂😂
        👍🏽
        ❤️
        <:blobwave:123456789012345678>
        :tada: :tada:
        👩‍💻 🇫🇷
        hmmm
        idk
        wrong channel, sorry
        coooool
        this bot is great
        your answer is useless
        that didn't help at all
        not helpful
        bye bot
        huh?
        i'm confused
    """,
    "identity": """
        Who are you?
        who r u
        what are you exactly
        are you a bot
        are you human or a bot?
        r u real?
        are you an AI
        Are you ChatGPT?
        am i talking to a real person
        is this a bot?
        who made you?
        who built this bot
        who is your creator
        who is behind this bot?
        are you powered by ai
        what's your name
        how old are you
        tell me about yourself
        what model do you use
        hi, who are you?
        who are you and what can you do
        Wer bist du?
        ¿Quién eres?
        qui es-tu ?
    """,
    "help": """
        HELP
        help me
        i need help
        help me please
        hi, can you help me?
        What can you do?
        what can u do for me
        so what exactly do you do?
        what does this bot do?
        how do I use this bot?
        how does this work?
        how do you work
        what can i ask you?
        what questions can you answer
        what are your commands
        which commands do you have
        commands
        do you speak German?
        what is this bot for
        how can you help me
        what can i do with you
        what topics can i ask about
        hello! what can you do?
        Hilfe
        was kannst du?
        ayuda
    """,
    "documents": """
        What documents do you know?
        which documents have you read
        which files can you search
        what files are there?
        what sources do you use
        what docs do you have access to
        how many documents do you have
        list the documents
        list all documents please
        show me your sources
        can you list your files?
        give me a list of the documents you know
        which documents are available
        what do you know
        what have you read
        what is in your knowledge base
        where do you get your information from
        do you have any documents?
        sources
        files?
        source?
        are there any documents
        which documents exist?
        what kind of documents do you have
        show me the list of documents
        hi, what documents do you have?
        thanks! which files do you know?
        Welche Dokumente kennst du?
    """,
}

QUESTIONS = """
    hi, how much is a locker?
    Hello, where is the nearest exit
    hello can i bring a friend
    hey what time do you open
    hi parking?
    Hey Parking?
    thanks! and what does a day pass cost
    thanks for the info about lockers, are they free
    thank you letter template
    thanks, how do i cancel
    ok but what about dogs
    ok so when is the meeting
    cool down period for the kiln
    nice but how long does it take
    no dogs allowed?
    no, i mean the annual fee
    yes but until when
    good bot hosting providers
    great outdoors trip dates
    sorry, what is the deadline for the grant
    test procedure for fuses
    test results for water
    testing hours
    this is a test of what
    help, my laptop got stolen
    help desk opening hours
    help with the laser cutter
    i need help with my tax form
    how do i get help
    who can help me with my visa
    can you help me reset my password
    what can you do if the alarm goes off
    what can you do with a day pass
    what do you do when a member does not pay
    how do you work the lathe
    how does this work with two cards
    how do i use the kiln
    how to use the printer
    how do i use you bike racks
    what commands restart the server
    who are you allowed to bring
    who are the trustees
    who made the logo
    who runs the workshop
    who is the treasurer
    are you open on sundays
    are you allowed to smoke
    are you a charity
    are bots allowed
    is this building accessible
    what are you charging for storage
    what is your refund policy
    what's your address
    what documents do i need to bring
    what documents do you need from me
    which files can i upload
    which documents do you have to bring to the induction
    what files do you use for the laser cutter at home
    list the members of the committee
    list the safety documents that a visitor signs
    what sources of funding are there
    what do you know about the merger
    what have you read about bees
    do you have documents about safety
    where do you get your wood from
    how many pages may a report have
    what is the rule about dogs
    what about dogs
    why
    how much
    when?
    and for students?
    tell me more
    fees
    opening hours
    hello world program in which room
    ping time out limit
    morning shift times
    good morning session price
    bye laws of the club
    right of way
    hi-vis vest rules
    how is the deposit returned
    wait list length
    stop words
    found item where to report
    i found a key in the yard
    are you sure that the fee is 40 euros
    is that true for guests as well
    das Boot ist kaputt
    wie viel kostet ein Schrank
    hola, cuánto cuesta
    bonjour, où se trouve la clé
    merci de me dire le prix
    can i talk to a human
    how do i talk to a real person
    who do i thank for the donation
    what help is there for carers
    points system
    version of the handbook in force
    which bot commands mute a member
    ９
    何時に開きますか
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


RECOGNISED = [(topic, message) for topic, text in MESSAGES.items() for message in lines(text)]


@pytest.mark.parametrize(
    ("topic", "message"), RECOGNISED, ids=[message for _, message in RECOGNISED]
)
def test_a_message_that_asks_nothing_is_recognised(topic: str, message: str) -> None:
    assert recognise(message) == topic


@pytest.mark.parametrize("message", lines(QUESTIONS))
def test_a_question_on_the_contents_is_none_of_them(message: str) -> None:
    assert recognise(message) is None


@pytest.mark.parametrize(
    ("message", "asking", "named"),
    [
        ("summarise the rules", "summary", "the rules"),
        ("Summarize rules.md", "summary", "rules md"),
        ("can you sumarize the leave policy for me?", "summary", "the leave policy for me"),
        ("could you please sum up the minutes", "summary", "the minutes"),
        ("tl;dr", "summary", ""),
        ("TLDR of the bylaws", "summary", "the bylaws"),
        ("give me a short overview of the boat handbook", "summary", "the boat handbook"),
        ("i need a summary of this document", "summary", "this document"),
        ("an outline of the safety guide, please", "summary", "the safety guide please"),
        ("hi! please summarise the price list", "summary", "the price list"),
        ("ok thanks, now summarise the faq", "summary", "the faq"),
        ("overview", "summary", ""),
        ("what are the main points of the bylaws", "summary", "the bylaws"),
        ("in short, what's the guide about", "subject", "the guide"),
        ("what is this about?", "subject", "this"),
        ("What's the house-rules.docx about", "subject", "the house rules docx"),
        ("what are the bylaws about", "subject", "the bylaws"),
        ("what's in the members' handbook?", "description", "the members handbook"),
        ("what is on this page", "description", "this page"),
        ("tell me about the safety guide", "description", "the safety guide"),
        ("describe the document", "description", "the document"),
        ("what does the boat guide cover", "description", "the boat guide"),
    ],
)
def test_a_request_for_a_summary_says_what_it_names(message: str, asking: str, named: str) -> None:
    found = recognise(message)
    assert isinstance(found, SummaryRequest)
    assert (found.asking, " ".join(found.named)) == (asking, named)


def test_a_message_of_many_words_is_a_question() -> None:
    assert recognise("thanks " * 30) == "thanks"
    assert recognise("thanks " * 31) is None


def test_a_long_message_is_recognised_quickly() -> None:
    """Every word of it begins a phrase and none ends one."""
    assert recognise("that is so " * 9 + "locker") is None
