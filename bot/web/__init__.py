"""What is served over HTTP: health, metrics, and Telegram's webhook; one web stack, Starlette on uvicorn."""
