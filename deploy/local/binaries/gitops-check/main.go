// Checks what Argo CD and Flux make of the resources: the Lua scripts below deploy/argocd by their own tests, every status that
// the operator's unit tests expect by kstatus and by these scripts, and the examples of Flux. Run by deploy/local/gitops-check in
// the project's directory; with --write it writes deploy/argocd/argocd-cm.yaml instead.
package main

import (
	"fmt"
	"os"
	"slices"
)

const (
	customizations = "deploy/argocd/kafkaconnect.dev"
	fragment       = "deploy/argocd/argocd-cm.yaml"
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

func (f *findings) failed(what string, err error) {
	f.check(err == nil, "%s: %v", what, err)
}

func main() {
	kinds, err := readKinds()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if slices.Contains(os.Args[1:], "--write") {
		if err := os.WriteFile(fragment, configMap(kinds), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	found := &findings{}
	checkConfigMap(kinds, found)
	for _, kind := range kinds {
		checkHealth(kind, found)
		checkActions(kind, found)
		checkStatuses(kind, found)
	}
	checkFlux(found)
	for _, problem := range found.problems {
		fmt.Fprintln(os.Stderr, problem)
	}
	if len(found.problems) > 0 {
		os.Exit(1)
	}
	fmt.Println(found.checked)
}
