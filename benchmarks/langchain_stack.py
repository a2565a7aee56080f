"""What one writes with LangChain: Chroma and BM25, joined by reciprocal ranks, as its tutorials do.

It embeds with the library's own local model, and its chunks are the paragraphs of the documents, as the
library's are but for one in a thousand, which is so long that it is cut in two. It all needs the extra
`bench`.
"""

from __future__ import annotations

from pathlib import Path

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from retrieval.index.embedder import embed_locally

FOUND = 10
"""Chunks that each of its two retrievers finds."""


class LocalEmbeddings(Embeddings):
    """The library's local model, as LangChain asks for one."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts."""
        vectors: list[list[float]] = embed_locally(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self.embed_documents([text])[0]


def store_documents(corpus: Path, data: Path) -> int:
    """Read all files and have Chroma store their paragraphs; return how many there are."""
    documents = [
        Document(page_content=paragraph, metadata={"source": str(path.relative_to(corpus))})
        for path in sorted(corpus.rglob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").strip().split("\n\n")
    ]
    Chroma.from_documents(documents, LocalEmbeddings(), persist_directory=str(data))
    return len(documents)


def open_retriever(data: Path) -> EnsembleRetriever:
    """Open Chroma, make the index of BM25, which is kept nowhere, of what it holds, and join the two."""
    store = Chroma(persist_directory=str(data), embedding_function=LocalEmbeddings())
    stored = store.get()
    documents = [
        Document(page_content=text, metadata=about)
        for text, about in zip(stored["documents"], stored["metadatas"], strict=True)
    ]
    by_words = BM25Retriever.from_documents(documents, k=FOUND)
    by_meaning = store.as_retriever(search_kwargs={"k": FOUND})
    return EnsembleRetriever(retrievers=[by_words, by_meaning], weights=[0.5, 0.5])
