package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/fluxcd/pkg/envsubst"
	"sigs.k8s.io/yaml"
)

const page = "docs/operations/flux.md"

var yamlBlock = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

// A Kustomization of Flux, as far as it substitutes.
type kustomization struct {
	Spec struct {
		PostBuild struct {
			Substitute map[string]string `json:"substitute"`
		} `json:"postBuild"`
	} `json:"spec"`
}

// The page of Flux shows what is in Git, after the line "# in Git", and what the API server gets of it, after "# applied". The one
// becomes the other with the variables of the Kustomization above them.
func checkFlux(found *findings) {
	text, err := os.ReadFile(page)
	found.failed(page, err)
	var variables map[string]string
	var expected string
	compared := 0
	for _, block := range yamlBlock.FindAllStringSubmatch(string(text), -1) {
		title, body, _ := strings.Cut(block[1], "\n")
		switch title {
		case "# in Git":
			expected, err = substituted(body, variables)
			found.failed(page, err)
		case "# applied":
			compared++
			found.check(body == expected, "%s: Flux applies\n%s and the page says\n%s", page, expected, body)
		default:
			var read kustomization
			found.failed(page, yaml.Unmarshal([]byte(block[1]), &read))
			if read.Spec.PostBuild.Substitute != nil {
				variables = read.Spec.PostBuild.Substitute
			}
		}
	}
	found.check(compared > 0 && len(variables) > 0, "%s shows no substitution", page)
}

// As kustomize-controller 1.9 substitutes: a variable that is not defined is an error.
func substituted(text string, variables map[string]string) (string, error) {
	result, err := envsubst.Eval(text, func(name string) (string, bool) {
		value, defined := variables[name]
		return value, defined
	})
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.TrimSpace(text), err)
	}
	return result, nil
}
