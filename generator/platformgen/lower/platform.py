"""The whole spec as the model has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from platformgen.lower.component import Surroundings, component
from platformgen.lower.values import NOTHING, Entry, by_name, quantities
from platformgen.model import (
    Actor,
    Cluster,
    ExternalKeys,
    ExternalService,
    Flow,
    GatewayRouting,
    GeneratedKey,
    GitOps,
    IngressRouting,
    LimitRange,
    Lock,
    MadeBy,
    Namespace,
    ObjectFile,
    Patch,
    Platform,
    Quota,
    Secret,
    Step,
    System,
    Team,
    TextFile,
    TextKey,
    User,
)
from platformgen.model.platform import Routing


class Contents(Struct, frozen=True, kw_only=True):
    """What the files of the project hold that a spec or its pages name."""

    files: Mapping[str, str]
    """By path."""
    objects: Sequence[ObjectFile]
    """The user's Kubernetes objects, in the order of the spec."""
    pages: Sequence[TextFile]
    pages_of: Mapping[str, str]
    """The page that belongs to a component, by the component's name."""
    lock: Lock | None


def lowered(spec: Entry, contents: Contents, environment: str | None) -> Platform:
    """Return the model of a spec, with `environment` the name of what was laid over it."""
    said = spec["platform"]
    components = spec.get("components", NOTHING)
    cluster = _cluster(spec["cluster"])
    around = Surroundings(
        owner=said["owner"],
        domain=cluster.domain,
        profiles=spec.get("profiles", NOTHING),
        files=contents.files,
        pages=contents.pages_of,
        components=components,
    )
    return Platform(
        name=said["name"],
        title=said.get("title", said["name"]),
        description=said.get("description", ""),
        version=said.get("version", ""),
        updated=said.get("updated", ""),
        language=said.get("language", "en"),
        owner=said["owner"],
        contact=said.get("contact"),
        repository=said.get("repository"),
        issues=said.get("issues"),
        cluster=cluster,
        gitops=_gitops(spec["gitops"]) if "gitops" in spec else None,
        environment=environment,
        teams=tuple(_team(name, entry) for name, entry in by_name(spec, "teams")),
        users=tuple(_user(name, entry) for name, entry in by_name(spec, "users")),
        systems=tuple(
            _system(name, entry, said["owner"]) for name, entry in by_name(spec, "systems")
        ),
        namespaces=tuple(
            _namespace(name, entry, said["owner"]) for name, entry in by_name(spec, "namespaces")
        ),
        secrets=tuple(_secret(name, entry) for name, entry in by_name(spec, "secrets")),
        externals=tuple(
            _external(name, entry, said["owner"]) for name, entry in by_name(spec, "external")
        ),
        actors=tuple(_actor(name, entry) for name, entry in by_name(spec, "actors")),
        flows=tuple(_flow(name, entry) for name, entry in spec.get("flows", NOTHING).items()),
        components=tuple(
            component(name, entry, around) for name, entry in sorted(components.items())
        ),
        objects=tuple(contents.objects),
        patches=tuple(_patch(entry) for entry in spec.get("patches", ())),
        pages=tuple(contents.pages),
        lock=contents.lock,
    )


def _cluster(entry: Entry) -> Cluster:
    address = entry.get("address", ())
    return Cluster(
        provider=entry.get("provider"),
        context=entry["context"],
        kubernetes=entry["kubernetes"],
        domain=entry["domain"],
        addresses=(address,) if isinstance(address, str) else tuple(address),
        routing=_routing(entry.get("routing", NOTHING)),
    )


def _routing(entry: Entry) -> Routing:
    if "gateway" in entry:
        namespace, _, name = entry["gateway"].partition("/")
        return GatewayRouting(namespace=namespace, name=name)
    if "ingress" in entry:
        namespace, _, class_name = entry["ingress"].rpartition("/")
        return IngressRouting(class_name=class_name, namespace=namespace or None)
    return None


def _gitops(entry: Entry) -> GitOps:
    return GitOps(
        repository=entry["repository"],
        revision=entry.get("revision", "main"),
        path=entry["path"],
        mode=entry.get("mode", "files"),
    )


def _team(name: str, entry: Entry) -> Team:
    return Team(
        name=name,
        title=entry.get("title", name),
        description=entry.get("description", ""),
        parent=entry.get("parent"),
        email=entry.get("email"),
        members=tuple(entry.get("members", ())),
    )


def _user(name: str, entry: Entry) -> User:
    return User(name=name, title=entry.get("name", name), email=entry.get("email"))


def _system(name: str, entry: Entry, owner: str) -> System:
    return System(
        name=name,
        title=entry.get("title", name),
        description=entry.get("description", ""),
        owner=entry.get("owner", owner),
    )


def _namespace(name: str, entry: Entry, owner: str) -> Namespace:
    return Namespace(
        name=name,
        owner=entry.get("owner", owner),
        pod_security=entry.get("podSecurity", "restricted"),
        isolated=entry.get("network", "isolated") == "isolated",
        quota=_quota(entry["quota"]) if "quota" in entry else None,
        limit_range=_limit_range(entry["limitRange"]) if "limitRange" in entry else None,
    )


def _quota(entry: Entry) -> Quota:
    storage = entry.get("storage")
    return Quota(
        requests=quantities(entry.get("requests")),
        limits=quantities(entry.get("limits")),
        pods=entry.get("pods"),
        storage=None if storage is None else str(storage),
    )


def _limit_range(entry: Entry) -> LimitRange:
    return LimitRange(
        default=quantities(entry.get("default")),
        default_request=quantities(entry.get("defaultRequest")),
        minimum=quantities(entry.get("min")),
        maximum=quantities(entry.get("max")),
    )


def _secret(name: str, entry: Entry) -> Secret:
    origin: tuple[GeneratedKey | TextKey, ...] | ExternalKeys | MadeBy
    if "external" in entry:
        external = entry["external"]
        origin = ExternalKeys(
            store=external["store"], path=external["path"], keys=tuple(external["keys"])
        )
    elif "madeBy" in entry:
        origin = MadeBy(component=entry["madeBy"])
    else:
        origin = tuple(_key(key, each) for key, each in by_name(entry, "keys"))
    return Secret(name=name, namespace=entry["namespace"], origin=origin)


def _key(key: str, entry: Entry) -> GeneratedKey | TextKey:
    if "text" in entry:
        return TextKey(key=key, text=entry["text"])
    return GeneratedKey(key=key, length=entry.get("generate", 32))


def _external(name: str, entry: Entry, owner: str) -> ExternalService:
    return ExternalService(
        name=name,
        title=entry.get("title", name),
        description=entry.get("description", ""),
        address=entry.get("address"),
        port=entry.get("port"),
        owner=entry.get("owner", owner),
    )


def _actor(name: str, entry: Entry) -> Actor:
    return Actor(name=name, title=entry.get("title", name), icon=entry.get("icon", ""))


def _flow(name: str, entry: Entry) -> Flow:
    return Flow(
        name=name,
        title=entry.get("title", name),
        description=entry.get("description", ""),
        steps=tuple(
            Step(source=each["from"], target=each["to"], label=each.get("label", ""))
            for each in entry["steps"]
        ),
    )


def _patch(entry: Entry) -> Patch:
    kind, *namespace, name = entry["target"].split("/")
    return Patch(
        kind=kind,
        namespace=namespace[0] if namespace else None,
        name=name,
        patch=entry["patch"],
    )
