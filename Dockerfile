# Build:  docker build -t liaison-bot .
#         A mirror: --build-arg PYTHON_IMAGE=… --build-arg PIP_INDEX_URL=…
# Run:    docker run --init --read-only --tmpfs /tmp -v liaison:/data --stop-timeout 30 \
#             -e LIAISON_BOT_TOKEN_FILE=/data/token liaison-bot
# Any Debian-based image with Python 3.11 or newer will do; both stages need the same one, as the environment is copied.
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS builder
# No default: pip then asks where it is configured to ask. It stays in this stage and is not in the image.
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src
# Without pip in it: the running program installs nothing.
RUN python -m venv --without-pip /opt/liaison
COPY requirements.lock ./
RUN pip --python /opt/liaison/bin/python install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY scheduler/ scheduler/
COPY models/ models/
COPY locales/ locales/
RUN pip --python /opt/liaison/bin/python install --no-deps --no-index --no-build-isolation .

FROM ${PYTHON_IMAGE}
RUN groupadd --system --gid 10001 liaison \
    && useradd --system --uid 10001 --gid liaison --no-create-home --home-dir /data --shell /usr/sbin/nologin liaison \
    && install -d -o liaison -g liaison -m 0750 /data
COPY --from=builder /opt/liaison /opt/liaison
# Modules were compiled when they were installed; nothing is written outside /data and /tmp.
ENV PATH=/opt/liaison/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LIAISON_DATABASE_URL=sqlite:////data/liaison.db \
    LIAISON_HTTP_LISTEN=0.0.0.0:8081
WORKDIR /data
VOLUME /data
EXPOSE 8081
# Numeric, so that an orchestrator can see that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
# Healthy without asking where the operator has switched the address off; no proxy on the way to ourselves.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; host, _, port = os.environ.get('LIAISON_HTTP_LISTEN', '').rpartition(':'); host = '127.0.0.1' if host in ('', '0.0.0.0', '[::]') else host; port and web.build_opener(web.ProxyHandler({})).open(f'http://{host}:{port}/healthz', timeout=4)"]
ENTRYPOINT ["liaison-bot"]
CMD ["run"]
