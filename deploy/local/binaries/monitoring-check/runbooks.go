package main

import (
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

const (
	runbooks  = "docs/operations/alerts"
	ruleTests = "deploy/monitoring/tests/*.yaml"
)

// Every alert has a section that says what it means and what to do; there is no section without an alert.
func checkRunbooks(groups []group, found *findings) {
	sections := map[string]string{}
	for _, group := range groups {
		path := page(group)
		text, err := os.ReadFile(path)
		found.check(err == nil, "%s: %v", path, err)
		for _, section := range strings.Split(string(text), "\n## ")[1:] {
			name, text, _ := strings.Cut(section, "\n")
			sections[name] = text
		}
	}
	for _, group := range groups {
		for _, rule := range group.Rules {
			text, there := sections[rule.Alert]
			found.check(there, "%s has no section %s", runbooks, rule.Alert)
			for _, part := range []string{"Meaning", "Impact", "Diagnosis", "Mitigation"} {
				found.check(strings.Contains(text, "**"+part+".**"), "%s: the section %s lacks '**%s.**'", runbooks, rule.Alert, part)
			}
			anchor := page(group) + "#" + strings.ToLower(rule.Alert)
			found.check(strings.HasSuffix(rule.Annotations["runbook_url"], anchor), "the runbook_url of %s does not end with %s", rule.Alert, anchor)
			delete(sections, rule.Alert)
		}
	}
	for name := range sections {
		found.check(false, "%s has the section %s, and there is no such alert", runbooks, name)
	}
}

// The page of a group has the name of its rule file.
func page(group group) string {
	return filepath.Join(runbooks, strings.TrimPrefix(group.Name, "kafka-connect-")+".md")
}

// Every alert has a test in which it fires, and one in which it does not; promtool runs them.
func checkTests(groups []group, found *findings) {
	fires, quiet := map[string]bool{}, map[string]bool{}
	paths, _ := filepath.Glob(ruleTests)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		found.check(err == nil, "%s: %v", path, err)
		var file struct {
			Tests []struct {
				Series []any `json:"input_series"`
				Alerts []struct {
					Name     string `json:"alertname"`
					Expected []any  `json:"exp_alerts"`
				} `json:"alert_rule_test"`
			} `json:"tests"`
		}
		err = yaml.Unmarshal(text, &file)
		found.check(err == nil, "%s: %v", path, err)
		for _, test := range file.Tests {
			for _, alert := range test.Alerts {
				fires[alert.Name] = fires[alert.Name] || len(alert.Expected) > 0
				quiet[alert.Name] = quiet[alert.Name] || len(alert.Expected) == 0 && len(test.Series) > 0
			}
		}
	}
	for _, group := range groups {
		for _, rule := range group.Rules {
			found.check(fires[rule.Alert], "no test in %s lets %s fire", ruleTests, rule.Alert)
			found.check(quiet[rule.Alert], "no test in %s shows when %s does not fire", ruleTests, rule.Alert)
		}
	}
}
