// Checks what deploy/monitoring tells users of Prometheus and Grafana: alert rules, their tests and runbooks, and dashboards. Run by
// deploy/local/monitoring-check in the project's directory.
//
//	monitoring-check                 checks everything
//	monitoring-check --write         writes deploy/monitoring/alert-rules.yaml from deploy/monitoring/rules
//	monitoring-check --expressions   prints, as JSON lines, what has to return data wherever everything is observed
//	monitoring-check --pictures DIR  draws the dashboards, with the data in DIR/<uid>.json, below docs/operations/images
package main

import (
	"fmt"
	"os"
	"slices"
)

// What was checked, and what is wrong.
type findings struct {
	checked  int
	problems []string
}

func (f *findings) check(passes bool, format string, arguments ...any) {
	f.checked++
	if !passes {
		f.problems = append(f.problems, fmt.Sprintf(format, arguments...))
	}
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	groups, err := readRules()
	if err != nil {
		return err
	}
	boards, err := readDashboards()
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(arguments, "--write"):
		return os.WriteFile(ruleResource, resource(groups), 0o644)
	case slices.Contains(arguments, "--expressions"):
		return printExpressions(os.Stdout, groups, boards)
	case len(arguments) == 2 && arguments[0] == "--pictures":
		return drawAll(boards, arguments[1])
	}
	found := &findings{}
	known, err := readReference()
	if err != nil {
		return err
	}
	checkRules(groups, known, found)
	checkRunbooks(groups, found)
	checkTests(groups, found)
	checkDashboards(boards, known, found)
	for _, problem := range found.problems {
		fmt.Fprintln(os.Stderr, problem)
	}
	if len(found.problems) > 0 {
		return fmt.Errorf("%d of %d checks failed", len(found.problems), found.checked)
	}
	fmt.Println(found.checked)
	return nil
}
