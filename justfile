# The developer's manual: `just` lists it.

default:
    @just --list

# Install everything for development into .venv
setup:
    python3 -m venv .venv
    .venv/bin/pip install -c requirements.lock -e '.[test,dev]'

# Lint, types, the rooms' contract, spelling
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports
    .venv/bin/codespell

# All tests
test *args:
    .venv/bin/pytest {{args}}

# Compile the register and the compiled part of the vocabulary from a folder of public registers
compile folder:
    .venv/bin/kg register compile {{folder}}
    .venv/bin/python tools/compile_vocabulary.py {{folder}} ontology
    .venv/bin/python tools/compile_places.py {{folder}} ontology

# Measure a build: MB of XML and quads a second, memory, against parsing and loading alone
benchmark folder:
    .venv/bin/python benchmarks/build.py {{folder}}

# Measure each reader: MB a second against parsing alone, memory as the input doubles
benchmark-readers folder:
    .venv/bin/python benchmarks/readers.py {{folder}}

# Measure a network of 100,000 people and 2 million edges, and a smaller one beside plain networkx
benchmark-networks:
    .venv/bin/python benchmarks/networks.py

# Look for inputs that a reader does not bear (needs atheris)
fuzz reader seconds:
    .venv/bin/python tools/fuzz_readers.py {{reader}} {{seconds}}

# Pin the dependencies anew
lock:
    uv pip compile pyproject.toml --all-extras --universal --no-header --no-emit-index-url --no-annotate -o requirements.lock
