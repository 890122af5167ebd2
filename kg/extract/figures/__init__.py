"""Find the figures that somebody gives: money, shares, percentages, measures, durations and counts.

A figure is a claim of the speaker. It runs from its qualifier through number and unit to what is counted
or measured, where that follows directly: "more than £25 million", "300 kg of cocaine", "411 fewer officers".

- "From 120 to 87" is two figures; "between 10 and 20", "10 to 20", "10-20" are one, with minimum and maximum.
- "At least" and "up to" include their number, which is minimum or maximum too; "more than" does not.
- "Tens of thousands" has a minimum and no value; "thousands", "doubled" and "a record sum" are no figures.
- A period in its own words ("in the last eight years", "since 2013", "a week") belongs to its figure.
- Ages, adjectives ("a two-year visa", "the 2 metre rule") and what a speaker is about to say ("three points")
  are not figures, nor is a small number after an article, possessive or demonstrative ("the two Houses").
"""

from kg.extract.figures.find import figures

__all__ = ["figures"]
