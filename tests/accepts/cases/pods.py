"""Pods and their containers."""

from __future__ import annotations

from typing import Final

from accepts.cases.case import GONE, Case, rows

_ESCALATION: Final = "cannot be kept from more privileges"
_PREFERRED: Final = "affinity|podAntiAffinity|preferredDuringSchedulingIgnoredDuringExecution"
_SOURCE: Final = {"name": "x", "key": "k"}

PODS: Final = rows(
    "Deployment",
    "spec|template|spec|",
    ("containers|0|image", GONE, "the field 'image' is missing"),
    ("containers|0|env|0|valueFrom", {"secretKeyRef": _SOURCE}, "a variable with a value has no"),
    ("containers|0|env|1|valueFrom", {}, "these are set: none"),
    (
        "containers|0|env|1|valueFrom|configMapKeyRef",
        _SOURCE,
        "secretKeyRef or fileKeyRef is needed, these are set: configMapKeyRef, secretKeyRef",
    ),
    ("containers|0|env|1|valueFrom|secretKeyRef|name", GONE, "the field 'name' is missing"),
    ("containers|0|env|2|valueFrom|fieldRef|fieldPath", "status.hostIp", "mean 'status.hostIP'?"),
    ("containers|0|env|2|valueFrom|fieldRef|fieldPath", "metadata.labels['a']", ""),
    ("containers|0|env|0|name", "A=B", "'A=B' is not printable ASCII characters but '='"),
    ("containers|0|env|0|name", "a b", ""),
    ("containers|0|envFrom|0|secretRef", {"name": "x"}, "these are set: configMapRef, secretRef"),
    ("containers|0|envFrom|0|configMapRef", {}, "the field 'name' is missing"),
    ("containers|0|ports|1|name", "http", "a port before this one has the name 'http'"),
    ("containers|0|ports|1|name", "123", "at least one letter"),
    ("containers|0|ports|1|name", "a--b", "single hyphens"),
    ("containers|0|ports|1|name", GONE, ""),
    ("containers|0|ports|1", {"containerPort": 8080, "protocol": "UDP"}, ""),
    ("containers|0|readinessProbe|exec", {"command": ["a"]}, "these are set: exec, httpGet"),
    ("containers|0|readinessProbe|httpGet", GONE, "these are set: none"),
    ("containers|0|readinessProbe|terminationGracePeriodSeconds", 5, "a readiness probe ends no"),
    ("containers|0|livenessProbe|successThreshold", 2, "a livenessProbe succeeds at the first"),
    ("containers|0|livenessProbe|successThreshold", 1, ""),
    ("containers|0|livenessProbe|exec", {}, "the field 'command' is missing"),
    ("containers|0|lifecycle|preStop|exec", {"command": ["a"]}, "these are set: exec, sleep"),
    ("containers|0|lifecycle|postStart", {"exec": {"command": ["a"]}}, ""),
    ("containers|0|lifecycle|preStop|sleep|seconds", 31, "31 is not from 0 to the pod's grace"),
    ("containers|0|lifecycle|preStop|sleep|seconds", 30, ""),
    ("containers|0|resources|requests|memory", "1Gi", "more than the limit of 128Mi"),
    ("containers|0|resources|requests|memory", "134217728", ""),
    ("containers|0|resources|requests|cpu", "1000m", ""),
    ("containers|0|resources|requests|cpu", "-1", "-1 is less than 0"),
    ("containers|0|resources|requests|gpu", 1, "'gpu' is not a resource of a container: cpu,"),
    ("containers|0|resources|limits|example.com/gpu", 1, ""),
    ("containers|0|resources|limits|example.com/gpu", "1.5", "is counted in whole numbers"),
    ("containers|0|securityContext|privileged", True, f"a privileged container {_ESCALATION}"),
    (
        "containers|0|securityContext|capabilities|add",
        ["CAP_SYS_ADMIN"],
        f"a container with CAP_SYS_ADMIN {_ESCALATION}",
    ),
    ("containers|0|securityContext|capabilities|add", ["NET_ADMIN"], ""),
    ("containers|0|securityContext|seccompProfile", {"type": "Localhost"}, "needs the field"),
    (
        "containers|0|securityContext|seccompProfile",
        {"type": "RuntimeDefault", "localhostProfile": "a"},
        "localhostProfile goes with the type Localhost only",
    ),
    (
        "containers|0|securityContext|seccompProfile",
        {"type": "Localhost", "localhostProfile": "a"},
        "",
    ),
    ("containers|0|volumeMounts|0|name", "tpm", "there is no volume 'tpm'; did you mean 'tmp'?"),
    ("containers|0|volumeMounts|0|mountPath", "a:b", ""),
    ("containers|0|volumeMounts|1|subPath", "../b", "a path here has no '..'"),
    ("containers|0|volumeMounts|1|subPath", "/b", "a path inside the volume has no '/' first"),
    ("containers|0|volumeMounts|1|subPath", "a..b", ""),
    ("containers|0|volumeMounts|1|subPathExpr", "$(A)", "exclude each other"),
    ("initContainers|0|readinessProbe", {"tcpSocket": {"port": 1}}, "no sidecar has no readiness"),
    ("initContainers|0|lifecycle", {"preStop": {"sleep": {"seconds": 1}}}, "has no lifecycle"),
    ("initContainers|1|name", "shop", "a container of this pod has the name 'shop' too"),
    ("volumes|0|hostPath", {"path": "/a"}, "these are set: emptyDir, hostPath"),
    ("volumes|0|emptyDir", GONE, ""),
    ("volumes|0|emptyDir|sizeLimit", "-1", "-1 is less than 0"),
    ("volumes|1|configMap|items|0|path", "../a", "a path here has no '..'"),
    ("volumes|1|configMap|name", GONE, "the field 'name' is missing"),
    ("volumes|2|secret|secretName", GONE, "the field 'secretName' is missing"),
    ("volumes|2|secret|defaultMode", 0o1000, "512 is more than 511"),
    ("volumes|4|projected|sources|0|serviceAccountToken|expirationSeconds", 599, "at least 600"),
    ("volumes|4|projected|sources|0|serviceAccountToken|path", "/a", "has no '/' first"),
    ("volumes|4|projected|sources|0|secret", {"name": "a"}, "set: serviceAccountToken, secret"),
    ("volumes|4|projected|sources|1|configMap", {}, "the field 'name' is missing"),
    ("volumes|5", {"name": "h", "hostPath": {"path": "/a/../b"}}, "a path here has no '..'"),
    ("volumes|5", {"name": "h", "hostPath": {"path": "/a"}}, ""),
    ("hostAliases|0|ip", "10.1.2", "'10.1.2' is not an IP address"),
    ("hostAliases|0|ip", "fe80::1%eth0", "is not an IP address"),
    ("hostAliases|0|ip", "fd00::1", ""),
    ("dnsPolicy", "None", "a name server is needed in dnsConfig.nameservers"),
    ("shareProcessNamespace", True, ""),
    ("tolerations|0|value", "b", "with the operator Exists there is no value"),
    ("tolerations|0|tolerationSeconds", 5, "goes with the effect NoExecute only"),
    ("tolerations|0|key", "a b", "'a b' is not a name of up to 63"),
    ("tolerations|0", {"operator": "Exists"}, ""),
    ("tolerations|0", {"operator": "Equal"}, "without a key the operator is Exists"),
    ("topologySpreadConstraints|0|whenUnsatisfiable", "ScheduleAnyway", "minDomains goes with"),
    ("restartPolicy", "OnFailure", "the pods of this kind restart Always"),
    ("activeDeadlineSeconds", 5, "the pods of this kind have no deadline"),
    ("containers", GONE, "the field 'containers' is missing"),
    (
        f"{_PREFERRED}|0|podAffinityTerm|labelSelector|matchExpressions|0|operator",
        "Exists",
        "the operator Exists has no values",
    ),
    (
        "affinity|podAffinity",
        {
            "requiredDuringSchedulingIgnoredDuringExecution": [
                {
                    "topologyKey": "a",
                    "labelSelector": {"matchExpressions": [{"key": "a", "operator": "NotIn"}]},
                }
            ]
        },
        "the operator NotIn needs a value",
    ),
)
_DEBUGGER: Final = {"name": "debug", "image": "debug"}
MORE_PODS: Final = (
    Case(
        base="Deployment",
        changes={
            "spec|template|spec|hostPID": True,
            "spec|template|spec|shareProcessNamespace": True,
        },
        said="the processes of the host cannot be shared as the pod's own",
    ),
    Case(
        base="Deployment",
        changes={
            "spec|template|spec|hostNetwork": True,
            "spec|template|spec|containers|0|ports|0|hostPort": 80,
        },
        said="on the host's network the two ports are one",
    ),
    Case(
        base="Deployment",
        changes={
            "spec|template|spec|hostNetwork": True,
            "spec|template|spec|containers|0|ports|0|hostPort": 8080,
        },
        said="",
    ),
    Case(
        base="Deployment",
        changes={
            "spec|template|spec|dnsPolicy": "None",
            "spec|template|spec|dnsConfig": {"nameservers": ["10.0.0.10"]},
        },
        said="",
    ),
    *rows("Pod", "spec|", ("containers|0|image", "a ", "has spaces around it")),
    *rows(
        "Pod", "spec|", ("ephemeralContainers", [_DEBUGGER], "debug containers are added to a pod")
    ),
)
