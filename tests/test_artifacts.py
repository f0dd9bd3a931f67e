"""The outputs of a build, as a mapping from their paths to their bytes."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from platformgen.artifact import Artifact, ArtifactSet

A, B = PurePosixPath("a/x"), PurePosixPath("b")


def test_artifacts_stand_in_the_order_of_their_paths() -> None:
    made = ArtifactSet.of([Artifact(B, b"2"), Artifact(A, b"1")])

    assert (len(made), list(made.items())) == (2, [(A, b"1"), (B, b"2")])


def test_two_artifacts_at_one_path_are_our_mistake() -> None:
    with pytest.raises(AssertionError, match="two emitters write b"):
        ArtifactSet.of([Artifact(B, b"1"), Artifact(B, b"2")])
