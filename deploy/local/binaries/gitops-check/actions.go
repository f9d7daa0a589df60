package main

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Argo CD's format.
type actionTests struct {
	DiscoveryTests []struct {
		InputPath string           `json:"inputPath"`
		Result    []resourceAction `json:"result"`
	} `json:"discoveryTests"`
	ActionTests []struct {
		Action             string `json:"action"`
		InputPath          string `json:"inputPath"`
		ExpectedOutputPath string `json:"expectedOutputPath"`
	} `json:"actionTests"`
}

type resourceAction struct {
	Name        string `json:"name"`
	Disabled    bool   `json:"disabled"`
	IconClass   string `json:"iconClass"`
	DisplayName string `json:"displayName"`
}

// Runs action_test.yaml. Every action has a test, and every action that is offered has a script.
func checkActions(kind kind, found *findings) {
	path := kind.path("actions", "action_test.yaml")
	var tests actionTests
	found.failed(path, readYaml(path, &tests))
	for _, test := range tests.DiscoveryTests {
		checkDiscovery(kind, test.InputPath, test.Result, found)
	}
	tested := map[string]bool{}
	for _, test := range tests.ActionTests {
		tested[test.Action] = true
		checkAction(kind, test.Action, test.InputPath, test.ExpectedOutputPath, found)
	}
	for _, action := range kind.actions {
		found.check(tested[action.name], "%s has no test of %s", path, action.name)
	}
}

func checkDiscovery(kind kind, inputPath string, expected []resourceAction, found *findings) {
	input := kind.path("actions", inputPath)
	object, err := readObject(input)
	if err != nil {
		found.failed(input, err)
		return
	}
	text, err := runLua(kind.discovery, object.Object)
	found.failed(input, err)
	var offered map[string]resourceAction
	found.failed(input, json.Unmarshal(text, &offered))
	found.check(len(offered) == len(kind.actions), "%s: discovery.lua offers %d actions, there are %d", input, len(offered), len(kind.actions))
	wanted := map[string]resourceAction{}
	for _, action := range expected {
		name := action.Name
		found.check(kind.action(name) != "", "%s: there is no script for %s", input, name)
		action.Name = ""
		wanted[name] = action
	}
	found.check(reflect.DeepEqual(offered, wanted), "%s: discovery.lua offers %v, not %v", input, offered, wanted)
}

func checkAction(kind kind, name, inputPath, outputPath string, found *findings) {
	what := kind.path("actions", name)
	object, err := readObject(kind.path("actions", inputPath))
	if err != nil {
		found.failed(what, err)
		return
	}
	expected, err := readObject(kind.path("actions", outputPath))
	if err != nil {
		found.failed(what, err)
		return
	}
	text, err := runLua(kind.action(name), object.Object)
	if err != nil {
		found.failed(what, err)
		return
	}
	result := &unstructured.Unstructured{}
	found.failed(what, result.UnmarshalJSON(text))
	result.Object = asBefore(result.Object, object.Object).(map[string]any)
	withoutTimes(result, time.Now())
	withoutTimes(expected, time.Time{})
	found.check(reflect.DeepEqual(result.Object, expected.Object), "%s: from %s it makes %v, not %s", what, inputPath, result.Object,
		filepath.Base(outputPath))
}

// Lua has the same table for an empty list and an empty object. Argo CD goes by what it was before.
func asBefore(value, before any) any {
	switch old := before.(type) {
	case map[string]any:
		if list, isList := value.([]any); isList && len(list) == 0 {
			return map[string]any{}
		}
		if fields, isMap := value.(map[string]any); isMap {
			for key := range fields {
				fields[key] = asBefore(fields[key], old[key])
			}
		}
	case []any:
		if list, isList := value.([]any); isList {
			for i := range min(len(list), len(old)) {
				list[i] = asBefore(list[i], old[i])
			}
		}
	}
	return value
}

// The annotations whose value is a time. One that an action has just set is that of now.
func withoutTimes(object *unstructured.Unstructured, now time.Time) {
	annotations := object.GetAnnotations()
	for name, value := range annotations {
		set, err := time.Parse(time.RFC3339, value)
		if err == nil && (now.IsZero() || now.Sub(set).Abs() < time.Hour) {
			annotations[name] = "a time"
		}
	}
	if annotations != nil {
		object.SetAnnotations(annotations)
	}
}
