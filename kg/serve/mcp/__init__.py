"""A server of the Model Context Protocol (https://modelcontextprotocol.io) over a graph: read-only, every answer with its citation.

The SDK is an optional extra; `server` alone imports it.
"""

from importlib.util import find_spec
from pathlib import Path

from kg.errors import UsageError


def serve(path: Path, timeout: float) -> None:
    """Serve a graph over standard input and output until that ends.

    Raises UsageError where the extra is not installed, GraphError where there is no graph.
    """
    if find_spec("mcp") is None or find_spec("mcp.server.mcpserver") is None:
        raise UsageError("kg mcp needs the extra mcp", mend="install it: pip install 'hansard-kg[mcp]'")
    from kg.serve.mcp.server import serve_mcp

    serve_mcp(path, timeout)
