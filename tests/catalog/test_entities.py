from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

import sample_platforms
from platformgen.artifact import ArtifactSet
from platformgen.catalog import ORGANISATION, Entity, entities
from platformgen.catalog.annotations import RESERVED
from platformgen.emit import catalog, hosts, portal
from platformgen.kubernetes.portal import CHUNK_BYTES
from platformgen.model import Platform

EXPECTED = Path(__file__).parent / "expected"
PLATFORMS = {
    "awkward": sample_platforms.awkward,
    "guide": sample_platforms.guide,
    "shop": sample_platforms.shop,
}
FULL_REF = re.compile(r"[a-z]+:default/[A-Za-z0-9._-]+")
RELATIONS = (
    *("owner", "system", "domain", "parent", "children", "members", "memberOf"),
    *("dependsOn", "providesApis", "consumesApis"),
)


@pytest.fixture(params=sorted(PLATFORMS))
def platform(request: pytest.FixtureRequest) -> Platform:
    return PLATFORMS[request.param]()


def written(platform: Platform) -> ArtifactSet:
    emitters = (catalog, hosts, portal)
    return ArtifactSet.of(artifact for each in emitters for artifact in each.emit(platform))


def refs(entity: Entity) -> Iterator[str]:
    spec = entity.document["spec"]
    assert isinstance(spec, Mapping)
    for relation in RELATIONS:
        value = spec.get(relation, ())
        yield from [value] if isinstance(value, str) else value
    yield from filter(None, [annotated(entity).get("backstage.io/techdocs-entity")])


def annotated(entity: Entity) -> Mapping[str, str]:
    metadata = entity.document["metadata"]
    assert isinstance(metadata, Mapping)
    found: Mapping[str, str] = metadata.get("annotations", {})
    return found


def ref(entity: Entity) -> str:
    metadata = entity.document["metadata"]
    assert isinstance(metadata, Mapping)
    return f"{entity.kind}:default/{metadata['name']}".lower()


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_a_platform_gives_the_files_that_were_read_and_approved(
    name: str, *, update_golden: bool
) -> None:
    artifacts = written(PLATFORMS[name]())
    folder = EXPECTED / name
    if update_golden:
        for path, content in artifacts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    approved = {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {str(path): content.decode() for path, content in artifacts.items()} == approved


def test_every_reference_is_full_and_names_an_entity(platform: Platform) -> None:
    found = entities(platform)
    known = {ref(each) for each in found}
    named = [each for entity in found for each in refs(entity)]

    assert [each for each in named if not FULL_REF.fullmatch(each)] == []
    assert {each.lower() for each in named} <= known


def test_no_two_entities_have_one_reference(platform: Platform) -> None:
    counts = Counter(ref(each) for each in entities(platform))

    assert [name for name, count in counts.items() if count > 1] == []


def test_all_yaml_names_every_file_but_the_organisation(platform: Platform) -> None:
    entry, *rest = entities(platform)
    spec = entry.document["spec"]
    assert isinstance(spec, Mapping)
    files = {each.path for each in rest} - {ORGANISATION}

    assert {f"catalog/{target.removeprefix('./')}" for target in spec["targets"]} == files


def test_only_kinds_that_need_a_rule_stand_in_the_organisation(platform: Platform) -> None:
    kinds = {each.kind for each in entities(platform) if each.path == ORGANISATION}

    assert kinds <= {"Domain", "Group", "User"}


def test_no_entity_has_a_reserved_annotation_or_a_placeholder(platform: Platform) -> None:
    keys = {key for each in entities(platform) for key in annotated(each)}

    assert not keys & set(RESERVED)
    assert not [key for key in keys if key.startswith("$")]


def test_every_entity_says_where_in_the_spec_it_comes_from(platform: Platform) -> None:
    roots = {each.place[0] for each in entities(platform)}

    assert roots <= {"platform", "teams", "users", "systems", "components", "external"}


def test_an_environment_has_no_catalog_of_its_own(platform: Platform) -> None:
    assert list(catalog.emit(replace(platform, environment="prod"))) == []


def test_an_environment_builds_under_its_own_folder() -> None:
    paths = {str(path) for path in written(replace(PLATFORMS["guide"](), environment="prod"))}

    assert paths == {"build/env/prod/hosts", "build/env/prod/backstage/app-config.yaml"}


def mounted(platform: Platform) -> dict[str, str]:
    listed = entities(platform)
    files = catalog.mounted_files(listed[0], catalog.catalog_files(listed))
    return {str(each.path): each.content.decode() for each in files}


def documents(texts: Iterable[str]) -> list[object]:
    found = (each for text in texts for each in yaml.safe_load_all(text))
    return [each for each in found if each["kind"] != "Location"]


def test_the_pods_get_the_same_entities_in_few_files_of_one_folder(platform: Platform) -> None:
    apart = (each.content.decode() for each in catalog.emit(platform))

    together = mounted(platform)

    (entry,) = yaml.safe_load_all(together["catalog/all.yaml"])
    names = [f"catalog/{each.removeprefix('./')}" for each in entry["spec"]["targets"]]
    assert {*names, "catalog/all.yaml", ORGANISATION} == set(together)
    found, expected = documents(together.values()), documents(apart)
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_a_large_catalog_is_as_many_files_as_config_maps_have_to_hold_it() -> None:
    components = [
        sample_platforms.component(f"c{number}", description="x" * 900) for number in range(500)
    ]

    together = mounted(sample_platforms.platform(*components))

    texts = [text for path, text in together.items() if "/entities-" in path]
    assert 3 <= len(texts) <= 6
    assert max(map(len, texts)) <= CHUNK_BYTES


def test_a_catalog_of_nothing_is_an_entry_that_names_nothing() -> None:
    entry = entities(sample_platforms.guide())[0]

    (only,) = catalog.mounted_files(entry, ())

    assert yaml.safe_load(only.content)["spec"] == {"targets": []}
