from __future__ import annotations

import pytest

from diagram.samples import summary
from platformgen.diagram.trees import read_tree

TREE = "Shop\n├── Web Front\n│   └── Cart\n│\n└── Stock\n"


def test_each_entry_hangs_below_its_parent() -> None:
    graph = read_tree(TREE)

    assert graph is not None
    assert summary(graph)["edges"] == [
        "Shop  --  Web Front",
        "Web Front  --  Cart",
        "Shop  --  Stock",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("src\n├── main.py\n└── Readme\n", id="files"),
        pytest.param("app\n├── api\n└── web\n", id="folders"),
        pytest.param("App\n├── Api/\n└── Web\n", id="a folder"),
        pytest.param("App\n├── Api # the api\n├── web # x\n└── db # y\n", id="comments"),
        pytest.param("App\n├── Api\n└── Web\n\n2 directories, 0 files\n", id="counts"),
        pytest.param("App\n└── Api\n", id="one branch"),
        pytest.param("A\nB\nC\n├── D\n└── E\n", id="many roots"),
        pytest.param("        App\n├── Api Gate\n└── Web Front\n", id="a root inside"),
        pytest.param("App\n├─┬ Api\n│ └── Core\n└── Web\n", id="branches in names"),
        pytest.param("App\n├── Api ─┬─ Core\n└── Web Front\n", id="lines in names"),
        pytest.param("", id="nothing"),
    ],
)
def test_listings_are_no_trees(text: str) -> None:
    assert read_tree(text) is None
