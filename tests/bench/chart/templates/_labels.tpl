{{- define "crowd.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .name }}
{{- end }}
{{- define "crowd.labels" -}}
{{ include "crowd.selector" . }}
app.kubernetes.io/component: service
app.kubernetes.io/part-of: crowd
app.kubernetes.io/managed-by: platformgen
backstage.io/kubernetes-id: {{ .name }}
{{- end }}
{{- define "crowd.metadata" -}}
metadata:
  name: {{ .name }}
  namespace: {{ .namespace }}
  labels:
    {{- include "crowd.labels" . | nindent 4 }}
{{- end }}
{{- define "crowd.peers" -}}
{{- range . }}
- podSelector:
    matchLabels:
      {{- include "crowd.selector" . | nindent 6 }}
  {{- with .namespace }}
  namespaceSelector:
    matchLabels: {kubernetes.io/metadata.name: {{ . }}}
  {{- end }}
{{- end }}
{{- end }}
