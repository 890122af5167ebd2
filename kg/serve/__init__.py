"""A graph served: SPARQL, linked data, and pages for people; read-only, bounded, and safe behind a proxy."""
