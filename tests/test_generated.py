"""The generated platform is the same each time, and nothing is wrong with it."""

from __future__ import annotations

import pytest

from memory_project import MemoryProject
from platformgen.pipeline import compiled
from platforms.generated import generated


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_a_generated_platform_is_compiled_without_a_finding(count: int) -> None:
    compilation, found = compiled(MemoryProject(generated(count)))

    assert found == ()
    assert compilation is not None
    assert len(compilation.platform.components) == count


def test_a_generated_platform_is_always_the_same() -> None:
    assert generated(100) == generated(100)


def test_a_warning_about_many_names_the_first_of_them() -> None:
    files = {
        path: content.replace(b"ingress-nginx/nginx", b"nginx")
        for path, content in generated(100).items()
    }

    _, (found,) = compiled(MemoryProject(files))

    assert found.code == "PG047"
    assert "service-00004 and 95 more: nobody says" in found.what
