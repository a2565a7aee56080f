"""The chat model over real HTTP, against a scripted server: what is sent, refused, and fails."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from typing import Any

import pytest
from langchain.chat_models.base import _BUILTIN_PROVIDERS
from langchain_core.tracers.langchain import wait_for_all_tracers

from retrieval.answers.model.chat_model import ChatModel, check
from retrieval.answers.model.json_reply import JsonForm
from retrieval.answers.model.model_name import PROVIDERS
from retrieval.answers.model.token_usage import TokenUsage
from retrieval.errors import ModelError, ModelSettingsError
from retrieval.extras import install_command
from tests.model_stub import KEY, ModelStub, Refusal, Stream, settings_of, stream_of
from tests.paths import ROOT

MESSAGES = [("system", "The rules."), ("user", "The question?")]
SCHEMA = {"type": "object", "properties": {"fine": {"type": "boolean"}}, "required": ["fine"]}
FORM = JsonForm("answer", "Give the answer.", SCHEMA, "Write JSON like this.")
FINE = '{"fine": true}'
REFUSED = Refusal.saying(400, "response_format is not supported")
NO_TOOLS = Refusal.saying(404, "No endpoints found that support tool use")


def said(model: ChatModel, form: JsonForm | None = None) -> str:
    return "".join(model.stream(MESSAGES, form))


@pytest.fixture
def model(stub: ModelStub) -> ChatModel:
    return ChatModel(settings_of(stub))


class TestWhatIsSent:
    def test_a_schema_a_limit_and_no_temperature(self, stub: ModelStub, model: ChatModel) -> None:
        stub.will(stream_of(FINE))
        assert said(model, FORM) == FINE
        [request] = stub.requests
        bound = {"name": "answer", "strict": True, "schema": SCHEMA}
        assert request["response_format"] == {"type": "json_schema", "json_schema": bound}
        assert request["messages"][0]["content"] == "The rules."
        assert request["stream"] is True
        assert request["temperature"] == 0
        assert 0 < request["max_completion_tokens"] <= 10_000
        assert stub.headers[0]["authorization"] == f"Bearer {KEY}"

    def test_a_model_that_thinks_is_not_given_a_temperature(self, stub: ModelStub) -> None:
        stub.will(stream_of("Yes."))
        said(ChatModel(settings_of(stub, chat_model="openai:gpt-6-luna")))
        assert "temperature" not in stub.requests[0]

    @pytest.mark.parametrize(
        ("setting", "name"),
        [
            ("openai:llama3.1:8b", "llama3.1:8b"),
            ("llama3.1:8b", "llama3.1:8b"),
            ("hf.co/some/model-GGUF:Q4_K_M", "hf.co/some/model-GGUF:Q4_K_M"),
            ("meta-llama/llama-3.3-70b-instruct:free", "meta-llama/llama-3.3-70b-instruct:free"),
            ("qwen", "qwen"),
        ],
    )
    def test_the_name_of_a_model_may_hold_colons(
        self, stub: ModelStub, setting: str, name: str
    ) -> None:
        stub.will(stream_of("Yes."))
        said(ChatModel(settings_of(stub, chat_model=setting)))
        assert stub.requests[0]["model"] == name

    def test_only_what_langchain_knows_is_a_provider(self) -> None:
        assert set(_BUILTIN_PROVIDERS) >= PROVIDERS

    def test_what_is_refused_is_not_counted(self, stub: ModelStub, model: ChatModel) -> None:
        usage = TokenUsage()
        stub.will(REFUSED, stream_of(FINE))
        list(model.stream(MESSAGES, FORM, usage))
        sent = sum(len(message["content"]) for message in stub.requests[-1]["messages"])
        assert usage.characters == sent + len(FINE)


class TestAReplyInAForm:
    def test_is_asked_for_by_the_next_way_where_a_server_refuses_one(
        self, stub: ModelStub, model: ChatModel
    ) -> None:
        stub.will(REFUSED, REFUSED, NO_TOOLS, stream_of(FINE))
        assert said(model, FORM) == FINE
        by_schema, by_object, by_tool, by_prompt = stub.requests
        assert by_schema["response_format"]["type"] == "json_schema"
        assert by_object["response_format"] == {"type": "json_object", "schema": SCHEMA}
        [tool] = by_tool["tools"]
        assert tool["function"]["parameters"] == SCHEMA
        assert by_tool["tool_choice"] == {"type": "function", "function": {"name": "answer"}}
        assert not by_prompt.keys() & {"response_format", "tools", "tool_choice"}
        for request in (by_object, by_tool, by_prompt):
            assert request["messages"][0]["content"] == "The rules.\n\nWrite JSON like this."

    @pytest.mark.parametrize(
        "refusals", [[], [REFUSED], [REFUSED, REFUSED], [REFUSED, REFUSED, NO_TOOLS]]
    )
    def test_is_asked_for_by_the_way_that_has_worked_from_then_on(
        self, stub: ModelStub, model: ChatModel, refusals: list[Refusal]
    ) -> None:
        stub.will(*refusals, stream_of(FINE), stream_of(FINE))
        assert said(model, FORM) == FINE
        assert said(model, FORM) == FINE
        assert len(stub.requests) == len(refusals) + 2
        assert stub.requests[-1].keys() == stub.requests[-2].keys()

    def test_may_be_the_arguments_of_a_tool_call(self, stub: ModelStub, model: ChatModel) -> None:
        stub.will(REFUSED, REFUSED, Stream([FINE[:5], FINE[5:]], tool="answer"))
        assert said(model, FORM) == FINE

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (400, {"error": {"message": "Unsupported: response_format.type json_schema"}}),
            (
                422,
                {"detail": [{"loc": ["body", "response_format", "type"], "input": "json_schema"}]},
            ),
            (500, {"error": {"message": "failed to parse grammar"}}),
        ],
    )
    def test_is_refused_in_different_words(
        self, stub: ModelStub, status: int, body: dict[str, Any]
    ) -> None:
        stub.will(Refusal(status, body), stream_of(FINE))
        assert said(ChatModel(settings_of(stub, model_retries=0)), FORM) == FINE

    def test_is_asked_for_without_the_options_that_a_server_does_not_take(
        self, stub: ModelStub, model: ChatModel
    ) -> None:
        stub.will(
            Refusal.saying(400, "Unsupported value: 'temperature' does not support 0"),
            Refusal.saying(400, "Unrecognized request argument: max_completion_tokens"),
            stream_of(FINE),
            stream_of(FINE),
        )
        said(model, FORM)
        said(model, FORM)
        assert len(stub.requests) == 4
        assert not stub.requests[-1].keys() & {"temperature", "max_completion_tokens"}
        assert "response_format" in stub.requests[-1]

    def test_a_reply_that_would_be_too_long_for_a_limit_is_asked_for_without_one(
        self, stub: ModelStub, model: ChatModel
    ) -> None:
        stub.will(Refusal.saying(413, "Request too large: tokens per minute"), stream_of(FINE))
        assert said(model, FORM) == FINE
        assert "max_completion_tokens" not in stub.requests[-1]


class TestThinking:
    @pytest.mark.parametrize("size", [1, 7, 100_000])
    @pytest.mark.parametrize(
        ("text", "reply"),
        [
            ("<think>Hm. {}</think>Yes.", "Yes."),
            ("\n <THINK>\nHm. </b></think>\n\nYes.", "\n\nYes."),
            ("<think></think><thinking>Hm.</thinking>Yes.", "Yes."),
            (f"<think>{'Hm. ' * 8000}</think>Yes.", "Yes."),
            ("<think>Hm.", ""),
            ("<th", "<th"),
            ("<b>Yes</b> <think>", "<b>Yes</b> <think>"),
            (" " * 500 + "<think>", " " * 500 + "<think>"),
            ("Yes.", "Yes."),
        ],
    )
    def test_is_no_part_of_the_reply(
        self, stub: ModelStub, model: ChatModel, text: str, reply: str, size: int
    ) -> None:
        stub.will(stream_of(text, max(size, len(text) // 500)))
        assert said(model) == reply

    def test_without_end_is_left(self, stub: ModelStub, model: ChatModel) -> None:
        stub.will(Stream(["<think>", *["Hm. " * 5000] * 11], end="keepalive"))
        assert said(model) == ""


class TestTime:
    """The stub waits a hundredth of a second between two letters, and as good as for ever otherwise."""

    def test_a_reply_that_drips_ends_when_the_time_for_all_of_it_is_over(
        self, stub: ModelStub
    ) -> None:
        stub.will(Stream(["Yes"], end="drip"))
        pieces = ChatModel(settings_of(stub, model_timeout=0.1)).stream(MESSAGES)
        assert next(pieces) == "Yes"
        with pytest.raises(ModelError, match=r"had not finished its answer after 0\.2 seconds"):
            list(pieces)

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_server_that_asks_for_more_time_than_there_is_is_not_waited_for(
        self, stub: ModelStub, monkeypatch: pytest.MonkeyPatch, status: int
    ) -> None:
        monkeypatch.setattr(time, "sleep", pytest.fail)
        stub.will(Refusal(status, {}, {"retry-after": "20"}))
        with pytest.raises(ModelError):
            said(ChatModel(settings_of(stub, model_timeout=10)))
        assert len(stub.requests) == 1

    def test_a_server_that_asks_for_less_is(
        self, stub: ModelStub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []
        monkeypatch.setattr(time, "sleep", waits.append)
        stub.will(Refusal(429, {}, {"retry-after": "20"}), Refusal(503, {}, {}), stream_of("Yes."))
        assert said(ChatModel(settings_of(stub, model_timeout=30))) == "Yes."
        assert waits == [20, 1]

    def test_all_tries_and_ways_share_the_time(
        self, stub: ModelStub, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stub.will(REFUSED, Refusal.saying(503, "Busy"), Stream([], end="keepalive"))
        model = ChatModel(settings_of(stub, model_timeout=0.3, model_retries=5))
        with pytest.raises(ModelError, match=r"did not answer within 0\.3 seconds"):
            said(model, FORM)
        assert len(stub.requests) == 3


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_are_not_followed_so_that_nobody_else_gets_the_key_or_the_passages(
        self, stub: ModelStub, status: int
    ) -> None:
        with ModelStub().running() as other:
            elsewhere = other.url.replace("http://", "http://me:secret@")
            stub.will(Refusal.redirect(f"{elsewhere}/chat/completions", status))
            with pytest.raises(ModelSettingsError, match="OPENAI_BASE_URL") as caught:
                said(ChatModel(settings_of(stub)))
            assert f"{other.url}/chat/completions" in str(caught.value)
            assert "secret" not in str(caught.value)
            assert other.headers == []
        assert len(stub.requests) == 1


QUOTA = "You exceeded your current quota"


class TestFaults:
    @pytest.mark.parametrize(
        ("refusal", "words", "mendable"),
        [
            (Refusal.saying(401, f"Incorrect API key provided: {KEY}"), "OPENAI_API_KEY", True),
            (Refusal.saying(403, "No access"), "OPENAI_API_KEY", True),
            (Refusal.saying(404, "The model `stub` does not exist"), "model stub", True),
            (Refusal.saying(400, "invalid model id stub"), "FOOTNOTE_CHAT_MODEL", True),
            (Refusal(404, "<html>Not Found, a fine model page</html>"), "OPENAI_BASE_URL", True),
            (Refusal(405, {"detail": "Method Not Allowed"}), "OPENAI_BASE_URL", True),
            (Refusal.saying(400, "maximum context length is 512"), "FOOTNOTE_CONTEXT_BUDGET", True),
            (Refusal.saying(400, "No.", "content_filter"), "will not let", False),
            (Refusal.saying(400, "What?"), "did not accept", True),
            (Refusal.saying(429, QUOTA, "insufficient_quota"), "billing", True),
            (Refusal.saying(429, "Slow down"), "too busy", False),
            (Refusal.saying(500, "Oops"), "fault", False),
            (Refusal.saying(503, "Overloaded"), "fault", False),
            (Refusal(200, "<html>Welcome</html>"), "OPENAI_BASE_URL", False),
        ],
    )
    def test_each_is_told_in_a_sentence_without_the_key(
        self,
        stub: ModelStub,
        caplog: pytest.LogCaptureFixture,
        refusal: Refusal,
        words: str,
        mendable: bool,
    ) -> None:
        caplog.set_level(logging.INFO)
        stub.will(refusal)
        model = ChatModel(settings_of(stub, model_retries=0))
        with pytest.raises(ModelError, match=words) as caught:
            said(model)
        assert isinstance(caught.value, ModelSettingsError) is mendable
        assert KEY not in str(caught.value)
        assert KEY not in caplog.text
        assert caught.value.__suppress_context__
        assert len(stub.requests) == 1

    def test_what_a_server_says_is_escaped_in_the_log(
        self, stub: ModelStub, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, logger="retrieval")
        stub.will(Refusal.saying(401, "line\nline \x1b[31m" + "x" * 5000))
        with pytest.raises(ModelSettingsError):
            said(ChatModel(settings_of(stub)))
        [record] = [
            record for record in caplog.records if record.name == "retrieval.provider_errors"
        ]
        assert record.getMessage().isprintable()
        assert len(record.getMessage()) < 500

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_a_busy_server_is_asked_again_when_it_says(self, stub: ModelStub, status: int) -> None:
        stub.will(Refusal.saying(status, "busy"), Refusal.saying(status, "busy"), stream_of("Yes."))
        assert said(ChatModel(settings_of(stub, model_retries=2))) == "Yes."
        assert len(stub.requests) == 3

    def test_and_no_more_often_than_the_settings_allow(self, stub: ModelStub) -> None:
        stub.will(*[Refusal.saying(429, "busy")] * 3)
        with pytest.raises(ModelError, match="too busy"):
            said(ChatModel(settings_of(stub, model_retries=1)))
        assert len(stub.requests) == 2

    @pytest.mark.parametrize("end", ["silence", "keepalive"])
    @pytest.mark.parametrize("pieces", [[], ['{"answerable": true, "stat']])
    def test_a_model_that_falls_silent_is_not_waited_for(
        self, stub: ModelStub, end: str, pieces: list[str]
    ) -> None:
        stub.will(Stream(pieces, end))
        model = ChatModel(settings_of(stub, model_timeout=0.3, model_retries=3))
        with pytest.raises(ModelError, match="did not answer within"):
            said(model)

    def test_an_address_where_nothing_listens(self, stub: ModelStub) -> None:
        with ModelStub().running() as gone:
            address = gone.url.replace("http://", "http://me:secret@")
        model = ChatModel(settings_of(stub, openai_base_url=address, model_retries=0))
        with pytest.raises(ModelError, match=r"at http://127.0.0.1:\d+/v1 failed"):
            said(model)

    def test_an_address_that_is_none(self, stub: ModelStub) -> None:
        model = ChatModel(settings_of(stub, openai_base_url="nonsense", model_retries=0))
        with pytest.raises(ModelError, match="OPENAI_BASE_URL"):
            said(model)

    def test_no_key_is_needed_for_a_server_of_ones_own(self, stub: ModelStub) -> None:
        stub.will(stream_of("Yes."))
        assert said(ChatModel(settings_of(stub, openai_api_key=None))) == "Yes."

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"openai_api_key": None, "openai_base_url": None}, "OPENAI_API_KEY"),
            ({"chat_model": "cohere:command"}, "langchain-cohere"),
            ({"chat_model": "anthropic:claude"}, "ANTHROPIC_API_KEY"),
            ({"chat_model": "azure_openai:mine"}, "azure_openai .* lacks something"),
        ],
    )
    def test_settings_that_cannot_work(
        self, stub: ModelStub, changes: dict[str, Any], words: str
    ) -> None:
        with pytest.raises(ModelSettingsError, match=words):
            said(ChatModel(settings_of(stub, **changes)))
        assert stub.requests == []

    def test_check_makes_one_call_and_raises_the_same(self, stub: ModelStub) -> None:
        stub.will(stream_of("ready"))
        check(settings_of(stub))
        assert len(stub.requests) == 1
        stub.will(Refusal.saying(401, "no"))
        with pytest.raises(ModelSettingsError, match="OPENAI_API_KEY"):
            check(settings_of(stub))


def test_nothing_but_the_models_server_is_called_whatever_the_environment_says(
    stub: ModelStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ModelStub().running() as spy:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_GATEWAY"):
            monkeypatch.setenv(name, "true")
        for name in ("LANGSMITH_ENDPOINT", "OPENAI_API_BASE", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, spy.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "ls-key")
        stub.will(stream_of("Yes."))
        assert said(ChatModel(settings_of(stub))) == "Yes."
        wait_for_all_tracers()
        assert len(stub.requests) == 1
        assert stub.headers[0]["authorization"] == f"Bearer {KEY}"
        assert spy.headers == []


@pytest.mark.parametrize("provider", ["anthropic", "ollama"])
def test_a_provider_whose_extra_is_missing_is_told_with_the_command_that_installs_it(
    stub: ModelStub, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    for name in (f"langchain_{provider}", "langchain_community"):  # which stands in for some
        monkeypatch.setitem(sys.modules, name, None)
    model = f"{provider}:a-model:8b"
    with pytest.raises(ModelSettingsError, match=f"provider {provider} .* an extra") as caught:
        said(ChatModel(settings_of(stub, chat_model=model, anthropic_api_key=KEY)))
    assert install_command(provider) in str(caught.value)


def test_langchain_is_loaded_only_when_a_model_is_asked() -> None:
    code = (
        "import sys, retrieval.answers.generative.generative_answerer; "
        "loaded = {'langchain', 'langchain_core', 'langchain_openai', 'openai', 'langsmith'}; "
        "print(*loaded & set(sys.modules))"
    )
    root = ROOT
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True).strip() == ""
