# Lane Steward as a container: browser files, then Python packages, then the program, no root.
FROM node:22-bookworm-slim AS browser
WORKDIR /house
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM python:3.12-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements.txt

FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-cjk fonts-noto-core postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /home/steward steward \
    && install -d -o steward -g steward /srv/photos
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NUMBA_CACHE_DIR=/tmp/numba \
    PHOTO_DIR=/srv/photos
WORKDIR /house
COPY --from=packages /venv /venv
COPY . .
COPY --from=browser /house/node_modules node_modules
RUN python bin/container.py build && rm -rf node_modules
USER steward
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "bin/container.py", "healthy"]
CMD ["python", "bin/container.py", "web"]
