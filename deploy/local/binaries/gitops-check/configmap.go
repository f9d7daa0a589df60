package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

const head = `# A patch for the ConfigMap of Argo CD, made of the scripts beside this file by deploy/local/gitops-check --write. To apply it as a
# ConfigMap would remove everything else from argocd-cm; docs/operations/argocd.md has the command.
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
`

// The scripts in the form in which Argo CD takes them from its ConfigMap.
func configMap(kinds []kind) []byte {
	var text bytes.Buffer
	text.WriteString(head)
	for _, kind := range kinds {
		fmt.Fprintf(&text, "  resource.customizations.health.kafkaconnect.dev_%s: |\n%s", kind.name, indented(4, kind.health))
		fmt.Fprintf(&text, "  resource.customizations.actions.kafkaconnect.dev_%s: |\n", kind.name)
		fmt.Fprintf(&text, "    discovery.lua: |\n%s    definitions:\n", indented(6, kind.discovery))
		for _, action := range kind.actions {
			fmt.Fprintf(&text, "      - name: %s\n        action.lua: |\n%s", action.name, indented(10, action.script))
		}
	}
	return text.Bytes()
}

func indented(spaces int, script string) string {
	var text strings.Builder
	for line := range strings.Lines(script) {
		if strings.TrimSpace(line) != "" {
			text.WriteString(strings.Repeat(" ", spaces))
		}
		text.WriteString(line)
	}
	return text.String()
}

type definitions struct {
	Discovery   string `json:"discovery.lua"`
	Definitions []struct {
		Name   string `json:"name"`
		Script string `json:"action.lua"`
	} `json:"definitions"`
}

// The file is what is made of the scripts, and what Argo CD reads in it are the scripts. All kinds have the same health.
func checkConfigMap(kinds []kind, found *findings) {
	text, err := os.ReadFile(fragment)
	found.failed(fragment, err)
	found.check(bytes.Equal(text, configMap(kinds)), "%s differs from the scripts; this writes it: deploy/local/gitops-check --write", fragment)
	var read struct {
		Data map[string]string `json:"data"`
	}
	found.failed(fragment, yaml.Unmarshal(text, &read))
	for _, kind := range kinds {
		found.check(read.Data["resource.customizations.health.kafkaconnect.dev_"+kind.name] == kind.health,
			"%s has another health.lua for %s", fragment, kind.name)
		found.check(kind.health == kinds[0].health, "%s differs from that of %s", kind.path("health.lua"), kinds[0].name)
		var actions definitions
		found.failed(fragment, yaml.UnmarshalStrict([]byte(read.Data["resource.customizations.actions.kafkaconnect.dev_"+kind.name]), &actions))
		found.check(actions.Discovery == kind.discovery, "%s has another discovery.lua for %s", fragment, kind.name)
		found.check(len(actions.Definitions) == len(kind.actions), "%s has other actions for %s", fragment, kind.name)
		for _, action := range actions.Definitions {
			found.check(action.Script == kind.action(action.Name), "%s has another script for %s", fragment, action.Name)
		}
	}
}
