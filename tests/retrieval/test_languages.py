"""Documents and questions in other languages than English: what is found, and quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import Library, Settings

DOCUMENTS = {
    "bad.md": "# Das Freibad\n\nDas Freibad öffnet um neun Uhr. Montags bleibt es geschlossen.\n\n"
    "Kinder zahlen zwei Euro Eintritt, Erwachsene vier Euro.\n\n"
    "Glasflaschen sind am Becken verboten.\n",
    "huerto.md": "# El huerto\n\nEl huerto se riega los martes y los viernes.\n\n"
    "Las herramientas se guardan en el cobertizo verde.\n\nLa cuota es de treinta euros.\n",
    "muzey.md": "# Музей часов\n\nМузей открыт со среды по воскресенье. Билет стоит триста рублей.\n\n"
    "Башенные часы изготовил мастер Лебедев.\n\nСумки посетители оставляют в гардеробе.\n",
    "chaguan.md": "# 山间茶馆\n\n茶馆上午十点开门，晚上九点关门。一壶龙井茶的价格是四十八元。\n\n"
    "二楼的包间最多可以坐八个人。\n\n店里不准吸烟。\n",
    "mukhayyam.md": "# مخيم الصحراء\n\nتبلغ تكلفة الليلة مئتي درهم. تنطلق رحلة الجمال عند "
    "شروق الشمس.\n\n"
    "الحيوانات غير مسموح بها في المخيم.\n\nيُمنع إشعال النار خارج الأماكن المخصصة.\n",
}
QUESTIONS = [
    pytest.param("Wann öffnet das Freibad?", "neun Uhr", id="German, when"),
    pytest.param("Was kostet der Eintritt für ein Kind?", "zwei Euro", id="German, how much"),
    pytest.param("¿Cuándo se riega el huerto?", "martes", id="Spanish, when"),
    pytest.param("¿Dónde se guardan las herramientas?", "cobertizo", id="Spanish, where"),
    pytest.param("Сколько стоит билет в музей?", "триста рублей", id="Russian, how much"),
    pytest.param("Кто изготовил башенные часы?", "Лебедев", id="Russian, who"),
    pytest.param("茶馆几点开门？", "十点", id="Chinese, when"),
    pytest.param("包间可以坐几个人？", "八个人", id="Chinese, how many"),
    pytest.param("كم تكلفة الليلة؟", "مئتي درهم", id="Arabic, how much"),
    pytest.param("هل الحيوانات مسموح بها في المخيم؟", "غير مسموح", id="Arabic, whether"),
]


@pytest.fixture(scope="module", params=["local:wordllama", "local:multilingual"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("languages")
    corpus: Path = folder / "documents"
    corpus.mkdir()
    for name, text in DOCUMENTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(
        _env_file=None, corpus=corpus, data=folder / "data", embedding_model=request.param
    )
    with Library.open(settings) as opened:
        opened.reindex()
        yield opened


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_the_sentence_that_answers_is_quoted(library: Library, question: str, words: str) -> None:
    answer = library.ask(question)
    assert any(words in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question", ["Какая высота Эвереста?", "北京有多少人口？", "¿Quién es el alcalde de Madrid?"]
)
def test_a_question_on_something_else_is_refused(library: Library, question: str) -> None:
    assert not library.ask(question).answered
