"""What runs pods, and what scales it."""

from __future__ import annotations

from typing import Final

from accepts.cases.case import GONE, Case, rows

WORKLOADS: Final = (
    *rows(
        "Deployment",
        "spec|",
        ("selector|matchLabels|app", "store", "asks for 'app=store', which the pods of this"),
        ("selector|matchLabels", {}, "an empty selector would select every pod"),
        (
            "selector|matchExpressions",
            [{"key": "app", "operator": "In", "values": ["shop", "store"]}],
            "",
        ),
        (
            "selector|matchExpressions",
            [{"key": "app", "operator": "NotIn", "values": ["shop"]}],
            "the selector asks for other labels",
        ),
        ("selector|matchExpressions", [{"key": "app", "operator": "Exists"}], ""),
        ("selector|matchExpressions", [{"key": "web", "operator": "DoesNotExist"}], ""),
        ("strategy|type", "Recreate", "rollingUpdate does not go with the type Recreate"),
        ("strategy|rollingUpdate|maxSurge", 0, "nothing could ever be replaced"),
        ("strategy|rollingUpdate|maxSurge", "0%", "nothing could ever be replaced"),
        ("strategy|rollingUpdate|maxSurge", GONE, ""),
        ("strategy|rollingUpdate|maxUnavailable", "101%", "'101%' is neither a count nor"),
        ("strategy|rollingUpdate|maxUnavailable", "100%", ""),
        ("strategy|rollingUpdate|maxUnavailable", "5", "'5' is neither a count nor a percentage"),
        ("strategy|rollingUpdate|maxUnavailable", -1, "-1 is neither a count nor a percentage"),
        ("progressDeadlineSeconds", 5, "the deadline must be longer than minReadySeconds"),
        ("progressDeadlineSeconds", 6, ""),
    ),
    *rows(
        "DaemonSet",
        "spec|updateStrategy|",
        ("rollingUpdate|maxUnavailable", 0, "nothing could ever be replaced"),
        ("type", "OnDelete", ""),
    ),
    *rows("ReplicaSet", "spec|", ("template", GONE, "the field 'template' is missing")),
    *rows(
        "StatefulSet",
        "spec|",
        ("template|spec|containers|0|volumeMounts|0|name", "data", ""),
        ("volumeClaimTemplates|0|metadata|name", "Data", "'Data' is not lower-case letters"),
        ("volumeClaimTemplates|0|spec|accessModes", GONE, "the field 'accessModes' is missing"),
        ("volumeClaimTemplates|0|spec|resources", GONE, "says how much storage it requests"),
        ("updateStrategy|type", "OnDelete", "rollingUpdate goes with the type RollingUpdate only"),
    ),
    *rows(
        "StatefulSet", "metadata|", ("name", "a.b", "'a.b' is not lower-case letters, digits and")
    ),
    *rows(
        "Job",
        "spec|",
        ("template|spec|restartPolicy", "Always", "restart OnFailure or Never"),
        ("template|spec|restartPolicy", GONE, "where nothing is said it is Always"),
        ("template|spec|restartPolicy", "OnFailure", ""),
        ("selector", {"matchLabels": {"app": "shop"}}, "Kubernetes makes the selector of a job"),
        ("completions", GONE, ""),
    ),
    *rows("Job", "metadata|", ("name", "a.b", "'a.b-0', the name of a pod, is not lower-case")),
    *rows("Job", "metadata|", ("name", "a" * 61, ""), ("name", "a" * 62, "the name of a pod")),
    Case(
        base="Job",
        changes={"spec|completionMode": "NonIndexed", "metadata|name": "a" * 64},
        said="this has 64 characters, more than 63",
    ),
    Case(
        base="Job", changes={"spec|completionMode": "NonIndexed", "metadata|name": "a.b"}, said=""
    ),
    Case(
        base="Job",
        changes={"spec|completions": GONE, "spec|parallelism": 2},
        said="an Indexed job with parallelism says how many completions it needs",
    ),
    *rows(
        "CronJob",
        "spec|",
        ("schedule", "* * * *", "has five fields (minute, hour, day of the month, month, day of"),
        ("schedule", "60 * * * *", "'60' is no minute from 0 to 59"),
        ("schedule", "*/0 * * * *", "'*/0' is no minute"),
        ("schedule", "*/15 0-6,20 1 jan MON-fri", ""),
        ("schedule", "5-1 * * * *", "'5-1' is no minute"),
        ("schedule", "1-2-3 * * * *", "'1-2-3' is no minute"),
        ("schedule", "a * * * *", "'a' is no minute"),
        ("schedule", "* * * * 7", "'7' is no day of the week from 0 to 6"),
        ("schedule", "@daily", ""),
        ("schedule", "@every 1h30m", ""),
        ("schedule", "@dayly", "'@dayly' is not one of @annually, @daily, @hourly"),
        ("schedule", "TZ=UTC * * * * *", "the time zone stands in the field 'timeZone'"),
        ("timeZone", "Local", "'Local' is not the name of a time zone"),
        ("timeZone", "Etc/UTC", ""),
    ),
    *rows("CronJob", "metadata|", ("name", "a" * 52, ""), ("name", "a" * 53, "more than 52")),
)

SCALING: Final = (
    *rows(
        "PodDisruptionBudget",
        "spec|",
        ("maxUnavailable", 1, "minAvailable and maxUnavailable exclude each other"),
        ("minAvailable", "50%", ""),
        ("minAvailable", "half", "'half' is neither a count nor a percentage"),
    ),
    *rows(
        "HorizontalPodAutoscaler",
        "spec|",
        ("maxReplicas", 1, "maxReplicas is less than minReplicas"),
        ("maxReplicas", 2, ""),
        ("minReplicas", 0, "0 is less than 1"),
        ("scaleTargetRef|apiVersion", "apps", "'apps' names no group, such as 'apps/v1'"),
        ("metrics|0|type", "Pods", "the type Pods goes with the field 'pods' and no other"),
        ("metrics|0|resource|target|averageValue", "1", "averageUtilization, averageValue"),
        ("metrics|0|resource|target", {"type": "Utilization"}, "these are set: none"),
        ("metrics|1|pods|target", {"type": "Value", "value": "1"}, "judged by its averageValue"),
        ("metrics|1|pods|target|averageValue", "0", "0 is not more than 0"),
        (
            "metrics|1",
            {
                "type": "External",
                "external": {"metric": {"name": "a"}, "target": {"type": "Value", "value": "1"}},
            },
            "",
        ),
        (
            "metrics|1",
            {
                "type": "External",
                "external": {"metric": {"name": "a"}, "target": {"type": "Value"}},
            },
            "exactly one of averageValue or value is needed",
        ),
        ("behavior|scaleDown|stabilizationWindowSeconds", 3601, "a window is 0 to 3600 seconds"),
        ("behavior|scaleDown|stabilizationWindowSeconds", 3600, ""),
        ("behavior|scaleDown|policies|0|value", 0, "0 is not more than 0"),
        ("behavior|scaleDown|policies|0|periodSeconds", 1801, "a period is 1 to 1800 seconds"),
    ),
)
