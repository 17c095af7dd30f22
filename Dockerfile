# One image for every process: `web`, `worker`, `migrate` and `doctor` are commands of it.

FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /src
ENV UV_PROJECT_ENVIRONMENT=/opt/kindregards UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
# Dependencies change less often than our code: they are a layer of their own.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-default-groups --no-install-project
COPY . .
RUN uv sync --locked --no-default-groups --no-editable

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --create-home --home-dir /home/kindregards kindregards
COPY --from=build /opt/kindregards /opt/kindregards
ENV PATH=/opt/kindregards/bin:$PATH PYTHONUNBUFFERED=1 \
    KINDREGARDS_ENVIRONMENT=production KINDREGARDS_HOST=0.0.0.0 KINDREGARDS_PORT=8080 \
    KINDREGARDS_DATA_DIR=/home/kindregards/data
USER kindregards
WORKDIR /home/kindregards
EXPOSE 8080
ENTRYPOINT ["kindregards"]
CMD ["web"]
