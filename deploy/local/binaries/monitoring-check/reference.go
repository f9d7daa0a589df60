package main

import (
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

const referencePage = "docs/reference/operator-metrics.md"

var (
	metricRow = regexp.MustCompile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ([^|]*)\\|")
	labelName = regexp.MustCompile(`\w+`)
	// What Prometheus itself adds to the series of a pod.
	labelsOfTargets = []string{"namespace", "job", "pod", "instance", "le", labels.MetricName}
	ownPrefixes     = []string{"kafkaconnect_", "reconciliations_", "events_"}
)

// The labels of each of the operator's metrics.
type reference map[string][]string

func readReference() (reference, error) {
	page, err := os.ReadFile(referencePage)
	if err != nil {
		return nil, err
	}
	known := reference{}
	for _, row := range metricRow.FindAllStringSubmatch(string(page), -1) {
		names := []string{row[1]}
		if row[2] == "histogram" {
			names = []string{row[1] + "_bucket", row[1] + "_sum", row[1] + "_count", row[1] + "_max"}
		}
		for _, name := range names {
			known[name] = labelName.FindAllString(row[3], -1)
		}
	}
	return known, nil
}

// The expression is valid, and has only metrics and labels of the operator that the reference describes. A test with real workers
// sees to theirs.
func checkExpression(where, text string, known reference, found *findings) {
	expression, err := parse(text)
	found.check(err == nil, "%s: %v: %s", where, err, text)
	if err != nil {
		return
	}
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok || !slices.ContainsFunc(ownPrefixes, func(prefix string) bool { return strings.HasPrefix(selector.Name, prefix) }) {
			return nil
		}
		described, there := known[selector.Name]
		found.check(there, "%s: %s is not in %s", where, selector.Name, referencePage)
		for _, matcher := range selector.LabelMatchers {
			found.check(!there || slices.Contains(described, matcher.Name) || slices.Contains(labelsOfTargets, matcher.Name),
				"%s: %s has no label %s", where, selector.Name, matcher.Name)
		}
		return nil
	})
}
