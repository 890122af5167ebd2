"""An endpoint gives the network that the graph gives; one that keeps rows back is refused."""

import pytest

from kg.errors import QueryError
from kg.network import PROJECTIONS, filters_of, network, network_at, of_endpoint
from kg.store import Graph
from tests.network.endpoint import endpoint


@pytest.mark.parametrize("name", PROJECTIONS)
def test_an_endpoint_gives_the_same_network(small: Graph, name: str) -> None:
    with endpoint(small) as url:
        source = of_endpoint(url)
        made = network_at(source, name, filters_of(source))
        expected = network(small, name)
        assert list(made.nodes(data=True)) == list(expected.nodes(data=True))
        assert list(made.edges(data=True)) == list(expected.edges(data=True))
        assert made.graph == expected.graph


def test_an_endpoint_knows_names_and_filters(small: Graph) -> None:
    with endpoint(small) as url:
        source = of_endpoint(url)
        filters = filters_of(source, house="Commons", parties=["Green"], issue="crime", stated=True)
        made = network_at(source, "references", filters)
        expected = network(small, "references", house="Commons", parties=["Green"], issue="crime", stated=True)
        assert dict(made.edges) == dict(expected.edges)
        assert made.number_of_edges() == 1


def test_an_endpoint_that_keeps_rows_back_is_refused(small: Graph) -> None:
    with endpoint(small, most=3) as url:
        source = of_endpoint(url)
        with pytest.raises(QueryError) as error:
            network_at(source, "references", filters_of(source))
        assert str(error.value) == (
            f"{url}: the endpoint cut its answer to 3 rows; "
            "raise its limit or narrow the network with --from and --until"
        )
