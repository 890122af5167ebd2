"""Linked data: every IRI under the base answers at its path, in the form that the client likes best."""
