{{- define "stack" -}}
{{- default (printf "%s-kube-prometheus-stack" .Release.Name) .Values.fullnameOverride | trunc 26 | trimSuffix "-" -}}
{{- end -}}
{{- define "grafana" -}}
{{- default (printf "%s-grafana" .Release.Name) .Values.grafana.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}
