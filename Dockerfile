# The bot and the command line. Each step is a script in docker/, which the tests run too.
#   docker build --build-arg EXTRAS=ocr,anthropic --tag footnote .
# The wheels need glibc 2.28, which Debian has and Alpine has not.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim-trixie AS build
ARG EXTRAS=
WORKDIR /src
COPY docker/compiler.sh docker/
RUN sh docker/compiler.sh
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY retrieval retrieval
COPY docker/install.sh docker/
RUN --mount=type=cache,target=/var/cache/pip \
    PIP_CACHE_DIR=/var/cache/pip EXTRAS="${EXTRAS}" sh docker/install.sh /opt/footnote

FROM python:${PYTHON}-slim-trixie
LABEL org.opencontainers.image.title="Footnote" \
      org.opencontainers.image.licenses="MIT"
COPY docker/user.sh docker/entrypoint.sh docker/healthcheck.py /opt/footnote/docker/
RUN sh /opt/footnote/docker/user.sh 10001
COPY --from=build /opt/footnote /opt/footnote
ENV PATH=/opt/footnote/bin:$PATH \
    HOME=/data \
    FOOTNOTE_CORPUS=/documents \
    FOOTNOTE_DATA=/data \
    FOOTNOTE_HEALTH_PORT=8080
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "/opt/footnote/docker/healthcheck.py"]
ENTRYPOINT ["/bin/sh", "/opt/footnote/docker/entrypoint.sh"]
CMD ["run"]
