"""The projections: which two sorts of thing are joined, and what joins them.

Each end of an edge is a pattern of SPARQL that binds a thing (?from or ?to) and the unit in which it stands: a contribution,
a debate, one side of a division. Two things are joined as often as there are units in which both stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

End = Callable[[str], str]
"""The pattern of an end, by the name of the variable for its thing."""


AGENCIES = "hkg:Agency hkg:AgencyKind hkg:GovernmentDepartment hkg:PoliceForce hkg:RegionalOrganisedCrimeUnit"
"""The classes of what is named as an agency; a body has one of them."""


def speaker(end: str) -> str:
    return f"?unit hkg:speaker ?{end} ."


def party(end: str) -> str:
    return f"{speaker(f'{end}Speaker')} ?unit dcterms:isPartOf/dcterms:date ?{end}Day . {member_of(f'{end}Speaker', end, f'{end}Day')}"


def member_of(person: str, party: str, day: str) -> str:
    """Return the pattern of the party that a person is a member of on a day."""
    return (
        f"?{person} ^org:member ?{party}Membership . ?{party}Membership org:organization ?{party} ; schema:startDate ?{party}Start . "
        f"FILTER(?{party}Start <= ?{day}) "
        f"FILTER NOT EXISTS {{ ?{party}Membership schema:endDate ?{party}End FILTER(?{party}End <= ?{day}) }}"
    )


def constituency(end: str) -> str:
    return f"?unit hkg:inCapacity/hkg:constituency ?{end} ."


def person(end: str) -> str:
    return f"?unit hkg:mentions ?{end} . ?{end} a hkg:Person ."


def agency(end: str) -> str:
    return f"?unit hkg:mentions ?{end} . VALUES ?{end}Class {{ {AGENCIES} }} ?{end} a ?{end}Class ."


def issue(end: str) -> str:
    return f"?unit hkg:raises ?{end} ."


def who_asked(end: str) -> str:
    return f"?unit hkg:answers/hkg:speaker ?{end} ."


def speaker_of_debate(end: str) -> str:
    return f"?{end}Contribution hkg:speaker ?{end} ; dcterms:isPartOf ?unit ."


def voter(end: str) -> str:
    return f"?{end}Vote hkg:voter ?{end} ; hkg:voted ?side ; dcterms:isPartOf ?unit ."


def voter_either_way(end: str) -> str:
    return f"?{end}Vote hkg:voter ?{end} ; dcterms:isPartOf ?unit ."


@dataclass(frozen=True)
class Projection:
    """A network that can be made of a graph: who or what the ends of an edge are, and the unit that joins them.

    `unit` is the class of the units; `sides` tells that they are joined only on one side of it. `opportunity` is the
    pattern of the units in which a thing could have been joined, where those are more than it stands in.
    """

    name: str
    title: str
    explanation: str
    directed: bool
    kinds: tuple[str, str]
    source: End
    target: End
    unit: str = "Contribution"
    sides: bool = False
    opportunity: End | None = None

    @property
    def of_one_sort(self) -> bool:
        """Whether both ends are found by one pattern, so that an edge has no direction."""
        return self.source is self.target


PROJECTIONS: Mapping[str, Projection] = {
    projection.name: projection
    for projection in (
        Projection(
            "references",
            "who names whom",
            "From a speaker to each person whom a contribution names; by contributions.",
            True,
            ("Person", "Person"),
            speaker,
            person,
        ),
        Projection(
            "exchanges",
            "who answers whom",
            "From who answers to who asked; by answers.",
            True,
            ("Person", "Person"),
            speaker,
            who_asked,
        ),
        Projection(
            "speaker-issue",
            "who raises which issue",
            "From a speaker to each issue that a contribution raises; by contributions.",
            True,
            ("Person", "Issue"),
            speaker,
            issue,
        ),
        Projection(
            "speaker-agency",
            "who names which agency",
            "From a speaker to each agency that a contribution names; by contributions.",
            True,
            ("Person", "Agency"),
            speaker,
            agency,
        ),
        Projection(
            "agency-issue",
            "which agencies and issues are named together",
            "From an agency to each issue that a contribution names beside it; by contributions.",
            True,
            ("Agency", "Issue"),
            agency,
            issue,
        ),
        Projection(
            "constituency-issue",
            "which issues the members of a constituency raise",
            "From the seat that a speaker sits for to each issue that a contribution raises; by contributions.",
            True,
            ("Constituency", "Issue"),
            constituency,
            issue,
        ),
        Projection(
            "party-issue",
            "which issues the members of a party raise",
            "From the party of a speaker on that day to each issue that a contribution raises; by contributions.",
            True,
            ("Party", "Issue"),
            party,
            issue,
        ),
        Projection(
            "issue-issue",
            "which issues are named together",
            "Between two issues that one contribution raises; by contributions.",
            False,
            ("Issue", "Issue"),
            issue,
            issue,
        ),
        Projection(
            "agency-agency",
            "which agencies are named together",
            "Between two agencies that one contribution names; by contributions.",
            False,
            ("Agency", "Agency"),
            agency,
            agency,
        ),
        Projection(
            "co-debate",
            "who speaks in the same debates",
            "Between two people who speak in one debate; by debates.",
            False,
            ("Person", "Person"),
            speaker_of_debate,
            speaker_of_debate,
            unit="Debate",
        ),
        Projection(
            "co-vote",
            "who votes alike",
            "Between two people who vote on one side of a division, tellers too; by divisions.",
            False,
            ("Person", "Person"),
            voter,
            voter,
            unit="Division",
            sides=True,
            opportunity=voter_either_way,
        ),
    )
}
