{{/* The operator's environment, by the names in docs/reference/operator-settings.md. */}}
{{- define "operator.env" -}}
{{- with include "operator.watchNamespaces" . }}
- name: WATCH_NAMESPACES
  value: {{ . | quote }}
{{- end }}
{{- with .Values.watch.selector }}
- name: WATCH_SELECTOR
  value: {{ . | quote }}
{{- end }}
{{- with include "operator.fullname" . }}
{{- if ne . "kafka-connect-operator" }}
- name: LEASE_NAME
  value: {{ . }}
{{- end }}
{{- end }}
{{- if not .Values.watch.readNamespaces }}
- name: READ_NAMESPACES
  value: "false"
{{- end }}
- name: WORKER_IMAGE
  value: {{ include "operator.image" (list . .Values.worker.image) }}
{{- with .Values.settings }}
- name: OAUTH_TOKEN_ENDPOINTS
  value: {{ join "," .oauthTokenEndpoints | quote }}
- name: KAFKA_LOGIN_CLASSES
  value: {{ join "," .kafkaLoginClasses | quote }}
- name: MAX_CLUSTERS_ROLLING
  value: {{ .maxClustersRolling | quote }}
{{- end }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      apiVersion: v1
      fieldPath: metadata.namespace
{{- with .Values.settings.pluginDelivery }}
- name: PLUGIN_DELIVERY
  value: {{ . }}
{{- end }}
{{- if ne (int .Values.settings.deletionDeadlineSeconds) 300 }}
- name: DELETION_DEADLINE_SECONDS
  value: {{ .Values.settings.deletionDeadlineSeconds | quote }}
{{- end }}
{{- if ne (int .Values.settings.healthPort) 8080 }}
- name: HEALTH_PORT
  value: {{ .Values.settings.healthPort | quote }}
{{- end }}
{{- if ne (int .Values.settings.metricsPort) 8081 }}
- name: METRICS_PORT
  value: {{ .Values.settings.metricsPort | quote }}
{{- end }}
{{- if .Values.settings.metricsTlsSecret }}
- name: METRICS_TLS_DIRECTORY
  value: /metrics-tls
{{- end }}
{{- if .Values.settings.metricsAuthentication }}
- name: METRICS_AUTHENTICATION
  value: "true"
{{- end }}
{{- if .Values.webhook.enabled }}
- name: WEBHOOK_CONFIGURATION
  value: {{ include "operator.fullname" . }}
{{- if ne (int .Values.webhook.port) 8443 }}
- name: WEBHOOK_PORT
  value: {{ .Values.webhook.port | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Kubernetes lets the last of two variables of the same name win, without a word. */}}
{{- define "operator.extraEnv" -}}
{{- range .Values.extraEnv }}
{{- $name := .name }}
{{- range include "operator.env" $ | fromYamlArray }}
{{- if eq .name $name }}
{{- fail (printf "extraEnv: %s is set by another value of this chart; see docs/reference/helm-values.md" $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{- toYaml . }}
{{- end }}
{{- end -}}
