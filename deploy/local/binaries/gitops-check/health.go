package main

import (
	"encoding/json"
	"path/filepath"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

type health struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

// Argo CD's format.
type healthTests struct {
	Tests []struct {
		InputPath    string `json:"inputPath"`
		HealthStatus health `json:"healthStatus"`
	} `json:"tests"`
}

// What Argo CD shows for what kstatus says, by which Flux goes.
var shown = map[status.Status]string{
	status.CurrentStatus:     "Healthy",
	status.InProgressStatus:  "Progressing",
	status.FailedStatus:      "Degraded",
	status.TerminatingStatus: "Progressing",
}

func healthOf(script string, object *unstructured.Unstructured) (health, error) {
	var found health
	text, err := runLua(script, object.Object)
	if err != nil {
		return found, err
	}
	return found, json.Unmarshal(text, &found)
}

// Runs health_test.yaml. Every file of testdata is in it, and kstatus agrees about each.
func checkHealth(kind kind, found *findings) {
	path := kind.path("health_test.yaml")
	var tests healthTests
	found.failed(path, readYaml(path, &tests))
	unused, err := filepath.Glob(kind.path("testdata", "*.yaml"))
	found.failed(kind.path("testdata"), err)
	for _, test := range tests.Tests {
		input := kind.path(test.InputPath)
		object, err := readObject(input)
		if err != nil {
			found.failed(input, err)
			continue
		}
		unused = slices.DeleteFunc(unused, func(file string) bool { return file == input })
		result, err := healthOf(kind.health, object)
		found.failed(kind.path("health.lua"), err)
		found.check(result == test.HealthStatus, "%s: health.lua says %v, not %v", input, result, test.HealthStatus)
		// An object without a status is current for kstatus.
		if object.Object["status"] != nil {
			checkAgreement(kind, input, object, found)
		}
	}
	found.check(len(tests.Tests) > 0 && len(unused) == 0, "%s does not name %v", path, unused)
}

// Returns what kstatus says, with which health.lua agrees.
func checkAgreement(kind kind, what string, object *unstructured.Unstructured, found *findings) status.Status {
	computed, err := status.Compute(object)
	if err != nil {
		found.failed(what, err)
		return status.UnknownStatus
	}
	result, err := healthOf(kind.health, object)
	found.failed(what, err)
	found.check(result.Status == shown[computed.Status], "%s: %s for Argo CD, but %s for kstatus", what, result.Status, computed.Status)
	return computed.Status
}
