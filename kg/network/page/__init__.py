"""A network as one page: to zoom, search, filter, and click through to the words."""

from kg.network.page.write import page, write_page

__all__ = ["page", "write_page"]
