"""The reference that travels with the machine: the smallest Flask there is, in an application of its own."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"
