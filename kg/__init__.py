"""hansard-kg: what is said in the UK Parliament, as a graph in which every statement leads back to its words.

>>> import kg
>>> report = kg.build(["examples/regional-organised-crime-units.txt"], "hansard.kg")  # doctest: +SKIP
>>> graph = kg.open("hansard.kg")                                                      # doctest: +SKIP
>>> graph.query("SELECT ?person WHERE { ?contribution hkg:mentions ?person }")         # doctest: +SKIP
"""
