package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

const (
	ruleFiles    = "deploy/monitoring/rules/*.yaml"
	ruleResource = "deploy/monitoring/alert-rules.yaml"
)

type rule struct {
	Alert       string            `json:"alert"`
	Expr        string            `json:"expr"`
	For         string            `json:"for,omitempty"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

type group struct {
	Name  string `json:"name"`
	Rules []rule `json:"rules"`
	text  []byte
}

func readRules() ([]group, error) {
	paths, err := filepath.Glob(ruleFiles)
	if err != nil {
		return nil, err
	}
	var all []group
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var file struct {
			Groups []group `json:"groups"`
		}
		if err := yaml.UnmarshalStrict(text, &file); err != nil {
			return nil, err
		}
		_, list, _ := bytes.Cut(text, []byte("groups:\n"))
		for i := range file.Groups {
			file.Groups[i].text = list
		}
		all = append(all, file.Groups...)
	}
	return all, nil
}

// The same rules for the Prometheus operator, as they are written in their files.
func resource(groups []group) []byte {
	var out strings.Builder
	out.WriteString("# For the Prometheus operator. Written from rules/ by deploy/local/monitoring-check --write; not edited.\n" +
		"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: kafka-connect\nspec:\n  groups:\n")
	for _, group := range groups {
		for _, line := range strings.SplitAfter(string(group.text), "\n") {
			if line != "" {
				out.WriteString("  " + line)
			}
		}
	}
	return []byte(out.String())
}

func checkRules(groups []group, known reference, found *findings) {
	written, err := os.ReadFile(ruleResource)
	found.check(err == nil && bytes.Equal(written, resource(groups)),
		"%s differs from rules/; this writes it: deploy/local/monitoring-check --write", ruleResource)
	names := map[string]bool{}
	for _, group := range groups {
		for _, rule := range group.Rules {
			found.check(!names[rule.Alert], "%s is there twice", rule.Alert)
			names[rule.Alert] = true
			found.check(slices.Contains([]string{"critical", "warning", "info"}, rule.Labels["severity"]),
				"%s has the severity '%s'", rule.Alert, rule.Labels["severity"])
			for _, annotation := range []string{"summary", "description", "runbook_url"} {
				found.check(rule.Annotations[annotation] != "", "%s lacks the annotation %s", rule.Alert, annotation)
			}
			checkExpression("the alert "+rule.Alert, rule.Expr, known, found)
		}
	}
}
